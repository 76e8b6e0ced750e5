// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/numberformat.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::NumberFormat)
};

} // namespace

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString rowsText(qint64 rows)
{
    return rows == 1 ? Text::tr("1 row") : Text::tr("%1 rows").arg(countText(rows));
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 ms = qMax<qint64>(0, duration.count());
    const qint64 seconds = ms / 1000;
    if (ms < 1000)
        return Text::tr("%1 ms").arg(ms);
    if (ms < 10'000)
        return Text::tr("%1 s").arg(QLocale().toString(double(ms) / 1000, 'f', 2));
    if (seconds < 60)
        return Text::tr("%1 s").arg(QLocale().toString(double(ms / 100) / 10, 'f', 1));
    if (seconds < 3600)
        return Text::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    if (seconds < 86'400)
        return Text::tr("%1 h %2 min")
            .arg(seconds / 3600)
            .arg(seconds % 3600 / 60, 2, 10, QChar(u'0'));
    return Text::tr("%1 d %2 h").arg(seconds / 86'400).arg(seconds % 86'400 / 3600);
}

QString momentText(const QDateTime& moment, const QDateTime& now)
{
    if (!moment.isValid())
        return {};
    const auto local = moment.toLocalTime();
    const auto today = now.toLocalTime().date();
    if (local.date() == today)
        return local.toString(u"HH:mm:ss"_s);
    if (local.date().year() == today.year())
        return QLocale().toString(local, u"d MMM HH:mm"_s);
    return local.toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace tapdesk::ui
