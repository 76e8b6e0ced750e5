// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/slicing.h"

#include "core/sql/lexer.h"
#include "core/sql/statements.h"

#include <QSet>

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

using Kind = SliceRefusal::Kind;

/// Source: PostgreSQL 15, section 9.21; ADQL 2.1, section 2.2.4.
bool isAggregate(const QString& name)
{
    static const QSet<QString> names {u"array_agg"_s,
                                      u"avg"_s,
                                      u"bit_and"_s,
                                      u"bit_or"_s,
                                      u"bit_xor"_s,
                                      u"bool_and"_s,
                                      u"bool_or"_s,
                                      u"corr"_s,
                                      u"count"_s,
                                      u"covar_pop"_s,
                                      u"covar_samp"_s,
                                      u"every"_s,
                                      u"json_agg"_s,
                                      u"jsonb_agg"_s,
                                      u"json_object_agg"_s,
                                      u"jsonb_object_agg"_s,
                                      u"max"_s,
                                      u"median"_s,
                                      u"min"_s,
                                      u"mode"_s,
                                      u"percentile_cont"_s,
                                      u"percentile_disc"_s,
                                      u"range_agg"_s,
                                      u"range_intersect_agg"_s,
                                      u"stddev"_s,
                                      u"stddev_pop"_s,
                                      u"stddev_samp"_s,
                                      u"string_agg"_s,
                                      u"sum"_s,
                                      u"var_pop"_s,
                                      u"var_samp"_s,
                                      u"variance"_s,
                                      u"xmlagg"_s};
    return names.contains(name) || name.startsWith("regr_"_L1);
}

/// Words that make rows depend on one another, or that end what we understand.
bool isClause(const QString& word)
{
    static const QSet<QString> words {u"distinct"_s, u"top"_s,       u"group"_s,  u"having"_s,
                                      u"order"_s,    u"limit"_s,     u"offset"_s, u"fetch"_s,
                                      u"union"_s,    u"intersect"_s, u"except"_s, u"window"_s,
                                      u"for"_s,      u"into"_s,      u"with"_s};
    return words.contains(word);
}

/// Where the parts of a statement are.
struct Parts
{
    qsizetype select = -1; ///< start of the word
    qsizetype from = -1; ///< start of the word
    qsizetype where = -1; ///< end of the word; -1 without one
    qsizetype end = 0; ///< of the statement
};

tl::unexpected<SliceRefusal> refuse(Kind kind, const QString& evidence = {})
{
    return tl::unexpected<SliceRefusal>({.kind = kind, .evidence = evidence});
}

SliceResult<Parts> partsOf(QStringView text, Dialect dialect)
{
    const auto statements = splitStatements(text, dialect);
    if (statements.size() != 1)
        return refuse(Kind::NotOneSelect);
    Parts parts {.end = statements.first().end};

    QList<Token> tokens;
    const QList<Token> all = tokenize(text, dialect);
    for (const Token& token : all) {
        if (!token.closed)
            return refuse(Kind::Unclosed);
        if (token.kind != Token::Kind::Space && token.kind != Token::Kind::Comment)
            tokens.append(token);
    }
    qsizetype depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto& token = tokens.at(i);
        const auto written = text.mid(token.start, token.length);
        if (token.kind == Token::Kind::Punctuation) {
            depth += written == u"(" ? 1 : written == u")" ? -1 : 0;
            if (depth < 0)
                return refuse(Kind::Unclosed);
            continue;
        }
        if (token.kind != Token::Kind::Keyword && token.kind != Token::Kind::Identifier)
            continue;
        const auto word = written.toString().toLower();
        if (parts.select < 0) {
            if (word != "select"_L1)
                return refuse(Kind::NotOneSelect);
            parts.select = token.start;
            continue;
        }
        const auto before = i > 0 ? tokens.at(i - 1) : Token {};
        const auto isQualified = text.mid(before.start, before.length) == u".";
        const auto isCall = i + 1 < tokens.size() && text[tokens.at(i + 1).start] == u'(';
        if (word == "over"_L1 && isCall)
            return refuse(Kind::Clause, u"OVER"_s);
        if (parts.from < 0 && isCall && !isQualified && isAggregate(word))
            return refuse(Kind::Aggregate, written.toString());
        if (depth > 0 || isQualified)
            continue;
        if (isClause(word))
            return refuse(Kind::Clause, word.toUpper());
        if (word == "from"_L1 && parts.from < 0)
            parts.from = token.start;
        else if (word == "where"_L1 && parts.where < 0)
            parts.where = token.end();
    }
    if (depth != 0)
        return refuse(Kind::Unclosed);
    if (parts.from < 0)
        return refuse(Kind::NoFrom);
    return parts;
}

} // namespace

bool isColumnName(QStringView name, Dialect dialect)
{
    const QList<Token> tokens = tokenize(name, dialect);
    bool wantsName = true;
    for (const Token& token : tokens) {
        const auto isName = token.kind == Token::Kind::Identifier
            || token.kind == Token::Kind::Keyword
            || (token.kind == Token::Kind::QuotedIdentifier && token.closed);
        const auto isDot = name.mid(token.start, token.length) == u".";
        if (wantsName ? !isName : !isDot)
            return false;
        wantsName = !wantsName;
    }
    return !wantsName;
}

SliceResult<QString> withCondition(const QString& text, Dialect dialect, const QString& condition)
{
    const auto parts = partsOf(text, dialect);
    if (!parts)
        return tl::unexpected(parts.error());
    auto sliced = text;
    // Line ends, since a comment may be the last thing there.
    if (parts->where < 0) {
        sliced.insert(parts->end, u"\nWHERE (%1)"_s.arg(condition));
    } else {
        sliced.insert(parts->end, u"\n) AND (%1)"_s.arg(condition));
        sliced.insert(parts->where, u" ("_s);
    }
    return sliced;
}

SliceResult<QString> boundsQuery(const QString& text, Dialect dialect, const QString& column)
{
    if (!isColumnName(column, dialect))
        return refuse(Kind::NotAColumn, column);
    const auto parts = partsOf(text, dialect);
    if (!parts)
        return tl::unexpected(parts.error());
    return u"SELECT MIN(%1) AS slice_min, MAX(%1) AS slice_max "_s.arg(column)
        + text.mid(parts->from, parts->end - parts->from);
}

} // namespace tapdesk::sql
