// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/localtap.h"

#include "core/localtap/httpserver.h"
#include "core/localtap/jobdatabase.h"
#include "core/localtap/jobrunner.h"
#include "core/localtap/sampledatabase.h"
#include "core/localtap/sampleservice.h"

#include <QDir>

#include <algorithm>
#include <future>

namespace tapdesk {

using namespace Qt::StringLiterals;
using namespace localtap;

namespace {

// Queues count in seconds, as UWS does.
std::chrono::seconds queueLimit(std::chrono::milliseconds limit)
{
    return std::max(std::chrono::ceil<std::chrono::seconds>(limit), std::chrono::seconds(1));
}

} // namespace

class LocalTap::Private
{
public:
    ~Private()
    {
        if (m_jobs)
            m_jobs->interrupt(); // so that nobody waits for a job or works on a query any more
    }

    Status start(const Options& options)
    {
        if (!QDir().mkpath(options.folder)) {
            return failure({.kind = Error::Kind::FileSystem,
                            .detail = u"cannot create the folder"_s,
                            .url = QUrl::fromLocalFile(options.folder)});
        }
        auto jobs = JobDatabase::open(options.folder);
        if (!jobs)
            return failure(jobs.error());
        m_jobs = std::move(*jobs);
        m_data = std::async(std::launch::async, ensureSampleDatabase, options.folder).share();
        const auto dataPath = [data = m_data] { return data.get(); };

        m_service = std::make_unique<SampleService>(
            SampleService::Settings {.token = options.token,
                                     .syncLimit = options.syncLimit,
                                     .queues = {.shortQueue = queueLimit(options.shortQueue),
                                                .longQueue = queueLimit(options.longQueue)}},
            *m_jobs, dataPath);
        m_runner = std::make_unique<JobRunner>(*m_jobs, dataPath);
        auto server = HttpServer::start(options.port, [this](const HttpRequest& request) {
            return m_service->handle(request);
        });
        if (!server)
            return failure(server.error());
        m_server = std::move(*server);
        return {};
    }

    int port() const { return m_server->port(); }

private:
    // destroyed from the last to the first: nothing outlives what it uses
    std::shared_future<Result<QString>> m_data;
    std::unique_ptr<JobDatabase> m_jobs;
    std::unique_ptr<SampleService> m_service;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<HttpServer> m_server;
};

Result<std::unique_ptr<LocalTap>> LocalTap::start(const Options& options)
{
    auto d = std::make_unique<Private>();
    if (auto started = d->start(options); !started)
        return failure(started.error());
    return std::unique_ptr<LocalTap>(new LocalTap(std::move(d)));
}

LocalTap::LocalTap(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

LocalTap::~LocalTap() = default;

QUrl LocalTap::baseUrl() const
{
    return QUrl(u"http://127.0.0.1:%1/tap"_s.arg(d->port()));
}

QUrl LocalTap::filesUrl() const
{
    return QUrl(u"http://127.0.0.1:%1/files/"_s.arg(d->port()));
}

} // namespace tapdesk
