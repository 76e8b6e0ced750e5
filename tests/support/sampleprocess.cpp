// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampleprocess.h"

namespace tapdesk::test {

SampleProcess::SampleProcess()
{
    m_process.start(qEnvironmentVariable("TAPDESK_SERVE_SAMPLE"), {m_folder.path()});
    if (!m_process.waitForStarted() || !m_process.waitForReadyRead(60'000))
        qFatal("no sample service");
    url = QString::fromLatin1(m_process.readLine()).trimmed();
}

SampleProcess::~SampleProcess()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

} // namespace tapdesk::test
