// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/writeall.h"

#include <QIODevice>

#include <string>

namespace tapdesk::formats {

/// Text on its way to a device, in pieces of some 64 KiB. The first error of the device sticks.
class BufferedOutput final
{
    Q_DISABLE_COPY_MOVE(BufferedOutput)

public:
    explicit BufferedOutput(QIODevice& device)
        : m_device(device)
    {
    }

    /// Append to it, then call flushIfLarge().
    std::string& text() { return m_text; }

    void flushIfLarge()
    {
        if (m_text.size() >= 64 * 1024)
            flush();
    }

    bool hasFailed() const { return m_failed; }

    /// Writes what is left.
    /// @return success, or Error::Kind::FileSystem
    Status finish()
    {
        flush();
        if (m_failed)
            return failure({.kind = Error::Kind::FileSystem, .detail = m_device.errorString()});
        return {};
    }

private:
    void flush()
    {
        if (!m_failed)
            m_failed = !writeAll(m_device, {m_text.data(), static_cast<qsizetype>(m_text.size())});
        m_text.clear();
    }

    QIODevice& m_device;
    std::string m_text;
    bool m_failed = false;
};

} // namespace tapdesk::formats
