// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/statements.h"

#include "core/sql/lexer.h"

namespace tapdesk::sql {

QList<Statement> splitStatements(QStringView text, Dialect dialect)
{
    QList<Statement> statements;
    std::optional<Statement> current;
    bool hasCode = false;
    const auto finish = [&] {
        if (current && hasCode)
            statements.append(*current);
        current.reset();
        hasCode = false;
    };

    const QList<Token> tokens = tokenize(text, dialect);
    for (const Token& token : tokens) {
        if (token.kind == Token::Kind::Space)
            continue;
        if (token.kind == Token::Kind::Punctuation && text[token.start] == u';') {
            finish();
            continue;
        }
        if (!current)
            current = Statement {.start = token.start};
        current->end = token.end();
        hasCode = hasCode || token.kind != Token::Kind::Comment;
    }
    finish();
    return statements;
}

std::optional<Statement> statementAt(QStringView text, Dialect dialect, qsizetype caret)
{
    std::optional<Statement> found;
    const QList<Statement> statements = splitStatements(text, dialect);
    for (const Statement& statement : statements) {
        if (found && statement.start > caret)
            break;
        found = statement;
    }
    return found;
}

} // namespace tapdesk::sql
