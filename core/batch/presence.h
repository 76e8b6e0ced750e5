// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

class QLockFile;

namespace tapdesk {

/// Tells which of the programs that share a file still live. Each has a name that no other ever
/// had, and holds a lock file of that name beside the shared one until it ends, however it ends.
///
/// Use from one thread.
class Presence final
{
public:
    /// @param file  the shared one
    explicit Presence(QString file);
    ~Presence();
    Q_DISABLE_COPY_MOVE(Presence)

    const QString& name() const { return m_name; }
    /// From now on the others see that we live. @return Error::Kind::FileSystem
    Status show();
    /// Whether the owner of a name lives. One of another machine, or whose lock cannot be read,
    /// does.
    bool lives(const QString& name) const;

private:
    QString lockOf(const QString& name) const;

    QString m_file;
    QString m_name;
    std::unique_ptr<QLockFile> m_lock; // once shown
};

} // namespace tapdesk
