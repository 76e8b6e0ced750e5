// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/names.h"

#include "core/sql/vocabulary.h"

#include <QStringList>

#include <algorithm>

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

bool isLetter(QChar sign)
{
    return (sign >= u'a' && sign <= u'z') || (sign >= u'A' && sign <= u'Z');
}

bool isReadAsItIs(QStringView part, Dialect dialect)
{
    const auto mayStart = [dialect](QChar sign) {
        return isLetter(sign) || (sign == u'_' && dialect == Dialect::PostgreSql);
    };
    const auto mayFollow = [dialect](QChar sign) {
        const bool isFolded = dialect == Dialect::PostgreSql && sign >= u'A' && sign <= u'Z';
        return (isLetter(sign) && !isFolded) || (sign >= u'0' && sign <= u'9') || sign == u'_';
    };
    return !part.isEmpty() && mayStart(part.front())
        && std::all_of(part.begin(), part.end(), mayFollow) && !isReserved(part, dialect);
}

QString quotedPart(const QString& part, Dialect dialect)
{
    const bool isQuoted = part.size() > 1 && part.startsWith(u'"') && part.endsWith(u'"');
    if (isQuoted || isReadAsItIs(part, dialect))
        return part;
    return u'"' + QString(part).replace(u'"', "\"\""_L1) + u'"';
}

/// At dots outside quotes.
QStringList partsOf(const QString& name)
{
    QStringList parts {QString()};
    bool isQuoted = false;
    for (const auto sign : name) {
        if (sign == u'"')
            isQuoted = !isQuoted;
        if (sign == u'.' && !isQuoted)
            parts.append(QString());
        else
            parts.last() += sign;
    }
    return parts;
}

} // namespace

QString queryName(const QString& name, Dialect dialect)
{
    if (name.isEmpty())
        return {};
    auto parts = partsOf(name);
    for (auto& part : parts)
        part = quotedPart(part, dialect);
    return parts.join(u'.');
}

} // namespace tapdesk::sql
