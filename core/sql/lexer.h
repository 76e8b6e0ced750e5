// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

namespace tapdesk::sql {

enum class Dialect { Adql, PostgreSql };

/// The dialect that a LANG value names: "postgresql-16.2" is PostgreSql, all else ADQL.
Dialect dialectFromLanguage(QStringView language);

/// A piece of SQL text. Tokens of a text are adjacent: together they are the text.
struct Token
{
    enum class Kind {
        Space,
        Comment, ///< `-- …` without its line end, or `/* … */`
        Keyword,
        Identifier,
        QuotedIdentifier,
        String,
        Number,
        Operator,
        Punctuation, ///< ( ) , . ;
        Unknown ///< a character that SQL has no use for, such as a curly quote
    };

    Kind kind = Kind::Unknown;
    qsizetype start = 0; ///< in UTF-16 units of the text
    qsizetype length = 0;
    bool closed = true; ///< false: a string, quoted name or comment that never ends

    friend bool operator==(const Token&, const Token&) = default;
};

/// Splits text into tokens. Never fails: half a query is an editor's normal state.
/// Source: ADQL 2.1, section 2.1; PostgreSQL 15, section 4.1.
QList<Token> tokenize(QStringView text, Dialect dialect);

bool isKeyword(QStringView word, Dialect dialect); ///< any case; functions are none
bool isFunction(QStringView word, Dialect dialect); ///< a built-in one

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

/// The statement at a caret, or the one before it when the caret stands between two; nothing in
/// a text without statements.
std::optional<Statement> statementAt(QStringView text, Dialect dialect, qsizetype caret);

/// What comments say about how to run a query: `-- QUEUE = 5m`, `-- LANGUAGE = ADQL`,
/// `-- RUNID = x`, `-- MAXREC = 100`. Source: the guide, "List of file queries".
struct Directives
{
    QString language;
    QString queue;
    QString runId;
    QString maxrec;
    QString title; ///< the first comment that is no directive

    friend bool operator==(const Directives&, const Directives&) = default;
};
Directives readDirectives(QStringView text);

} // namespace tapdesk::sql
