// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace tapdesk::test {

/// What a run of the program gave.
struct ProgramOutcome
{
    int code = -1; ///< -1: did not end in time, or crashed
    QString out;
    QString err;
};

/// The program as a user calls it, with a data folder of its own. The event loop of the test runs
/// while the program does, so that servers of the test can answer it.
class Program
{
public:
    Program();

    /// @param seconds  after so long the program is killed and the code is -1
    ProgramOutcome run(const QStringList& arguments, const QByteArray& input = {},
                       int seconds = 30);

    /// Runs the program until it writes a line to standard error that holds @p words, then kills
    /// it: kill -9. @return what came until then; the code is -1 unless it ended before
    ProgramOutcome runAndKill(const QStringList& arguments, const QString& words, int seconds = 30);

    /// The same with Ctrl+C in place of the kill; the program ends by itself.
    ProgramOutcome runAndInterrupt(const QStringList& arguments, const QString& words,
                                   int seconds = 30);

    /// kill -9 of what run() runs now; from a slot, as run() does not return until then.
    void kill();

    void setVariable(const QString& name, const QString& value);
    QString dataDir() const { return m_folder.path(); }
    QString filePath(const QString& name) const { return m_folder.filePath(name); }

private:
    ProgramOutcome runUntil(const QStringList& arguments, const QString& words, int signal,
                            int seconds);

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess* m_running = nullptr;
};

} // namespace tapdesk::test
