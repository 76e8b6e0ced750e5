// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/tapquery.h"

#include <QString>

#include <optional>

namespace tapdesk::sql {
struct Directives;
}

namespace tapdesk::ui {

/// How a query tab runs what it holds: a value.
struct RunOptions
{
    static inline const QString now = QStringLiteral("now"); ///< sync
    /// Sync, and as a job in the next queue when the service's time limit ends that.
    static inline const QString automatic = QStringLiteral("automatic");
    static inline const QString asJob = QStringLiteral("job"); ///< async, the service's queue

    QString serviceId = {};
    QString language = {};
    QString runAs = now; ///< now, automatic, asJob, or the name of a queue
    QString runId = {};
    std::optional<qint64> maxrec = {};

    friend bool operator==(const RunOptions&, const RunOptions&) = default;
};

/// What runAs may be on a service: now, automatic, and its queues or asJob.
QList<QString> runAsChoices(const TapService& service);

/// The options with a language and a runAs that the service has; where it lacks a queue, its
/// first one, or a plain job.
RunOptions fitted(RunOptions options, const TapService& service);

/// The options with what comments of the text prescribe.
RunOptions withDirectives(RunOptions options, const sql::Directives& directives);

TapQuery tapQuery(const TapService& service, const RunOptions& options, const QString& text);

} // namespace tapdesk::ui
