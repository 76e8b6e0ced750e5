// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sampleservice.h"

#include "core/localtap/examples.h"
#include "core/localtap/queryrun.h"
#include "core/localtap/replies.h"
#include "core/localtap/samplefiles.h"
#include "core/localtap/vosidocuments.h"

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

QString tapUrl(const HttpRequest& request)
{
    return u"http://%1/tap"_s.arg(QString::fromLatin1(request.authority));
}

HttpReply notFound()
{
    return errorReply(404, u"detail: There is nothing at this address."_s);
}

} // namespace

SampleService::SampleService(Settings settings, JobDatabase& jobs, DataPath dataPath)
    : m_settings(std::move(settings))
    , m_jobs(jobs)
    , m_dataPath(std::move(dataPath))
    , m_async(jobs, m_settings.queues)
    , m_upSince(QDateTime::currentDateTimeUtc())
{
}

HttpReply SampleService::handle(const HttpRequest& request)
{
    QStringList parts = request.path.split(u'/');
    if (parts.size() > 1 && parts.at(1) == "files"_L1)
        return file(request, request.path.sliced(qMin<qsizetype>(7, request.path.size())));
    parts.removeAll(QString());
    if (!parts.isEmpty() && parts.takeFirst() == "tap"_L1)
        return tap(request, parts);
    return notFound();
}

HttpReply SampleService::tap(const HttpRequest& request, const QStringList& parts)
{
    const QString name = parts.value(0);
    if (name != "sync"_L1 && name != "async"_L1)
        return metadata(request, parts);
    if (!isAllowed(request)) {
        return errorReply(403,
                          request.authorization.isEmpty() ? u"detail: This service wants a token."_s
                                                          : u"detail: Invalid token."_s);
    }
    if (name == "async"_L1)
        return m_async.handle(request, parts.sliced(1), tapUrl(request) + u"/async"_s);
    return parts.size() == 1 ? sync(request) : notFound();
}

bool SampleService::isAllowed(const HttpRequest& request) const
{
    if (m_settings.token.isEmpty())
        return true;
    const QString header = QString::fromLatin1(request.authorization).simplified();
    return header.startsWith("Token "_L1, Qt::CaseInsensitive)
        && QStringView(header).sliced(6) == m_settings.token;
}

HttpReply SampleService::metadata(const HttpRequest& request, const QStringList& parts) const
{
    if (request.method != "GET")
        return errorReply(405, u"detail: This address takes GET."_s);
    const QString name = parts.value(0);
    if (name == "tables"_L1 && parts.size() == 2) {
        const auto document = tableDocument(parts.at(1), rowCounts());
        return document ? xmlReply(*document)
                        : errorReply(404, u"detail: There is no table %1."_s.arg(parts.at(1)));
    }
    if (parts.size() > 1)
        return notFound();
    if (name == "capabilities"_L1)
        return xmlReply(capabilitiesDocument(tapUrl(request), m_settings.queues.longQueue));
    if (name == "availability"_L1)
        return xmlReply(availabilityDocument(m_upSince));
    if (name == "tables"_L1) {
        const bool brief = request.parameters.value(u"detail") == u"min"_s;
        return xmlReply(
            tablesDocument(brief ? TableDetail::NamesOnly : TableDetail::Full, rowCounts()));
    }
    if (name == "examples"_L1)
        return {.type = "application/xhtml+xml; charset=utf-8", .body = examplesDocument()};
    if (name.isEmpty())
        return textReply(
            u"Sample service of Tapdesk: see %1/capabilities\n"_s.arg(tapUrl(request)));
    return notFound();
}

RowCounts SampleService::rowCounts() const
{
    const auto data = m_dataPath();
    // without them the tables can still be listed: it is the queries that tell what is wrong
    return data ? readRowCounts(*data).value_or(RowCounts()) : RowCounts();
}

HttpReply SampleService::sync(const HttpRequest& request)
{
    if (request.method != "GET" && request.method != "POST")
        return errorReply(405, u"detail: This address takes GET and POST."_s);
    if (request.parameters.value(u"REQUEST") == u"getCapabilities"_s) // TAP 1.0
        return xmlReply(capabilitiesDocument(tapUrl(request), m_settings.queues.longQueue));
    const auto read = readRequest(request.parameters);
    if (!read)
        return errorReply(read.error());
    if (const auto runnable = requireRunnable(*read); !runnable)
        return errorReply(runnable.error());
    const auto data = m_dataPath();
    if (!data)
        return errorReply(data.error());

    auto started = QueryRun::start(*data, *read, {.time = m_settings.syncLimit, .stopped = [this] {
                                                      return m_jobs.isInterrupted();
                                                  }});
    if (!started)
        return errorReply(started.error());
    const std::shared_ptr<QueryRun> run = std::move(*started);
    const auto format = outputFormat(read->format).value_or(outputFormats().front());
    return {.type = contentType(read->format),
            .stream = [run, request = *read, format](QIODevice& device) {
                writeResult(device, *run, request, format);
            }};
}

HttpReply SampleService::file(const HttpRequest& request, const QString& path) const
{
    if (request.method != "GET")
        return errorReply(405, u"detail: This address takes GET."_s);
    const auto content = sampleFile(path);
    if (!content)
        return {.status = 404, .body = "There is no such file.\n"};
    return {.type = "application/fits",
            .body = *content,
            .fileName = path.section(u'/', -1).toLatin1()};
}

} // namespace tapdesk::localtap
