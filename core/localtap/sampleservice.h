// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/asyncendpoint.h"
#include "core/localtap/httpserver.h"
#include "core/localtap/jobdatabase.h"
#include "core/localtap/sampledatabase.h"

#include <QDateTime>

#include <chrono>

namespace tapdesk::localtap {

/// What every address of the service answers. Safe to use from many threads.
class SampleService final
{
public:
    struct Settings
    {
        QString token; ///< empty = none is wanted
        std::chrono::milliseconds syncLimit {};
        AsyncEndpoint::Limits queues;
    };
    using DataPath = std::function<Result<QString>()>; ///< may block until the data are made

    /// @param jobs  not owned, must outlive the service
    SampleService(Settings settings, JobDatabase& jobs, DataPath dataPath);

    HttpReply handle(const HttpRequest& request);

private:
    HttpReply tap(const HttpRequest& request, const QStringList& parts);
    HttpReply metadata(const HttpRequest& request, const QStringList& parts) const;
    HttpReply sync(const HttpRequest& request);
    HttpReply file(const HttpRequest& request, const QString& path) const;
    RowCounts rowCounts() const; ///< may block until the data are made
    bool isAllowed(const HttpRequest& request) const;

    Settings m_settings;
    JobDatabase& m_jobs;
    DataPath m_dataPath;
    AsyncEndpoint m_async;
    QDateTime m_upSince;
};

} // namespace tapdesk::localtap
