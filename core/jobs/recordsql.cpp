// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/recordsql.h"

#include "core/base/sqlitevalues.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace tapdesk::recordsql {

using namespace Qt::StringLiterals;

namespace {

constexpr auto columns =
    "service_id, job_id, url, run_id, query, language, queue, maxrec, rerun_of, owner, phase,"
    " created, created_ours, started, ended, destruction, execution_duration, last_seen,"
    " row_count, byte_count, server_bytes, error_message, described, sent_here, gone"_L1;

/// When a job came about as far as anybody knows; the indexes hold it.
constexpr auto moment = "coalesce(created, started, last_seen, '')"_L1;

QString marks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u',');
}

QVariantList words(const QList<JobPhase::Kind>& phases)
{
    QVariantList list;
    for (const auto kind : phases)
        list.append(JobPhase(kind).word());
    return list;
}

QString phaseCondition(const QList<JobPhase::Kind>& phases, QVariantList& values)
{
    using Kind = JobPhase::Kind;
    static const QList<Kind> known {Kind::Pending,   Kind::Queued,    Kind::Executing,
                                    Kind::Completed, Kind::Error,     Kind::Aborted,
                                    Kind::Held,      Kind::Suspended, Kind::Archived};
    auto named = phases;
    const bool withUnknown = named.removeAll(Kind::Unknown) > 0;
    QStringList parts;
    if (!named.isEmpty()) {
        parts.append(u"phase IN (%1)"_s.arg(marks(named.size())));
        values.append(words(named));
    }
    if (withUnknown) {
        parts.append(u"phase NOT IN (%1)"_s.arg(marks(known.size())));
        values.append(words(known));
    }
    return u'(' + parts.join(u" OR ") + u')';
}

Condition joined(const QStringList& parts, const QVariantList& values)
{
    return {.text = parts.isEmpty() ? QString() : u" WHERE "_s + parts.join(u" AND "),
            .values = values};
}

} // namespace

QString selection(bool brief)
{
    auto list = QString(columns);
    if (brief)
        list.replace(u" query,"_s, u" '',"_s).replace(u" error_message,"_s, u" '',"_s);
    return u"SELECT "_s + list + u" FROM jobs"_s;
}

QString upsert()
{
    // A look that is older than the one we know by less than a minute is another program's, which
    // was slower to write it down; by more, the clock was set back.
    static const auto isStale = "(julianday(last_seen) - julianday(excluded.last_seen)) * 86400"
                                " BETWEEN 0.001 AND 60"_L1;
    return u"INSERT INTO jobs ("_s + columns + u") VALUES ("_s
        + marks(QString(columns).count(u',') + 1) + u")"_s
        + u" ON CONFLICT (service_id, job_id) DO UPDATE SET"
          " url = coalesce(nullif(excluded.url, ''), url),"
          " run_id = coalesce(nullif(excluded.run_id, ''), run_id),"
          " query = coalesce(nullif(excluded.query, ''), query),"
          " language = coalesce(nullif(excluded.language, ''), language),"
          " queue = coalesce(nullif(excluded.queue, ''), queue),"
          " maxrec = coalesce(excluded.maxrec, maxrec),"
          " rerun_of = coalesce(nullif(excluded.rerun_of, ''), rerun_of),"
          " owner = coalesce(nullif(excluded.owner, ''), owner),"
          " phase = CASE WHEN %1 THEN phase ELSE excluded.phase END,"
          " described = CASE WHEN %1 THEN described ELSE excluded.described END,"
          " gone = CASE WHEN %1 THEN gone ELSE excluded.gone END,"
          // The service's time is not replaced by ours.
          " created = CASE WHEN excluded.created_ours AND NOT created_ours"
          " THEN coalesce(created, excluded.created) ELSE coalesce(excluded.created, created) END,"
          " created_ours = CASE WHEN excluded.created IS NULL OR created IS NOT NULL AND NOT"
          " created_ours THEN created_ours ELSE excluded.created_ours END,"
          " started = coalesce(excluded.started, started),"
          " ended = coalesce(excluded.ended, ended),"
          " destruction = coalesce(excluded.destruction, destruction),"
          " execution_duration = coalesce(excluded.execution_duration, execution_duration),"
          " last_seen = CASE WHEN %1 THEN last_seen"
          " ELSE coalesce(excluded.last_seen, last_seen) END,"
          " row_count = coalesce(excluded.row_count, row_count),"
          " byte_count = coalesce(excluded.byte_count, byte_count),"
          " server_bytes = coalesce(excluded.server_bytes, server_bytes),"
          // A refusal, of RUN or ABORT, is no news of a job that has gone on since.
          " error_message = CASE"
          " WHEN %1 THEN coalesce(nullif(error_message, ''), excluded.error_message)"
          " WHEN excluded.error_message = '' AND excluded.phase <> phase"
          " AND excluded.phase NOT IN ('ERROR', 'ABORTED', 'ARCHIVED') THEN ''"
          " ELSE coalesce(nullif(excluded.error_message, ''), error_message) END,"
          " sent_here = max(sent_here, excluded.sent_here)"_s.arg(isStale);
}

void bind(QSqlQuery& query, const JobRecord& record)
{
    query.addBindValue(sqlText(record.serviceId));
    query.addBindValue(sqlText(record.jobId));
    // Without user info: a URL that somebody typed may hold a password.
    query.addBindValue(sqlUrl(record.url));
    query.addBindValue(sqlText(record.runId));
    query.addBindValue(sqlText(record.query));
    query.addBindValue(sqlText(record.language));
    query.addBindValue(sqlText(record.queue));
    query.addBindValue(sqlNumber(record.maxrec));
    query.addBindValue(sqlText(record.rerunOf));
    query.addBindValue(sqlText(record.owner));
    query.addBindValue(sqlText(record.phase.word()));
    query.addBindValue(sqlTime(record.created));
    query.addBindValue(record.isCreatedOurs);
    query.addBindValue(sqlTime(record.started));
    query.addBindValue(sqlTime(record.ended));
    query.addBindValue(sqlTime(record.destruction));
    query.addBindValue(sqlNumber(record.executionDuration));
    query.addBindValue(sqlTime(record.lastSeen));
    query.addBindValue(sqlNumber(record.rows));
    query.addBindValue(sqlNumber(record.bytes));
    query.addBindValue(sqlNumber(record.serverBytes));
    query.addBindValue(sqlText(record.errorMessage));
    query.addBindValue(record.isDescribed);
    query.addBindValue(record.sentHere);
    query.addBindValue(record.gone);
}

JobRecord recordFrom(const QSqlQuery& query)
{
    JobRecord record;
    int column = 0;
    record.serviceId = query.value(column++).toString();
    record.jobId = query.value(column++).toString();
    record.url = QUrl(query.value(column++).toString());
    record.runId = query.value(column++).toString();
    record.query = query.value(column++).toString();
    record.language = query.value(column++).toString();
    record.queue = query.value(column++).toString();
    record.maxrec = numberFromSql(query.value(column++));
    record.rerunOf = query.value(column++).toString();
    record.owner = query.value(column++).toString();
    record.phase = JobPhase::fromWord(query.value(column++).toString());
    record.created = timeFromSql(query.value(column++));
    record.isCreatedOurs = query.value(column++).toBool();
    record.started = timeFromSql(query.value(column++));
    record.ended = timeFromSql(query.value(column++));
    record.destruction = timeFromSql(query.value(column++));
    record.executionDuration = numberFromSql(query.value(column++));
    record.lastSeen = timeFromSql(query.value(column++));
    record.rows = numberFromSql(query.value(column++));
    record.bytes = numberFromSql(query.value(column++));
    record.serverBytes = numberFromSql(query.value(column++));
    record.errorMessage = query.value(column++).toString();
    record.isDescribed = query.value(column++).toBool();
    record.sentHere = query.value(column++).toBool();
    record.gone = query.value(column++).toBool();
    return record;
}

Condition whereButPhase(const RecordFilter& filter)
{
    QStringList parts;
    QVariantList values;
    const auto add = [&](const QString& part, const QVariantList& bound) {
        parts.append(part);
        values.append(bound);
    };
    if (!filter.serviceId.isEmpty())
        add(u"service_id = ?"_s, {filter.serviceId});
    if (!filter.jobId.isEmpty())
        add(u"job_id = ?"_s, {filter.jobId});
    if (!filter.jobIds.isEmpty()) {
        add(u"job_id IN (%1)"_s.arg(marks(filter.jobIds.size())),
            QVariantList(filter.jobIds.cbegin(), filter.jobIds.cend()));
    }
    if (filter.runId)
        add(u"run_id = ?"_s, {sqlText(*filter.runId)});
    if (!filter.rerunOf.isEmpty())
        add(u"rerun_of = ?"_s, {filter.rerunOf});
    if (filter.after.isValid())
        add(moment + u" > ?"_s, {sqlTime(filter.after)});
    if (filter.before.isValid())
        add(moment + u" < ?"_s, {sqlTime(filter.before)});
    if (!filter.text.isEmpty()) {
        const auto pattern = sqlContaining(filter.text);
        add(u"(run_id LIKE ? ESCAPE '\\' OR query LIKE ? ESCAPE '\\')"_s, {pattern, pattern});
    }
    return joined(parts, values);
}

Condition where(const RecordFilter& filter)
{
    auto condition = whereButPhase(filter);
    const auto add = [&](const QString& part) {
        condition.text += (condition.text.isEmpty() ? u" WHERE "_s : u" AND "_s) + part;
    };
    if (!filter.phases.isEmpty())
        add(phaseCondition(filter.phases, condition.values));
    if (filter.gone != RecordFilter::Gone::Include)
        add(filter.gone == RecordFilter::Gone::Only ? u"gone"_s : u"NOT gone"_s);
    return condition;
}

QString order(const RecordFilter& filter)
{
    auto text = u" ORDER BY "_s + moment + u" DESC, job_id DESC"_s;
    if (filter.limit > 0 || filter.offset > 0) {
        text += u" LIMIT %1 OFFSET %2"_s.arg(filter.limit > 0 ? filter.limit : -1)
                    .arg(std::max(filter.offset, 0));
    }
    return text;
}

} // namespace tapdesk::recordsql
