// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/presence.h"

#include <QLockFile>
#include <QUrl>
#include <QUuid>

namespace tapdesk {

using namespace Qt::StringLiterals;

Presence::Presence(QString file)
    : m_file(std::move(file))
    , m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

Presence::~Presence() = default;

Status Presence::show()
{
    if (m_lock)
        return {};
    auto lock = std::make_unique<QLockFile>(lockOf(m_name));
    lock->setStaleLockTime(0); // age says nothing: a batch takes hours
    if (!lock->tryLock(0)) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"the lock file cannot be made"_s,
                        .url = QUrl::fromLocalFile(lockOf(m_name))});
    }
    m_lock = std::move(lock);
    return {};
}

/// QLockFile gives away the lock of a process that has ended, which it knows by its number and
/// name.
bool Presence::lives(const QString& name) const
{
    QLockFile lock(lockOf(name));
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);
}

QString Presence::lockOf(const QString& name) const
{
    return m_file + u'-' + name + ".lock"_L1;
}

} // namespace tapdesk
