// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/setaside.h"

#include <QFile>
#include <QLockFile>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk {

Status setAside(const QString& file)
{
    QFile damaged(file);
    if (!damaged.exists())
        return {};
    auto aside = file + ".broken"_L1;
    for (int n = 2; QFile::exists(aside); ++n)
        aside = file + ".broken"_L1 + QString::number(n);
    if (damaged.rename(aside))
        return {};
    return failure({.kind = Error::Kind::FileSystem,
                    .detail = damaged.errorString(),
                    .url = QUrl::fromLocalFile(file)});
}

bool setAsideDatabase(const QString& file, const std::function<bool()>& isDamaged)
{
    QLockFile lock(file + ".lock"_L1);
    if (!lock.tryLock(3000))
        return false;
    if (!isDamaged())
        return true; // another program was faster
    constexpr std::array parts {"-wal"_L1, "-shm"_L1, ""_L1};
    return std::ranges::all_of(
        parts, [&file](auto suffix) { return setAside(file + suffix).has_value(); });
}

} // namespace tapdesk
