// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tapdesk {

/// How a column's datatype is shown: "double", "char(*)", "float(2x3)", "VARCHAR(32)".
/// @param datatype  of VOTable or ADQL, perhaps with "adql:" in front
/// @param length    arraysize or size, as it is; empty = unknown
QString typeText(const QString& datatype, const QString& length);

} // namespace tapdesk
