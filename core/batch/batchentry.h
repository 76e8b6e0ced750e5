// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/sql/directives.h"
#include "core/tap/tapquery.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <algorithm>
#include <optional>

namespace tapdesk {

/// One value of an entry, and who said it.
struct BatchSetting
{
    enum class Origin {
        Default, ///< of the batch or its service
        Comment, ///< a directive of the file
        Chosen ///< the user, for the whole batch
    };

    QString value = {}; ///< empty: nothing is said to the service
    Origin origin = Origin::Default;

    friend bool operator==(const BatchSetting&, const BatchSetting&) = default;
};

/// What is odd about an entry, found before anything is sent.
struct BatchProblem
{
    enum class Kind {
        Unreadable, ///< error tells
        NotText, ///< bytes that no SQL file has (NUL)
        Empty, ///< no statement
        SeveralStatements, ///< a job takes one; evidence is their number
        UnknownService,
        UnknownLanguage, ///< of the service
        UnknownQueue, ///< of the service
        BadMaxrec,
        DuplicateOutput, ///< another entry writes the same file
        OutputOutside, ///< a file name that leaves the folder of the results
        OutputFormat, ///< a suffix that tells no format
        // From here on only worth knowing:
        Latin1, ///< no UTF-8, so it was read as Latin-1
        LongRunId, ///< more than 64 characters, of which the service gets the first
        DuplicateRunId ///< another entry has the same
    };

    Kind kind = Kind::Empty;
    QString evidence = {}; ///< the value, the file or the number that is odd
    std::optional<Error> error = {};

    /// Whether the entry cannot be run.
    bool blocks() const { return kind < Kind::Latin1; }

    friend bool operator==(const BatchProblem&, const BatchProblem&) = default;
};

/// One query of a batch: a file and what is to become of it. A value; nothing has been sent.
struct BatchEntry
{
    QString file; ///< absolute
    QString text; ///< lines end with "\n", no byte order mark
    sql::Directives directives; ///< of its comments, as written

    TapService service; ///< of serviceName; without id where that is unknown
    BatchSetting serviceName;
    BatchSetting language;
    BatchSetting queue;
    BatchSetting runId;
    BatchSetting maxrec;
    BatchSetting output; ///< absolute file for the rows; empty: they are handed over

    QList<BatchProblem> problems;

    QString name() const; ///< of the file, without folder
    bool canRun() const
    {
        return std::none_of(problems.cbegin(), problems.cend(),
                            [](const BatchProblem& problem) { return problem.blocks(); });
    }

    TapQuery query() const; ///< what is sent, as a job; requires canRun()

    /// Changes when what may change the rows does: service, text, language, queue, MAXREC. Not with
    /// the run id, which only names the job, nor with the format of the transfer.
    QByteArray hash() const;

    friend bool operator==(const BatchEntry&, const BatchEntry&) = default;
};

/// The same of any query.
QByteArray queryHash(const TapQuery& query);

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::BatchEntry)
