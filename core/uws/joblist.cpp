// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/weburl.h"
#include "core/base/xmlcursor.h"
#include "core/net/servermessage.h"
#include "core/uws/jobsummary.h"
#include "core/uws/uwsvalues.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

/// Reads the jobref just entered; its URL stays empty when nothing identifies the job.
JobListEntry readEntry(XmlCursor& xml, const QUrl& list)
{
    JobListEntry entry;
    entry.id = xml.attribute("id"_L1);
    entry.url = resolvedReference(list, xml.attribute("href"_L1));
    while (xml.nextChild()) {
        if (xml.name() == "phase"_L1)
            entry.phase = JobPhase::fromWord(xml.text());
        else if (xml.name() == "runId"_L1)
            entry.runId = xml.text();
        else if (xml.name() == "ownerId"_L1)
            entry.ownerId = xml.text();
        else if (xml.name() == "creationTime"_L1)
            entry.creationTime = readUwsTime(xml.text());
        else
            xml.skip();
    }
    if (entry.url.isEmpty() && !entry.id.isEmpty())
        entry.url = childUrl(list, QString::fromLatin1(QUrl::toPercentEncoding(entry.id)));
    if (entry.id.isEmpty())
        entry.id = lastSegment(entry.url);
    return entry;
}

} // namespace

QUrl JobFilter::applied(const QUrl& jobList) const
{
    QUrlQuery query(jobList);
    for (const auto phase : phases)
        query.addQueryItem(u"PHASE"_s, JobPhase(phase).word());
    if (after.isValid())
        query.addQueryItem(u"AFTER"_s, after.toUTC().toString(Qt::ISODateWithMs));
    if (last > 0)
        query.addQueryItem(u"LAST"_s, QString::number(last));
    auto url = jobList;
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

bool JobFilter::matches(const JobListEntry& entry) const
{
    const auto kind = entry.phase.kind();
    const bool phaseFits =
        phases.isEmpty() ? kind != JobPhase::Kind::Archived : phases.contains(kind);
    // A UWS 1.0 list has no times: what is not known is not filtered away.
    const bool timeFits =
        !after.isValid() || !entry.creationTime.isValid() || entry.creationTime > after;
    return phaseFits && timeFits;
}

Result<QList<JobListEntry>> readJobList(const QByteArray& document, const QUrl& url)
{
    XmlCursor xml(document);
    if (!xml.readRoot())
        return failure(xml.error());
    if (xml.name() != "jobs"_L1)
        return failure({.kind = Error::Kind::Protocol, .detail = serverMessage(document)});
    QList<JobListEntry> entries;
    while (xml.nextChild()) {
        if (xml.name() != "jobref"_L1) {
            xml.skip();
            continue;
        }
        auto entry = readEntry(xml, url);
        if (!entry.url.isEmpty())
            entries.append(std::move(entry));
    }
    if (xml.failed())
        return failure(xml.error());
    return entries;
}

} // namespace tapdesk
