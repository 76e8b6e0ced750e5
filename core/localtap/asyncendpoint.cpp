// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/asyncendpoint.h"

#include "core/localtap/jobdocuments.h"
#include "core/localtap/replies.h"

#include <algorithm>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds longestWait {60};
constexpr std::chrono::milliseconds look {150}; // for changes by other programs
constexpr int mostWaiting = 12; // requests at once; half of the server's threads

HttpReply accepted()
{
    return {.status = 303};
}

bool isAccepted(const HttpReply& reply)
{
    return reply.status == 303;
}

} // namespace

AsyncEndpoint::AsyncEndpoint(JobDatabase& jobs, Limits limits)
    : m_jobs(jobs)
    , m_limits(limits)
{
}

HttpReply AsyncEndpoint::handle(const HttpRequest& request, const QStringList& parts,
                                const QString& jobsUrl)
{
    if (parts.isEmpty()) {
        if (request.method == "GET")
            return list(request, jobsUrl);
        if (request.method == "POST")
            return create(request, jobsUrl);
        return errorReply(405, u"detail: This address takes GET and POST."_s);
    }
    const auto found = m_jobs.find(parts.first());
    if (!found)
        return errorReply(404, u"detail: There is no such job."_s);
    if (parts.size() == 1)
        return job(request, *found, jobsUrl);
    return child(request, *found, parts.sliced(1).join(u'/'), jobsUrl);
}

HttpReply AsyncEndpoint::list(const HttpRequest& request, const QString& jobsUrl) const
{
    JobFilter filter;
    for (const QString& name : request.parameters.values(u"PHASE"))
        filter.phases += name.toUpper();
    if (const auto after = request.parameters.value(u"AFTER")) {
        filter.after = QDateTime::fromString(*after, Qt::ISODateWithMs);
        if (!filter.after.isValid())
            return errorReply(400, u"AFTER: \"%1\" is no ISO 8601 time."_s.arg(*after));
        if (filter.after.timeSpec() == Qt::LocalTime)
            filter.after.setTimeSpec(Qt::UTC); // UWS knows no other zone
    }
    if (const auto last = request.parameters.value(u"LAST")) {
        bool ok = false;
        filter.last = last->toLongLong(&ok);
        if (!ok || filter.last < 1)
            return errorReply(400, u"LAST: \"%1\" is not a whole number from 1 on."_s.arg(*last));
    }
    return xmlReply(jobListDocument(m_jobs.list(filter), jobsUrl));
}

HttpReply AsyncEndpoint::create(const HttpRequest& request, const QString& jobsUrl)
{
    const auto read = readRequest(request.parameters);
    if (!read)
        return errorReply(read.error());
    const bool runNow =
        request.parameters.value(u"PHASE").value_or(QString()).toUpper() == "RUN"_L1;
    const auto made = m_jobs.create(*read, m_limits.of(read->queue));
    if (!made)
        return errorReply(made.error());
    if (runNow)
        m_jobs.enqueue(made->id);
    return redirectReply(jobsUrl + u'/' + made->id);
}

HttpReply AsyncEndpoint::job(const HttpRequest& request, const JobRecord& job,
                             const QString& jobsUrl)
{
    if (request.method == "GET")
        return xmlReply(jobDocument(await(request.parameters, job), jobsUrl));
    const auto action = request.parameters.value(u"ACTION");
    if (request.method == "POST" && action.value_or(QString()).toUpper() != "DELETE"_L1)
        return errorReply(400, u"ACTION: Only DELETE is possible here."_s);
    if (request.method != "POST" && request.method != "DELETE")
        return errorReply(405, u"detail: This address takes GET, POST and DELETE."_s);
    m_jobs.archive(job.id);
    return redirectReply(jobsUrl + u'/' + job.id);
}

// Blocks as long as nothing happens to the job. Source: UWS 1.1, section 2.2.1.1.
JobRecord AsyncEndpoint::await(const Parameters& parameters, const JobRecord& job)
{
    const auto wait = parameters.value(u"WAIT");
    if (!wait)
        return job;
    bool ok = false;
    const int seconds = wait->toInt(&ok);
    if (!ok)
        return job;
    const auto limit =
        seconds < 0 ? longestWait : std::min(std::chrono::seconds(seconds), longestWait);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const QString expected = parameters.value(u"PHASE").value_or(job.phase).toUpper();

    const bool mayWait = ++m_waiting <= mostWaiting; // else the answer comes early, as UWS allows
    JobRecord seen = job;
    while (mayWait && seen.isActive() && seen.phase == expected && !m_jobs.isInterrupted()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left <= std::chrono::milliseconds::zero())
            break;
        m_jobs.waitForChange(std::min(left, look));
        seen = m_jobs.find(job.id).value_or(seen);
    }
    --m_waiting;
    return seen;
}

HttpReply AsyncEndpoint::child(const HttpRequest& request, const JobRecord& job,
                               const QString& name, const QString& jobsUrl)
{
    if (request.method == "POST") {
        HttpReply reply = change(request, job, name);
        if (isAccepted(reply))
            reply.location = (jobsUrl + u'/' + job.id).toUtf8();
        return reply;
    }
    if (request.method != "GET")
        return errorReply(405, u"detail: This address takes GET and POST."_s);
    if (name == "phase"_L1)
        return textReply(job.phase);
    if (name == "executionduration"_L1)
        return textReply(QString::number(job.duration.count()));
    if (name == "destruction"_L1)
        return textReply(uwsTime(job.destruction));
    if (name == "quote"_L1 || name == "owner"_L1)
        return textReply({});
    if (name == "error"_L1)
        return job.error.isEmpty() ? textReply({}) : errorReply(200, job.error);
    if (name == "parameters"_L1)
        return xmlReply(parametersDocument(job));
    if (name == "results"_L1)
        return xmlReply(resultsDocument(job, jobsUrl));
    if (name == "results/result"_L1)
        return result(job);
    return errorReply(404, u"detail: A job has no %1."_s.arg(name));
}

HttpReply AsyncEndpoint::change(const HttpRequest& request, const JobRecord& job,
                                const QString& name)
{
    if (name == "phase"_L1)
        return changePhase(request.parameters, job);
    if (name == "executionduration"_L1)
        return changeDuration(request.parameters, job);
    if (name == "destruction"_L1)
        return changeDestruction(request.parameters, job);
    if (name == "parameters"_L1)
        return changeParameters(request.parameters, job);
    return errorReply(405, u"detail: A job's %1 cannot be changed."_s.arg(name));
}

HttpReply AsyncEndpoint::changePhase(const Parameters& parameters, const JobRecord& job)
{
    const QString wanted = parameters.value(u"PHASE").value_or(QString()).toUpper();
    if (wanted == "ABORT"_L1) {
        m_jobs.abort(job.id); // of a job that has ended there is nothing to stop
        return accepted();
    }
    if (wanted != "RUN"_L1)
        return errorReply(400, u"PHASE: Only RUN and ABORT are possible."_s);
    if (!m_jobs.enqueue(job.id))
        return errorReply(400, u"phase: Job is not PENDING."_s);
    return accepted();
}

HttpReply AsyncEndpoint::changeDuration(const Parameters& parameters, const JobRecord& job)
{
    bool ok = false;
    const qint64 seconds =
        parameters.value(u"EXECUTIONDURATION").value_or(QString()).toLongLong(&ok);
    if (!ok || seconds < 0)
        return errorReply(400, u"EXECUTIONDURATION: This is not a whole number from 0 on."_s);
    // 0 asks for no limit; the queue's is the most that there is
    const auto most = m_limits.of(job.request.queue);
    const auto duration = seconds == 0 ? most : std::min(std::chrono::seconds(seconds), most);
    if (!m_jobs.setDuration(job.id, duration))
        return errorReply(400, u"phase: Job is not PENDING."_s);
    return accepted();
}

HttpReply AsyncEndpoint::changeDestruction(const Parameters& parameters, const JobRecord& job)
{
    const QString text = parameters.value(u"DESTRUCTION").value_or(QString());
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return errorReply(400, u"DESTRUCTION: \"%1\" is no ISO 8601 time."_s.arg(text));
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    if (!m_jobs.setDestruction(job.id, time))
        return errorReply(400, u"phase: Job is ARCHIVED."_s);
    return accepted();
}

HttpReply AsyncEndpoint::changeParameters(const Parameters& parameters, const JobRecord& job)
{
    const auto read = readRequest(parameters, job.request);
    if (!read)
        return errorReply(read.error());
    const auto duration =
        read->queue == job.request.queue ? job.duration : m_limits.of(read->queue);
    if (!m_jobs.setRequest(job.id, *read, duration))
        return errorReply(400, u"phase: Job is not PENDING."_s);
    return accepted();
}

HttpReply AsyncEndpoint::result(const JobRecord& job) const
{
    if (job.phase != phase::completed)
        return errorReply(400, u"phase: Job is not COMPLETED."_s);
    return {.type = contentType(job.request.format), .file = m_jobs.resultPath(job.id)};
}

} // namespace tapdesk::localtap
