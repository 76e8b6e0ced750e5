// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uws/jobphase.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace tapdesk {

/// What we remember of one job on one service, ours or not.
struct JobRecord
{
    QString serviceId;
    QString jobId; ///< last segment of the URL; unique within the service
    QUrl url; ///< where it was last; the sample service's port changes
    QString runId;
    QString query; ///< ours as written, that of others as the service tells it
    QString language;
    QString queue;
    std::optional<qint64> maxrec;
    QString rerunOf; ///< id of the job of the same service whose query this one repeats
    QString owner; ///< as the service names them
    JobPhase phase;
    QDateTime created; ///< UTC, as are all times
    /// `created` is when we sent the job, by our clock: the service has told no time of its own.
    bool isCreatedOurs = false;
    QDateTime started;
    QDateTime ended;
    QDateTime destruction; ///< when the service throws the result away
    std::optional<qint64> executionDuration; ///< seconds that it may run; 0 = no limit
    QDateTime lastSeen; ///< when the service last told the phase
    std::optional<qint64> rows;
    std::optional<qint64> bytes; ///< of the result's document, as it was received here
    std::optional<qint64> serverBytes; ///< what the result takes at the service (Daiquiri's `size`)
    QString errorMessage;
    bool isDescribed = false; ///< the job's own document has been read in this phase
    bool sentHere = false;
    bool gone = false; ///< the service does not know it any more

    friend bool operator==(const JobRecord&, const JobRecord&) = default;
};

/// Which records to take; what is not set lets all pass.
struct RecordFilter
{
    enum class Gone { Include, Exclude, Only };

    QString serviceId = {};
    QString jobId = {}; ///< several services may use the same
    QStringList jobIds = {}; ///< any of these; some hundreds at most
    QList<JobPhase::Kind> phases = {}; ///< Unknown stands for every word never heard of
    Gone gone = Gone::Include;
    QString text = {}; ///< part of the run id or of the query; ASCII letters in any case
    std::optional<QString> runId = {}; ///< all of it, in this case
    QDateTime after = {}; ///< created, or first known, later than this
    QDateTime before = {};
    QString rerunOf = {}; ///< needs serviceId
    bool brief = false; ///< without query and error text, which is most of what has to be read
    int limit = 0; ///< the newest so many; 0 = all
    int offset = 0; ///< leaves out the newest so many, for lists that are read in pages

    friend bool operator==(const RecordFilter&, const RecordFilter&) = default;
};

/// How many records there are of each phase.
struct JobCounts
{
    QHash<JobPhase::Kind, int> phases; ///< of jobs that the service still knows
    int gone = 0;

    int total() const
    {
        int sum = gone;
        for (const int count : phases)
            sum += count;
        return sum;
    }

    friend bool operator==(const JobCounts&, const JobCounts&) = default;
};

/// One step in the life of a job.
struct PhaseChange
{
    enum class Source {
        Service, ///< `at` is a time that the job document states
        Look ///< `at` is when we first saw the phase, by our clock
    };

    JobPhase phase;
    QDateTime at;
    Source source = Source::Look;

    friend bool operator==(const PhaseChange&, const PhaseChange&) = default;
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::JobRecord)
