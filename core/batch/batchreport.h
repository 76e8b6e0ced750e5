// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/queryresult.h"
#include "core/tap/tapquery.h"
#include "core/uws/jobphase.h"

#include <QList>
#include <QMetaType>

#include <algorithm>
#include <optional>

namespace tapdesk {

/// One query of a batch or a sweep, ready to be sent.
struct BatchItem
{
    QString name; ///< for people: the file's
    /// What names it for ever: the absolute name of its file. Empty: nothing is remembered.
    QString key;
    TapQuery query;
    QString output; ///< absolute file for the rows; empty: BatchRun::resultReady() hands them over

    friend bool operator==(const BatchItem&, const BatchItem&) = default;
};

/// What becomes of one item.
struct BatchOutcome
{
    enum class State {
        Waiting, ///< for its turn, or for the service to have room
        Sending, ///< a job is being made, or looked for
        Running, ///< there is a job, or rows arrive
        Writing,
        Done, ///< the rows are where they belong; truth tells whether they are all
        Failed,
        Stopped ///< not sent, or left alone: its job, if there is one, goes on
    };

    QString name = {};
    State state = State::Waiting;
    QUrl jobUrl = {}; ///< empty for sync, and until there is a job
    JobPhase phase = {}; ///< as last told by the service
    bool wasThere = false; ///< the job of an earlier start was found and gone on with
    std::optional<Truth> truth = {}; ///< once rows are here; those of a failed item may be partial
    QString output = {}; ///< the file that was written
    bool replaced = false; ///< that file was there before
    std::optional<Error> error = {}; ///< why it failed

    bool hasEnded() const { return state >= State::Done; }

    friend bool operator==(const BatchOutcome&, const BatchOutcome&) = default;
};

/// What became of all items, in their order.
struct BatchReport
{
    QList<BatchOutcome> entries;

    qsizetype count(BatchOutcome::State state) const
    {
        return std::count_if(entries.cbegin(), entries.cend(),
                             [state](const auto& entry) { return entry.state == state; });
    }
    qsizetype ended() const
    {
        return std::count_if(entries.cbegin(), entries.cend(),
                             [](const auto& entry) { return entry.hasEnded(); });
    }

    friend bool operator==(const BatchReport&, const BatchReport&) = default;
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::BatchReport)
