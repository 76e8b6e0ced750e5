// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tableset.h"

#include <QStringList>

namespace tapdesk::ui {

/// Columns that a query may be cut by: numeric ones of the tables that it names, those with an
/// index first, as ranges of them are found at once. A name that two of the tables have is left
/// out: it has to be written with the alias.
QStringList sliceColumns(const QString& query, const Tableset& tables);

} // namespace tapdesk::ui
