// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"

#include "core/sql/lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tapdesk::sql {
namespace {

using Member = QString Directives::*;

struct Key
{
    QLatin1StringView word;
    Member member;
};

constexpr std::array keys {
    Key {QLatin1StringView("LANGUAGE"), &Directives::language},
    Key {QLatin1StringView("QUEUE"), &Directives::queue},
    Key {QLatin1StringView("RUNID"), &Directives::runId},
    Key {QLatin1StringView("MAXREC"), &Directives::maxrec},
    Key {QLatin1StringView("SERVICE"), &Directives::service},
    Key {QLatin1StringView("OUTPUT"), &Directives::output},
};

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

/// A directive where it stands.
struct Found
{
    Member member = nullptr;
    QStringView value; ///< a view into the text, empty ones too
};

std::optional<Found> directiveIn(QStringView line)
{
    const auto separator =
        std::find_if(line.begin(), line.end(), [](QChar c) { return c == u'=' || c == u':'; });
    if (separator == line.end())
        return std::nullopt;
    const auto at = separator - line.begin();
    const auto word = withoutMarks(line.left(at));
    const auto* key = std::find_if(keys.begin(), keys.end(), [word](const Key& known) {
        return word.compare(known.word, Qt::CaseInsensitive) == 0;
    });
    if (key == keys.end())
        return std::nullopt;
    auto value = line.mid(at + 1).trimmed();
    if (value.endsWith(u"*/"))
        value = value.chopped(2).trimmed();
    const auto isWord = !value.isEmpty()
        && std::none_of(value.begin(), value.end(), [](QChar c) { return c.isSpace(); });
    if (*separator == u':' && !isWord)
        return std::nullopt;
    return Found {.member = key->member, .value = value};
}

/// The comments of a text, line by line.
struct Comments
{
    std::vector<Found> directives;
    QStringView title;
    qsizetype afterTitle = -1; ///< end of the comment that has the title; -1 without one
    qsizetype afterDirectives = -1; ///< the same of the last directive on lines of its own
};

Comments readComments(QStringView text)
{
    Comments comments;
    bool isHead = true; // nothing but comments and spaces so far
    // The dialect is one of the things to be read; PostgreSQL knows all kinds of comments.
    const QList<Token> tokens = tokenize(text, Dialect::PostgreSql);
    for (const Token& token : tokens) {
        if (token.kind != Token::Kind::Comment) {
            isHead = isHead && token.kind == Token::Kind::Space;
            continue;
        }
        const QStringView comment = text.mid(token.start, token.length);
        for (const QStringView line : comment.tokenize(u'\n')) {
            if (const auto found = directiveIn(line)) {
                comments.directives.push_back(*found);
                if (isHead)
                    comments.afterDirectives = token.end();
            } else if (comments.title.isEmpty()) {
                comments.title = withoutMarks(line);
                if (isHead && !comments.title.isEmpty())
                    comments.afterTitle = token.end();
            }
        }
    }
    return comments;
}

/// The line end that a text uses first.
QString lineEndOf(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\n')
            return QStringLiteral("\n");
        if (text[i] == u'\r')
            return text.mid(i + 1).startsWith(u'\n') ? QStringLiteral("\r\n")
                                                     : QStringLiteral("\r");
    }
    return QStringLiteral("\n");
}

/// Where a line that is added below what ends at @p position begins.
qsizetype nextLine(QStringView text, qsizetype position)
{
    while (position < text.size() && text[position] != u'\n' && text[position] != u'\r')
        ++position;
    if (position < text.size() && text[position] == u'\r')
        ++position;
    if (position < text.size() && text[position] == u'\n')
        ++position;
    return position;
}

} // namespace

Directives readDirectives(QStringView text)
{
    const auto comments = readComments(text);
    Directives directives;
    directives.title = comments.title.toString();
    for (const auto& found : comments.directives) {
        if ((directives.*found.member).isEmpty())
            directives.*found.member = found.value.toString();
    }
    return directives;
}

QString writeDirectives(const QString& text, const Directives& wanted)
{
    const auto comments = readComments(text);
    const auto present = readDirectives(text);
    struct Edit
    {
        qsizetype start;
        qsizetype length;
        QString with;
    };
    std::vector<Edit> edits;
    QStringList added;
    for (const Key& key : keys) {
        const auto& value = wanted.*key.member;
        if (value.isEmpty() || value == present.*key.member)
            continue;
        // The first one with a value counts; one without a value may as well take it.
        const auto has = [&](const Found& found) { return found.member == key.member; };
        auto found =
            std::find_if(comments.directives.begin(), comments.directives.end(),
                         [&](const Found& one) { return has(one) && !one.value.isEmpty(); });
        if (found == comments.directives.end()) {
            added.append(QStringLiteral("-- %1 = %2").arg(key.word, value));
        } else {
            edits.push_back({.start = found->value.data() - QStringView(text).data(),
                             .length = found->value.size(),
                             .with = value});
        }
    }

    if (!added.isEmpty()) {
        const auto lineEnd = lineEndOf(text);
        const auto below =
            comments.afterDirectives >= 0 ? comments.afterDirectives : comments.afterTitle;
        auto at = below >= 0 ? nextLine(text, below) : 0;
        // Code behind the comment on its line may be a text that goes on in the next line.
        if (at > 0 && !QStringView(text).mid(below, at - below).trimmed().isEmpty())
            at = 0;
        auto lines = added.join(lineEnd) + lineEnd;
        if (at > 0 && text.at(at - 1) != u'\n' && text.at(at - 1) != u'\r')
            lines.prepend(lineEnd); // the comment ends with the text
        edits.push_back({.start = at, .length = 0, .with = lines});
    }
    std::sort(edits.begin(), edits.end(),
              [](const Edit& left, const Edit& right) { return left.start > right.start; });
    auto changed = text;
    for (const auto& edit : edits)
        changed.replace(edit.start, edit.length, edit.with);
    return changed;
}

} // namespace tapdesk::sql
