// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tapdesk::localtap {

/// The examples document: XHTML with RDFa. The language of a query, for which there is no
/// property, stands in a span of class "badge", as Daiquiri has it.
/// Source: DALI 1.1, section 2.3.
QByteArray examplesDocument();

} // namespace tapdesk::localtap
