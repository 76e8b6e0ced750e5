// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"

#include "core/sql/lexer.h"

namespace tapdesk::sql {
namespace {

/// The field that a directive's key names, or nullptr.
QString* fieldOf(Directives& directives, QStringView key)
{
    if (key.compare(u"LANGUAGE", Qt::CaseInsensitive) == 0)
        return &directives.language;
    if (key.compare(u"QUEUE", Qt::CaseInsensitive) == 0)
        return &directives.queue;
    if (key.compare(u"RUNID", Qt::CaseInsensitive) == 0)
        return &directives.runId;
    if (key.compare(u"MAXREC", Qt::CaseInsensitive) == 0)
        return &directives.maxrec;
    return nullptr;
}

/// A line of a comment without its marks and rulers: `--`, `/*`, `*/`, `-----`, `=====`.
QStringView withoutMarks(QStringView line)
{
    const auto isMark = [](QChar c) { return c.isSpace() || QStringView(u"-*/=#").contains(c); };
    while (!line.isEmpty() && isMark(line.front()))
        line = line.mid(1);
    while (!line.isEmpty() && isMark(line.back()))
        line.chop(1);
    return line;
}

void readLine(QStringView line, Directives& directives)
{
    const QStringView words = withoutMarks(line);
    const qsizetype equals = line.indexOf(u'=');
    if (equals >= 0) {
        QString* field = fieldOf(directives, withoutMarks(line.left(equals)));
        if (field) {
            QStringView value = line.mid(equals + 1).trimmed();
            if (value.endsWith(u"*/"))
                value = value.chopped(2).trimmed();
            if (field->isEmpty())
                *field = value.toString();
            return;
        }
    }
    if (directives.title.isEmpty())
        directives.title = words.toString();
}

} // namespace

Directives readDirectives(QStringView text)
{
    Directives directives;
    // The dialect is one of the things to be read; PostgreSQL knows all kinds of comments.
    const QList<Token> tokens = tokenize(text, Dialect::PostgreSql);
    for (const Token& token : tokens) {
        if (token.kind != Token::Kind::Comment)
            continue;
        const QStringView comment = text.mid(token.start, token.length);
        for (const QStringView line : comment.tokenize(u'\n'))
            readLine(line, directives);
    }
    return directives;
}

} // namespace tapdesk::sql
