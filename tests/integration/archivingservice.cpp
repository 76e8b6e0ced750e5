// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/archivingservice.h"

#include <algorithm>

namespace tapdesk::test {

using namespace Qt::StringLiterals;
using localtap::HttpReply;
using localtap::HttpRequest;

namespace {

constexpr auto jobsPath = "/tap/async"_L1;

HttpReply xml(const QString& root, const QString& content)
{
    const auto text = u"<uws:%1 version=\"1.1\" xmlns:uws=\"http://www.ivoa.net/xml/UWS/v1.0\" "
                      "xmlns:xlink=\"http://www.w3.org/1999/xlink\">%2</uws:%1>"_s;
    return {.type = "*/*", .body = text.arg(root, content).toUtf8()};
}

HttpReply toJob(const QString& id)
{
    return {.status = 303, .location = (jobsPath + u'/' + id).toLatin1()};
}

QString parameter(const QString& name, const QString& value)
{
    return u"<uws:parameter id=\"%1\">%2</uws:parameter>"_s.arg(name, value.toHtmlEscaped());
}

} // namespace

ArchivingService::ArchivingService()
{
    auto server =
        localtap::HttpServer::start(0, [this](const HttpRequest& asked) { return answer(asked); });
    if (!server)
        qFatal("no server");
    m_server = std::move(*server);
}

void ArchivingService::add(const Job& job)
{
    const QMutexLocker lock(&m_mutex);
    m_jobs.append(job);
}

void ArchivingService::takeRunIds()
{
    const QMutexLocker lock(&m_mutex);
    m_takesRunIds = true;
}

void ArchivingService::breakArchiving(const QSet<QString>& ids)
{
    const QMutexLocker lock(&m_mutex);
    m_broken = ids;
}

QList<ArchivingService::Job> ArchivingService::jobs() const
{
    const QMutexLocker lock(&m_mutex);
    return m_jobs;
}

QString ArchivingService::url() const
{
    return u"http://127.0.0.1:%1/tap"_s.arg(m_server->port());
}

int ArchivingService::requests(const QByteArray& method) const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(m_methods.count(method));
}

int ArchivingService::fetched(const QString& id) const
{
    const QMutexLocker lock(&m_mutex);
    return static_cast<int>(m_fetched.count(id));
}

HttpReply ArchivingService::answer(const HttpRequest& request)
{
    const QMutexLocker lock(&m_mutex);
    m_methods.append(request.method);
    if (request.path == jobsPath)
        return request.method == "POST" ? create(request) : list(request);
    const auto id = request.path.section(u'/', 3, 3);
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(),
                                  [&](const Job& known) { return known.id == id; });
    if (!request.path.startsWith(jobsPath) || job == m_jobs.end())
        return {.status = 404};
    if (request.path.endsWith("/results/result"_L1)) {
        m_fetched.append(id);
        return result(*job);
    }
    return request.method == "GET" ? document(*job) : change(request, *job);
}

HttpReply ArchivingService::list(const HttpRequest& request) const
{
    const auto phases = request.parameters.values(u"PHASE");
    const auto last = request.parameters.value(u"LAST").value_or(QString()).toInt();
    QString entries;
    int count = 0;
    for (auto job = m_jobs.crbegin(); job != m_jobs.crend(); ++job) {
        if (phases.isEmpty() ? job->phase == "ARCHIVED"_L1 : !phases.contains(job->phase))
            continue;
        if (last > 0 && ++count > last)
            break;
        entries += u"<uws:jobref id=\"%1\" xlink:href=\"%2/%1\"><uws:phase>%3</uws:phase>"
                   "<uws:runId>%4</uws:runId><uws:creationTime>%5</uws:creationTime>"
                   "</uws:jobref>"_s.arg(job->id, jobsPath, job->phase, job->runId, job->created);
    }
    return xml(u"jobs"_s, entries);
}

HttpReply ArchivingService::create(const HttpRequest& request)
{
    const auto sent = [&](QStringView name) {
        return request.parameters.value(name).value_or(QString());
    };
    const Job job {.id = u"new%1"_s.arg(m_jobs.size()),
                   .runId = sent(u"RUNID"),
                   .phase = u"PENDING"_s,
                   .query = sent(u"QUERY"),
                   .language = sent(u"LANG"),
                   .queue = sent(u"QUEUE"),
                   .maxrec = sent(u"MAXREC")};
    m_jobs.append(job);
    return toJob(job.id);
}

HttpReply ArchivingService::change(const HttpRequest& request, Job& job)
{
    if (request.path.endsWith("/parameters"_L1)) {
        if (!m_takesRunIds || job.phase != "PENDING"_L1)
            return {.status = 405};
        job.runId = request.parameters.value(u"RUNID").value_or(job.runId);
        return toJob(job.id);
    }
    if (request.method == "DELETE") {
        if (m_broken.contains(job.id))
            return {.status = 500, .type = "text/html", .body = "<h1>Server Error (500)</h1>"};
        job.phase = job.phase == "EXECUTING"_L1 ? u"ERROR"_s : u"ARCHIVED"_s;
    } else if (request.parameters.value(u"PHASE") == u"ABORT"_s) {
        job.phase = u"ABORTED"_s;
    } else {
        job.phase = u"COMPLETED"_s;
    }
    return toJob(job.id);
}

HttpReply ArchivingService::result(const Job& job)
{
    if (job.rows < 0)
        return {.status = 404};
    return {.type = "application/xml",
            .body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='n' datatype='int'/>"
                    "<DATA><TABLEDATA>"
                + QByteArray("<TR><TD>1</TD></TR>").repeated(job.rows)
                + "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='OK'/></RESOURCE>"
                  "</VOTABLE>"};
}

HttpReply ArchivingService::document(const Job& job)
{
    auto parameters = parameter(u"query_language"_s, job.language)
        + parameter(u"query"_s, job.query) + parameter(u"queue"_s, job.queue);
    if (job.phase == "COMPLETED"_L1)
        parameters +=
            parameter(u"nrows"_s, u"7"_s) + parameter(u"size"_s, QString::number(job.size));
    return xml(u"job"_s,
               u"<uws:jobId>%1</uws:jobId><uws:runId>%2</uws:runId><uws:phase>%3</uws:phase>"
               "<uws:creationTime>%4</uws:creationTime><uws:parameters>%5</uws:parameters>"_s.arg(
                   job.id, job.runId, job.phase, job.created, parameters));
}

} // namespace tapdesk::test
