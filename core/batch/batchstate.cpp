// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include "core/jobs/schema.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <array>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

using State = BatchRecord::State;

const QList<QStringList>& schemaSteps()
{
    static const QList<QStringList> steps {
        {uR"(CREATE TABLE batch_entries (
            entry TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            hash TEXT NOT NULL,
            service_id TEXT NOT NULL,
            job_url TEXT NOT NULL,
            sent TEXT NOT NULL,
            output TEXT NOT NULL))"_s},
    };
    return steps;
}

constexpr std::array<std::pair<State, QLatin1StringView>, 7> stateWords {{
    {State::Waiting, "waiting"_L1},
    {State::Sending, "sending"_L1},
    {State::Running, "running"_L1},
    {State::Done, "done"_L1},
    {State::Failed, "failed"_L1},
    {State::Unkept, "unkept"_L1},
    {State::Stopped, "stopped"_L1},
}};

QString wordOf(State state)
{
    const auto* found = std::find_if(stateWords.begin(), stateWords.end(),
                                     [state](const auto& word) { return word.first == state; });
    return found->second;
}

/// What a newer version wrote has not been done here.
State stateFrom(const QString& word)
{
    const auto* found = std::find_if(stateWords.begin(), stateWords.end(),
                                     [&word](const auto& known) { return known.second == word; });
    return found == stateWords.end() ? State::Stopped : found->first;
}

/// A null QString would be NULL.
QString textValue(const QString& text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

class BatchState::Private
{
public:
    explicit Private(const QString& file)
        : connection(u"batch-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
        , fileName(file)
        , database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
    {
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
    }

    ~Private()
    {
        database.close();
        database = {}; // removeDatabase() wants no copy left
        QSqlDatabase::removeDatabase(connection);
    }

    Q_DISABLE_COPY_MOVE(Private)

    tl::unexpected<Error> fail(const QString& words) const
    {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = words,
                        .url = QUrl::fromLocalFile(fileName)});
    }

    Status exec(QSqlQuery& query) const
    {
        return query.exec() ? Status() : fail(query.lastError().text());
    }

    Status exec(const QString& statement) const
    {
        QSqlQuery query(database);
        return query.exec(statement) ? Status() : fail(query.lastError().text());
    }

    Status insert(const BatchRecord& record) const
    {
        QSqlQuery query(database);
        query.prepare(u"INSERT OR REPLACE INTO batch_entries"
                      " (entry, state, hash, service_id, job_url, sent, output)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)"_s);
        query.addBindValue(textValue(record.key));
        query.addBindValue(wordOf(record.state));
        query.addBindValue(textValue(QString::fromLatin1(record.hash)));
        query.addBindValue(textValue(record.serviceId));
        query.addBindValue(
            textValue(record.jobUrl.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo)));
        query.addBindValue(textValue(record.sent.toString(Qt::ISODateWithMs)));
        query.addBindValue(textValue(record.output));
        return exec(query);
    }

    QString connection;
    QString fileName;
    QSqlDatabase database;
};

BatchState::BatchState(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

BatchState::~BatchState() = default;

Result<std::unique_ptr<BatchState>> BatchState::open(const QString& file)
{
    auto d = std::make_unique<Private>(file);
    if (!d->database.open())
        return d->fail(d->database.lastError().text());
    // As JobStore has it: a power cut loses no job.
    for (const auto& pragma : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s}) {
        if (const auto set = d->exec(pragma); !set)
            return failure(set.error());
    }
    if (const auto migrated = migrateSchema(d->database, u"batch"_s, schemaSteps()); !migrated)
        return d->fail(migrated.error().detail);
    return std::unique_ptr<BatchState>(new BatchState(std::move(d)));
}

Status BatchState::save(const BatchRecord& record)
{
    return d->insert(record);
}

Status BatchState::save(const QList<BatchRecord>& records)
{
    auto outcome = d->exec(u"BEGIN IMMEDIATE"_s);
    if (!outcome)
        return outcome;
    for (const auto& record : records) {
        if (outcome)
            outcome = d->insert(record);
    }
    if (outcome)
        outcome = d->exec(u"COMMIT"_s);
    if (!outcome)
        (void)d->exec(u"ROLLBACK"_s);
    return outcome;
}

Result<std::optional<BatchRecord>> BatchState::find(const QString& key) const
{
    QSqlQuery query(d->database);
    query.prepare(u"SELECT state, hash, service_id, job_url, sent, output FROM batch_entries"
                  " WHERE entry = ?"_s);
    query.addBindValue(key);
    if (const auto done = d->exec(query); !done)
        return failure(done.error());
    if (!query.next())
        return std::nullopt;
    return BatchRecord {.key = key,
                        .state = stateFrom(query.value(0).toString()),
                        .hash = query.value(1).toString().toLatin1(),
                        .serviceId = query.value(2).toString(),
                        .jobUrl = QUrl(query.value(3).toString()),
                        .sent = QDateTime::fromString(query.value(4).toString(), Qt::ISODateWithMs),
                        .output = query.value(5).toString()};
}

bool isSelected(BatchSelection selection, const std::optional<BatchRecord>& record,
                const QByteArray& hash)
{
    switch (selection) {
    case BatchSelection::All:
        return true;
    case BatchSelection::Failed:
        return record && (record->state == State::Failed || record->state == State::Unkept);
    case BatchSelection::Changed:
        return !record || record->hash != hash;
    case BatchSelection::Unended:
        return record
            && (record->state == State::Waiting || record->state == State::Sending
                || record->state == State::Running || record->state == State::Stopped);
    }
    return false;
}

} // namespace tapdesk
