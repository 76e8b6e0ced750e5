// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QString>

namespace tapdesk::sql {

/// The name of a schema, table or column as a query takes it: each part between dots in double
/// quotes where the language would not read it as it is: a reserved word, a sign that is no letter,
/// digit or underscore, and in PostgreSQL a capital letter, which it would fold. In ADQL letters
/// have no case unless they are quoted, so capitals stay bare. A part that is quoted already stays.
/// Source: ADQL 2.1, section 2.1.2; TAP 1.1, section 4 (names are given as queries take them,
/// which Daiquiri and others do not do); PostgreSQL 15, section 4.1.1.
QString queryName(const QString& name, Dialect dialect);

} // namespace tapdesk::sql
