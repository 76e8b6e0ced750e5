// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace tapdesk::test {

/// The sample service as a program of its own, so that it outlives those that are killed.
/// TAPDESK_SERVE_SAMPLE names that program.
class SampleProcess
{
public:
    SampleProcess();
    ~SampleProcess();

    QString url; ///< base address

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace tapdesk::test
