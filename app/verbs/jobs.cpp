// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/jobs.h"

#include "app/texttable.h"
#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QJsonObject recordJson(const JobRecord& record)
{
    const auto text = [](const QString& value) {
        return value.isEmpty() ? QJsonValue() : QJsonValue(value);
    };
    return {{u"id"_s, record.jobId},
            {u"url"_s, record.url.toString()},
            {u"phase"_s, record.phase.word()},
            {u"runId"_s, text(record.runId)},
            {u"created"_s, text(record.created.toString(Qt::ISODate))},
            {u"language"_s, text(record.language)},
            {u"queue"_s, text(record.queue)},
            {u"query"_s, text(record.query)}};
}

QString firstLineOf(const QString& query)
{
    for (const QString& line : query.split(u'\n')) {
        if (const QString text = line.trimmed(); !text.isEmpty())
            return text;
    }
    return {};
}

} // namespace

void JobsCommand::start()
{
    if (!line().arguments.isEmpty())
        return usage(u"jobs takes no argument; --phase, --runid, --last and --after filter"_s);
    for (const QString& word : line().phases) {
        const auto phase = JobPhase::fromWord(word);
        if (phase.kind() == JobPhase::Kind::Unknown)
            return usage(u"there is no phase “%1”"_s.arg(word));
        m_filter.phases.append(phase.kind());
    }
    m_filter.last = line().last;
    if (!line().after.isEmpty()) {
        m_filter.after = QDateTime::fromString(line().after, Qt::ISODate);
        if (!m_filter.after.isValid())
            return usage(
                u"--after takes a time such as 2026-01-31T12:00:00Z, not “%1”"_s.arg(line().after));
        if (m_filter.after.timeSpec() == Qt::LocalTime)
            m_filter.after.setTimeSpec(Qt::UTC); // astronomers' times are UTC
    }
    withService([this](const TapService& service) { ask(service); });
}

void JobsCommand::ask(const TapService& service)
{
    const QUrl url = m_filter.applied(service.resource(u"async"_s));
    auto* transfer = application().http().start(uwsDocumentRequest(url), this);
    connect(transfer, &Transfer::finished, this,
            [this, transfer, service](const Result<HttpResponse>& answer) {
                transfer->deleteLater();
                const auto entries = answer.and_then([](const HttpResponse& response) {
                    return readJobList(response.body, response.url);
                });
                if (!entries)
                    return fail(entries.error());
                show(service, *entries);
            });
}

QList<JobRecord> JobsCommand::described(const TapService& service,
                                        const QList<JobListEntry>& entries)
{
    QList<JobRecord> records;
    for (const JobListEntry& entry : entries) {
        JobRecord record;
        if (const auto known = application().store().job(service.id, entry.id); known && *known)
            record = **known;
        record.serviceId = service.id;
        record.jobId = entry.id;
        record.url = entry.url;
        record.phase = entry.phase;
        if (!entry.runId.isEmpty())
            record.runId = entry.runId;
        if (entry.creationTime.isValid())
            record.created = entry.creationTime;
        if (line().runId.isEmpty() || record.runId == line().runId)
            records.append(record);
    }
    return records;
}

void JobsCommand::show(const TapService& service, const QList<JobListEntry>& entries)
{
    QList<JobListEntry> matching;
    std::copy_if(entries.cbegin(), entries.cend(), std::back_inserter(matching),
                 [this](const JobListEntry& entry) { return m_filter.matches(entry); });
    if (m_filter.last > 0 && matching.size() > m_filter.last)
        matching.resize(m_filter.last); // a UWS 1.0 service ignores LAST

    const auto records = described(service, matching);
    if (line().json) {
        QJsonArray list;
        for (const JobRecord& record : records)
            list.append(recordJson(record));
        print(QString::fromUtf8(QJsonDocument(list).toJson()));
        return finish(ExitCode::Done);
    }
    TextTable table({u"phase"_s, u"run id"_s, u"created (UTC)"_s, u"job"_s, u"query"_s});
    for (const JobRecord& record : records) {
        table.add({record.phase.word(), record.runId,
                   record.created.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s), record.jobId,
                   firstLineOf(record.query)});
    }
    print(table.toString());
    terminal().note(records.size() == 1 ? u"1 job"_s : u"%1 jobs"_s.arg(records.size()));
    finish(ExitCode::Done);
}

} // namespace tapdesk::app
