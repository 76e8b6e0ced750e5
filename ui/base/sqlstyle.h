// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/lexer.h"

#include <QColor>

namespace tapdesk::ui {

struct Theme;

/// What a piece of SQL is coloured by, in the editor and wherever a query is shown.
namespace sqlstyle {

enum Style {
    Plain, ///< also what the editor's own margin and calltips inherit
    Keyword,
    Function,
    String,
    Number,
    Comment,
    QuotedName,
    Unknown, ///< a character that SQL has no use for, or a literal that never ends
};

/// Of one token among those of its text: a name is a function when it is called.
Style of(const QList<sql::Token>& tokens, qsizetype index, QStringView text, sql::Dialect dialect);

QColor colour(Style style, const Theme& theme);

} // namespace sqlstyle

/// A query as HTML, coloured, with its own line breaks, wrapped where it is too wide. Cut where
/// it is longer than anybody reads.
QString sqlHtml(const QString& text, sql::Dialect dialect, const Theme& theme);

} // namespace tapdesk::ui
