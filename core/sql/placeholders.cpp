// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/placeholders.h"

#include "core/sql/lexer.h"

namespace tapdesk::sql {
namespace {

bool isWord(const Token& token)
{
    return token.kind == Token::Kind::Identifier || token.kind == Token::Kind::Keyword;
}

/// Characters that a literal may touch. No operators: `@>-5` would be one of three characters.
bool separates(QChar c)
{
    return c.isSpace() || QStringView(u"(),[];").contains(c);
}

} // namespace

QList<Placeholder> findPlaceholders(QStringView text, Dialect dialect)
{
    QList<Placeholder> found;
    const QList<Token> tokens = tokenize(text, dialect);
    qsizetype brackets = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto& token = tokens.at(i);
        const auto word = text.mid(token.start, token.length);
        // ADQL has no brackets, and the lexer still tells them from what is quoted.
        if (word == u"[")
            ++brackets;
        else if (word == u"]" && brackets > 0)
            --brackets;
        if (word != u":" || brackets > 0 || i + 1 == tokens.size() || !isWord(tokens.at(i + 1)))
            continue;
        // ADQL's lexer takes `::` for two strangers.
        if (i > 0 && text[token.start - 1] == u':')
            continue;
        const auto& name = tokens.at(i + 1);
        found.append({.name = text.mid(name.start, name.length).toString(),
                      .start = token.start,
                      .length = 1 + name.length});
    }
    return found;
}

QStringList placeholderNames(QStringView text, Dialect dialect)
{
    QStringList names;
    for (const auto& placeholder : findPlaceholders(text, dialect)) {
        if (!names.contains(placeholder.name))
            names.append(placeholder.name);
    }
    return names;
}

QString fillPlaceholders(const QString& text, Dialect dialect,
                         const QHash<QString, QString>& literals)
{
    auto filled = text;
    const auto placeholders = findPlaceholders(text, dialect);
    for (auto it = placeholders.crbegin(); it != placeholders.crend(); ++it) {
        const auto literal = literals.constFind(it->name);
        if (literal == literals.constEnd())
            continue;
        auto value = *literal;
        const auto end = it->start + it->length;
        if (it->start > 0 && !separates(text.at(it->start - 1)))
            value.prepend(u' ');
        if (end < text.size() && !separates(text.at(end)))
            value.append(u' ');
        filled.replace(it->start, it->length, value);
    }
    return filled;
}

} // namespace tapdesk::sql
