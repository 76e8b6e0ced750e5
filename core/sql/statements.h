// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <QList>
#include <QStringView>

#include <optional>

namespace tapdesk::sql {

/// One statement of a text.
struct Statement
{
    qsizetype start = 0; ///< first token that is no space; leading comments belong to it
    qsizetype end = 0; ///< after the last token; a closing semicolon is not part of it

    friend bool operator==(const Statement&, const Statement&) = default;
};

/// Splits at semicolons outside literals and comments. Stretches of nothing but spaces and
/// comments are no statements.
QList<Statement> splitStatements(QStringView text, Dialect dialect);

/// The statement at a caret, or the one before it when the caret stands between two, or the
/// first one when the caret stands before it; nothing in a text without statements.
std::optional<Statement> statementAt(QStringView text, Dialect dialect, qsizetype caret);

} // namespace tapdesk::sql
