// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace tapdesk {

/// The text of an entity as HTML names it: "amp", "nbsp", "alpha", or "#955", "#x3bb"; without
/// ampersand and semicolon. A null string for one that is not known.
///
/// Holds the names of Latin-1, Greek, and the signs that astronomers write; case matters.
/// Source: HTML 4.01, section 24.
QString htmlEntity(QStringView name);

} // namespace tapdesk
