// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/jobrecord.h"

#include <QByteArray>

namespace tapdesk::localtap {

/// The documents of UWS 1.1. Parameters come under the names of TAP and under those that
/// Daiquiri uses.
/// @param jobsUrl  address of the job list, as the client wrote it
QByteArray jobListDocument(const QList<JobRecord>& jobs, const QString& jobsUrl);
QByteArray jobDocument(const JobRecord& job, const QString& jobsUrl);
QByteArray parametersDocument(const JobRecord& job);
QByteArray resultsDocument(const JobRecord& job, const QString& jobsUrl);

/// Time as UWS writes it; empty for an invalid one.
QString uwsTime(const QDateTime& time);

} // namespace tapdesk::localtap
