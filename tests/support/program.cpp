// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QScopedValueRollback>
#include <QSignalSpy>

#include <csignal>

using namespace Qt::StringLiterals;

namespace tapdesk::test {

Program::Program()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    // The tester's own settings must not decide.
    for (const auto& name :
         {u"TAPDESK_TOKEN"_s, u"TAPDESK_SERVICE"_s, u"DBUS_SESSION_BUS_ADDRESS"_s})
        m_environment.remove(name);
}

void Program::setVariable(const QString& name, const QString& value)
{
    m_environment.insert(name, value);
}

ProgramOutcome Program::run(const QStringList& arguments, const QByteArray& input, int seconds)
{
    QProcess process;
    const QScopedValueRollback running(m_running, &process);
    process.setProcessEnvironment(m_environment);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(qEnvironmentVariable("TAPDESK_PROGRAM"),
                  arguments + QStringList {u"--data-dir"_s, dataDir()});
    process.write(input);
    process.closeWriteChannel();
    ProgramOutcome outcome;
    if (finished.wait(seconds * 1000) && process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    else
        process.kill();
    outcome.out = QString::fromUtf8(process.readAllStandardOutput());
    outcome.err = QString::fromUtf8(process.readAllStandardError());
    if (process.state() != QProcess::NotRunning)
        finished.wait(5000);
    return outcome;
}

void Program::kill()
{
    if (m_running)
        m_running->kill();
}

ProgramOutcome Program::runAndKill(const QStringList& arguments, const QString& words, int seconds)
{
    return runUntil(arguments, words, SIGKILL, seconds);
}

ProgramOutcome Program::runAndInterrupt(const QStringList& arguments, const QString& words,
                                        int seconds)
{
    return runUntil(arguments, words, SIGINT, seconds);
}

ProgramOutcome Program::runUntil(const QStringList& arguments, const QString& words, int signal,
                                 int seconds)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setProcessChannelMode(QProcess::SeparateChannels);
    QSignalSpy finished(&process, &QProcess::finished);
    ProgramOutcome outcome;
    bool isSent = false;
    QObject::connect(&process, &QProcess::readyReadStandardError, &process, [&] {
        outcome.err += QString::fromUtf8(process.readAllStandardError());
        if (!isSent && outcome.err.contains(words) && process.processId() > 0) {
            isSent = true; // a second Ctrl+C would end the program the hard way
            ::kill(static_cast<pid_t>(process.processId()), signal);
        }
    });
    process.start(qEnvironmentVariable("TAPDESK_PROGRAM"),
                  arguments + QStringList {u"--data-dir"_s, dataDir()});
    process.closeWriteChannel();
    if (finished.wait(seconds * 1000) && process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    else
        process.kill();
    outcome.out = QString::fromUtf8(process.readAllStandardOutput());
    outcome.err += QString::fromUtf8(process.readAllStandardError());
    if (process.state() != QProcess::NotRunning)
        finished.wait(5000);
    return outcome;
}

} // namespace tapdesk::test
