// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QStringDecoder>

namespace tapdesk::app {

/// Writes UTF-8 to another device as printable() has it, for rows that go to a terminal: a cell
/// must not steer it. Characters may be cut between two writes.
class TerminalOutput final : public QIODevice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TerminalOutput)

public:
    /// Open from the start. @param device  not owned, open for writing, must outlive the object
    explicit TerminalOutput(QIODevice& device);

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QIODevice& m_device;
    QStringDecoder m_decoder {QStringDecoder::Utf8};
};

} // namespace tapdesk::app
