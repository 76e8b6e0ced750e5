// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/uws/jobphase.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <optional>
#include <utility>

namespace tapdesk {

/// A result a job lists. Source: UWS 1.1, section 2.2.2.1.
struct JobResultRef
{
    QString id = {};
    QUrl href = {}; ///< resolved against the job document

    friend bool operator==(const JobResultRef&, const JobResultRef&) = default;
};

/// What a job document says. Source: UWS 1.1, section 2.1 and its schema.
///
/// Missing, empty and nil elements are the same: unknown. Times are UTC.
struct JobSummary
{
    QString version = {}; ///< of UWS: "1.0" when the document does not say
    QString jobId = {};
    QString runId = {};
    QString ownerId = {};
    JobPhase phase = {};
    QDateTime creationTime = {};
    QDateTime startTime = {};
    QDateTime endTime = {};
    QDateTime quote = {};
    QDateTime destruction = {};
    std::optional<qint64> executionDuration = {}; ///< seconds; 0 = unlimited
    QList<std::pair<QString, QString>> parameters = {}; ///< as listed
    QList<JobResultRef> results = {};
    QString errorMessage = {}; ///< unwrapped

    /// A parameter by name, any case; Daiquiri's own names answer for the standard ones
    /// (query_language for LANG). Empty when absent.
    QString parameter(const QString& name) const;

    /// Where the table is, as protocols.md 2.9 orders the choice; the job must be COMPLETED.
    QUrl resultUrl(const QUrl& jobUrl) const;

    friend bool operator==(const JobSummary&, const JobSummary&) = default;
};

/// Reads a job document: local names, elements in any order, with or without a namespace.
/// @param url  of the document, which relative references resolve against
/// @return Error::Kind::Parse with the line, or Protocol when it is no job document
Result<JobSummary> readJobSummary(const QByteArray& document, const QUrl& url);

/// One line of a job list. Source: UWS 1.1, section 2.2.2.2.
struct JobListEntry
{
    QUrl url = {};
    QString id = {};
    JobPhase phase = {};
    QString runId = {};
    QString ownerId = {};
    QDateTime creationTime = {};

    friend bool operator==(const JobListEntry&, const JobListEntry&) = default;
};

/// Which jobs to list. A UWS 1.0 service ignores it, so matches() filters again.
struct JobFilter
{
    QList<JobPhase::Kind> phases = {}; ///< empty = all but ARCHIVED
    QDateTime after = {};
    int last = 0; ///< newest so many; 0 = all

    QUrl applied(const QUrl& jobList) const; ///< with PHASE, AFTER, LAST
    bool matches(const JobListEntry& entry) const; ///< phases and after
};

Result<QList<JobListEntry>> readJobList(const QByteArray& document, const QUrl& url);

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::JobSummary)
