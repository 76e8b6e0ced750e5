// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/uwsvalues.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

QDateTime readUwsTime(const QString& text)
{
    constexpr qsizetype dateSize = 10;
    auto stamp = text.trimmed();
    if (stamp.size() == dateSize)
        stamp += "T00:00:00"_L1;
    const bool hasZone = stamp.endsWith(u'Z', Qt::CaseInsensitive)
        || stamp.lastIndexOf(u'+') > dateSize || stamp.lastIndexOf(u'-') > dateSize;
    // Set before parsing: a local time that summer time skips could not be read at all.
    if (!hasZone)
        stamp += u'Z';
    return QDateTime::fromString(stamp, Qt::ISODateWithMs).toUTC();
}

} // namespace tapdesk
