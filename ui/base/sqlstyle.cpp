// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/sqlstyle.h"

#include "core/sql/vocabulary.h"
#include "ui/base/theme.h"

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype longestQuery = 20'000;

bool isCall(const QList<sql::Token>& tokens, qsizetype index, QStringView text)
{
    for (auto next = index + 1; next < tokens.size(); ++next) {
        const auto& token = tokens.at(next);
        if (token.kind != sql::Token::Kind::Space)
            return text.sliced(token.start, token.length) == u'(';
    }
    return false;
}

} // namespace

sqlstyle::Style sqlstyle::of(const QList<sql::Token>& tokens, qsizetype index, QStringView text,
                             sql::Dialect dialect)
{
    using Kind = sql::Token::Kind;
    const auto& token = tokens.at(index);
    switch (token.kind) {
    case Kind::Keyword:
        return Keyword;
    case Kind::Identifier:
        return sql::isFunction(text.sliced(token.start, token.length), dialect)
                && isCall(tokens, index, text)
            ? Function
            : Plain;
    case Kind::String:
        return String;
    case Kind::Number:
        return Number;
    case Kind::Comment:
        return Comment;
    case Kind::QuotedIdentifier:
        return QuotedName;
    case Kind::Unknown:
        return Unknown;
    case Kind::Space:
    case Kind::Operator:
    case Kind::Punctuation:
        break;
    }
    return Plain;
}

QColor sqlstyle::colour(Style style, const Theme& theme)
{
    switch (style) {
    case Keyword:
        return theme.keyword;
    case Function:
        return theme.function;
    case String:
        return theme.string;
    case Number:
        return theme.number;
    case Comment:
        return theme.comment;
    case QuotedName:
        return theme.quotedName;
    case Unknown:
        return theme.bad;
    case Plain:
        break;
    }
    return theme.text;
}

QString sqlHtml(const QString& text, sql::Dialect dialect, const Theme& theme)
{
    const auto shown = text.left(longestQuery);
    const auto tokens = sql::tokenize(shown, dialect);
    QString html = u"<pre style='white-space:pre-wrap'>"_s;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto& token = tokens.at(i);
        const auto words = shown.sliced(token.start, token.length).toHtmlEscaped();
        const auto style = sqlstyle::of(tokens, i, shown, dialect);
        if (style == sqlstyle::Plain)
            html += words;
        else
            html += u"<span style='color:%1%2'>%3</span>"_s.arg(
                sqlstyle::colour(style, theme).name(),
                style == sqlstyle::Keyword ? u"; font-weight:600"_s : QString(), words);
    }
    return html + (shown.size() < text.size() ? u" …</pre>"_s : u"</pre>"_s);
}

} // namespace tapdesk::ui
