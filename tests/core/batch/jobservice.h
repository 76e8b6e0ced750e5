// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"
#include "tests/support/fakenetwork.h"

#include <QUrlQuery>

#include <algorithm>
#include <map>

namespace tapdesk::test {

inline TapService jobServiceAddress()
{
    return {.id = QStringLiteral("test"),
            .baseUrl = QUrl(QStringLiteral("https://example.org/tap"))};
}

/// A scripted UWS service that keeps its jobs: run id, query and phase; job n is the n-th made.
/// What a query is called decides its fate: "bad" is refused, "fails" ends in ERROR, "lost" has no
/// rows; all others give one row, which is the query.
class JobService
{
public:
    struct Job
    {
        QString runId;
        QString query;
        QByteArray phase = "PENDING"; ///< empty: the job is gone
        int runs = 0;
    };

    QList<Job> jobs;
    int mostActive = 100; ///< more are refused at creation
    bool refusesAtRun = false; ///< … at PHASE=RUN instead
    bool completesAtOnce = true;
    int mostSeen = 0; ///< active jobs at one time

    std::optional<Answer> operator()(const Asked& asked)
    {
        const auto parts = asked.url.path().split(u'/');
        const auto index = parts.value(3).toInt() - 1;
        if (asked.verb == "POST" && parts.size() == 3)
            return create(asked);
        if (parts.size() == 3)
            return list();
        if (index < 0 || index >= jobs.size())
            return Answer {.status = 404};
        auto& job = jobs[index];
        if (job.phase.isEmpty())
            return Answer {.status = 404}; // gone
        if (asked.verb == "POST")
            return phase(job, asked.body, index);
        if (parts.value(4) == QLatin1String("results"))
            return rows(job);
        return document(job, index);
    }

    int active() const
    {
        return int(std::count_if(jobs.cbegin(), jobs.cend(),
                                 [](const Job& job) { return job.phase == "EXECUTING"; }));
    }

    void complete()
    {
        for (auto& job : jobs) {
            if (job.phase == "EXECUTING")
                job.phase = "COMPLETED";
        }
    }

private:
    static Answer see(int index)
    {
        return {.status = 303,
                .location = "https://example.org/tap/async/" + QByteArray::number(index + 1)};
    }

    static Answer refuse(const QByteArray& words)
    {
        return {.status = 400,
                .body = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' value='ERROR'>"
                    + words + "</INFO></RESOURCE></VOTABLE>"};
    }

    std::optional<Answer> create(const Asked& asked)
    {
        const QUrlQuery form(QString::fromUtf8(asked.body).replace(u'+', u' '));
        const auto query = form.queryItemValue(QStringLiteral("QUERY"), QUrl::FullyDecoded);
        if (query.contains(QLatin1String("bad")))
            return refuse("QUERY: bad");
        if (!refusesAtRun && active() >= mostActive)
            return refuse("QUERY: Too many active jobs. Please abort some of your active jobs.");
        jobs.append({.runId = form.queryItemValue(QStringLiteral("RUNID")), .query = query});
        return see(int(jobs.size()) - 1);
    }

    Answer list() const
    {
        QByteArray entries;
        for (int i = 0; i < jobs.size(); ++i)
            entries += "<jobref id='" + QByteArray::number(i + 1) + "'><phase>" + jobs[i].phase
                + "</phase><runId>" + jobs[i].runId.toUtf8() + "</runId></jobref>";
        return {.body = "<jobs xmlns='http://www.ivoa.net/xml/UWS/v1.0' version='1.1'>" + entries
                    + "</jobs>"};
    }

    Answer phase(Job& job, const QByteArray& body, int index)
    {
        if (body == "PHASE=ABORT") {
            job.phase = "ABORTED";
        } else if (job.phase != "PENDING") {
            return refuse("phase: Job is not PENDING.");
        } else if (refusesAtRun && active() >= mostActive) {
            return refuse("QUERY: Too many active jobs. Please abort some of your active jobs.");
        } else {
            ++job.runs;
            job.phase = "EXECUTING";
            mostSeen = std::max(mostSeen, active());
        }
        return see(index);
    }

    Answer document(Job& job, int index)
    {
        auto& looks = m_looks[index];
        if (job.phase == "EXECUTING" && completesAtOnce && ++looks > 1)
            job.phase = job.query.contains(QLatin1String("fails")) ? "ERROR" : "COMPLETED";
        return {.body = "<job xmlns='http://www.ivoa.net/xml/UWS/v1.0' version='1.0'><jobId>"
                    + QByteArray::number(index + 1) + "</jobId><phase>" + job.phase
                    + "</phase><parameters><parameter id='query'>"
                    + job.query.toHtmlEscaped().toUtf8() + "</parameter></parameters></job>"};
    }

    static Answer rows(const Job& job)
    {
        if (job.query.contains(QLatin1String("lost")))
            return {.status = 404};
        return {.body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='q' datatype='char' "
                        "arraysize='*'/><DATA><TABLEDATA><TR><TD>"
                    + job.query.toUtf8()
                    + "</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"};
    }

    std::map<int, int> m_looks;
};

} // namespace tapdesk::test
