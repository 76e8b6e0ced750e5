// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"
#include "core/sql/lexer.h"
#include "core/sql/sqlitetranslation.h"
#include "core/sql/statements.h"

#include <cstddef>
#include <cstdint>

using namespace tapdesk::sql;

namespace {

/// Tokens must be adjacent and cover the text.
void checkTokens(const QString& text, Dialect dialect)
{
    qsizetype position = 0;
    for (const Token& token : tokenize(text, dialect)) {
        Q_ASSERT(token.start == position && token.length > 0);
        position = token.end();
    }
    Q_ASSERT(position == text.size());
}

/// Statements must lie in the text, one after the other.
void checkStatements(const QString& text, Dialect dialect)
{
    qsizetype position = 0;
    for (const Statement& statement : splitStatements(text, dialect)) {
        Q_ASSERT(statement.start >= position && statement.end > statement.start);
        position = statement.end;
    }
    Q_ASSERT(position <= text.size());
}

/// A translation has outputs; a refusal has words and points into the text.
void checkTranslation(const QString& text, Dialect dialect)
{
    const auto translated = toSqlite(text, dialect);
    if (translated) {
        Q_ASSERT(translated->text.contains(u"SELECT") && !translated->outputs.isEmpty());
        return;
    }
    const TranslationError& error = translated.error();
    Q_ASSERT(!error.message.isEmpty());
    const QStringList lines = text.split(u'\n');
    Q_ASSERT(error.line >= 1 && error.line <= lines.size());
    Q_ASSERT(error.column >= 0 && error.column <= lines[error.line - 1].size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    for (const Dialect dialect : {Dialect::Adql, Dialect::PostgreSql}) {
        checkTokens(text, dialect);
        checkStatements(text, dialect);
        checkTranslation(text, dialect);
    }
    (void)readDirectives(text);
    return 0;
}
