// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminaloutput.h"

#include "app/terminal.h"

namespace tapdesk::app {

TerminalOutput::TerminalOutput(QIODevice& device)
    : m_device(device)
{
    open(QIODevice::WriteOnly);
}

qint64 TerminalOutput::readData(char*, qint64)
{
    return -1;
}

qint64 TerminalOutput::writeData(const char* data, qint64 size)
{
    QString text = m_decoder(QByteArrayView(data, size));
    text.remove(u'\r'); // CSV ends its lines with it, and a terminal needs none
    const auto bytes = printable(text).toUtf8();
    if (m_device.write(bytes) == bytes.size())
        return size;
    setErrorString(m_device.errorString());
    return -1;
}

} // namespace tapdesk::app
