// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobsummary.h"

#include "core/base/weburl.h"
#include "core/base/xmlcursor.h"
#include "core/net/servermessage.h"
#include "core/uws/uwsvalues.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

std::optional<qint64> readCount(const QString& text)
{
    bool ok = false;
    auto count = text.toLongLong(&ok);
    if (!ok) {
        const double number = text.toDouble(&ok); // "3600.0"
        if (!ok || !(number >= 0 && number < 1e15))
            return {};
        count = qint64(number);
    }
    return count < 0 ? std::nullopt : std::make_optional(count);
}

void readParameters(XmlCursor& xml, JobSummary& job)
{
    while (xml.nextChild()) {
        const auto id = xml.attribute("id"_L1);
        const auto value = xml.text();
        if (!id.isEmpty())
            job.parameters.append({id, value});
    }
}

void readResults(XmlCursor& xml, JobSummary& job, const QUrl& url)
{
    while (xml.nextChild()) {
        if (xml.name() == "result"_L1) {
            job.results.append({.id = xml.attribute("id"_L1),
                                .href = resolvedReference(url, xml.attribute("href"_L1))});
        }
        xml.skip();
    }
}

void readErrorSummary(XmlCursor& xml, JobSummary& job)
{
    // The text of a child `message`, or the bare text of Daiquiri: what there is.
    job.errorMessage = unwrapPythonRepr(xml.text());
}

/// Reads the child just entered into @p job.
void readJobChild(XmlCursor& xml, JobSummary& job, const QUrl& url)
{
    const auto name = xml.name();
    if (name == "jobId"_L1)
        job.jobId = xml.text();
    else if (name == "runId"_L1)
        job.runId = xml.text();
    else if (name == "ownerId"_L1)
        job.ownerId = xml.text();
    else if (name == "phase"_L1)
        job.phase = JobPhase::fromWord(xml.text());
    else if (name == "quote"_L1)
        job.quote = readUwsTime(xml.text());
    else if (name == "creationTime"_L1)
        job.creationTime = readUwsTime(xml.text());
    else if (name == "startTime"_L1)
        job.startTime = readUwsTime(xml.text());
    else if (name == "endTime"_L1)
        job.endTime = readUwsTime(xml.text());
    else if (name == "destruction"_L1)
        job.destruction = readUwsTime(xml.text());
    else if (name == "executionDuration"_L1)
        job.executionDuration = readCount(xml.text());
    else if (name == "parameters"_L1)
        readParameters(xml, job);
    else if (name == "results"_L1)
        readResults(xml, job, url);
    else if (name == "errorSummary"_L1)
        readErrorSummary(xml, job);
    else
        xml.skip();
}

struct Alias
{
    QLatin1StringView name;
    QLatin1StringView other;
};
// Source: daiquiri.md section 5; TAP 1.1 knows both names of the format.
constexpr std::array aliases {
    Alias {"LANG"_L1, "query_language"_L1},
    Alias {"FORMAT"_L1, "RESPONSEFORMAT"_L1},
    Alias {"RESPONSEFORMAT"_L1, "FORMAT"_L1},
};

QString named(const QList<std::pair<QString, QString>>& parameters, QAnyStringView name)
{
    for (const auto& [id, value] : parameters) {
        if (QAnyStringView::compare(id, name, Qt::CaseInsensitive) == 0 && !value.isEmpty())
            return value;
    }
    return {};
}

bool isFetchable(const QUrl& url)
{
    return (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty();
}

} // namespace

QString JobSummary::parameter(const QString& name) const
{
    if (const auto value = named(parameters, name); !value.isEmpty())
        return value;
    for (const auto& alias : aliases) {
        if (name.compare(alias.name, Qt::CaseInsensitive) == 0)
            return named(parameters, alias.other);
    }
    return {};
}

QUrl JobSummary::resultUrl(const QUrl& jobUrl) const
{
    QList<JobResultRef> candidates;
    for (const auto& result : results) {
        if (isFetchable(result.href))
            candidates.append(result);
    }
    for (const auto& result : candidates) {
        if (result.href.path().endsWith("/results/result"_L1))
            return result.href;
    }
    for (const auto wanted : {"result"_L1, "votable"_L1}) {
        for (const auto& result : candidates) {
            if (result.id.compare(wanted, Qt::CaseInsensitive) == 0)
                return result.href;
        }
    }
    if (candidates.size() == 1)
        return candidates.first().href;
    return childUrl(jobUrl, u"results/result"_s);
}

Result<JobSummary> readJobSummary(const QByteArray& document, const QUrl& url)
{
    XmlCursor xml(document);
    if (!xml.readRoot())
        return failure(xml.error());
    if (xml.name() != "job"_L1)
        return failure({.kind = Error::Kind::Protocol, .detail = serverMessage(document)});
    JobSummary job;
    job.version = xml.attribute("version"_L1);
    if (job.version.isEmpty())
        job.version = u"1.0"_s;
    while (xml.nextChild())
        readJobChild(xml, job, url);
    if (xml.failed())
        return failure(xml.error());
    return job;
}

} // namespace tapdesk
