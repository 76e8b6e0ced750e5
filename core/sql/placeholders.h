// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace tapdesk::sql {

/// A `:name` in a text that stands for a value.
struct Placeholder
{
    QString name; ///< without the colon; case matters
    qsizetype start = 0; ///< of the colon, in UTF-16 units
    qsizetype length = 0; ///< colon included

    friend bool operator==(const Placeholder&, const Placeholder&) = default;
};

/// All placeholders, in their order. A colon in a literal, a comment or a quoted name is none; nor
/// is that of a cast (`x::int`), nor any between brackets (`a[1:n]`).
/// Source: PostgreSQL 15, sections 4.1.3 (a colon is no operator) and 8.15.3 (slices).
QList<Placeholder> findPlaceholders(QStringView text, Dialect dialect);

QStringList placeholderNames(QStringView text, Dialect dialect); ///< each once

/// The text with literals in place of placeholders. Blanks are added where a literal would run
/// into its neighbour: `-:n` with -5 is no comment. A name without a literal stays.
QString fillPlaceholders(const QString& text, Dialect dialect,
                         const QHash<QString, QString>& literals);

} // namespace tapdesk::sql
