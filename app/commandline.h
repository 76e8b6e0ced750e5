// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <tl/expected.hpp>

namespace tapdesk::app {

/// What was asked on the command line: a value; nothing has been done yet.
struct CommandLine
{
    enum class Action { Window, Verb, Help, Version };

    Action action = Action::Window;
    QString verb; ///< "query", …; with Help the verb asked about, may be empty
    QStringList arguments; ///< positional, after the verb

    QString dataDir;
    QString service; ///< name or address; empty: see Command::serviceName()
    QString language;
    QString queue;
    QString runId;
    std::optional<qint64> maxrec;
    QString format;
    QString output; ///< file; empty or "-": standard output
    QString file; ///< -f: query from this file, "-" standard input
    QStringList phases;
    QString after;
    QString before;
    QString text; ///< part of a run id or a query
    int last = 0;
    std::optional<int> timeout; ///< seconds
    QString select; ///< names of columns, by commas
    std::optional<qint64> head;
    QString outputDir; ///< of a batch; empty: beside the queries
    QStringList sets; ///< NAME=VALUES of a sweep
    QString slices; ///< COLUMN:N
    QStringList only; ///< names of queries of a batch
    std::optional<int> parallel; ///< active jobs of each service
    QString olderThan; ///< an age, as readAge() takes it
    QString largerThan; ///< a size, as readSize() takes it
    QString newRunId; ///< of jobs that are run again
    QString script;
    QString screenshot;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool failOnOverflow = false;
    bool dryRun = false;
    bool failed = false;
    bool changed = false;
    bool resume = false;
    bool overwrite = false;
    bool offline = false;
    bool all = false;
    bool allCompleted = false;
    bool onShelf = false;
    bool notOnShelf = false;
    bool fetchFirst = false;
    bool document = false;

    friend bool operator==(const CommandLine&, const CommandLine&) = default;
};

/// Why a command line cannot be obeyed: one sentence.
struct UsageError
{
    QString message;
    QString verb; ///< whose help to offer; may be empty
};

/// @param arguments  without the program's name
tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList& arguments);

/// The manual: of the program when @p name is empty, else of the verb.
QString helpText(const QString& name);

/// Names of all verbs.
QStringList verbNames();

} // namespace tapdesk::app
