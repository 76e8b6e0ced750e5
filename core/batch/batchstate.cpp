// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"

#include "core/base/sqlitefile.h"
#include "core/base/sqlitevalues.h"
#include "core/batch/presence.h"

#include <QSqlError>
#include <QSqlQuery>
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
        {u"ALTER TABLE batch_entries ADD COLUMN owner TEXT NOT NULL DEFAULT ''"_s},
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

} // namespace

class BatchState::Private
{
public:
    Private(std::unique_ptr<SqliteFile> opened, const QString& name)
        : file(std::move(opened))
        , presence(name)
    {
    }

    Status exec(QSqlQuery& query) const
    {
        return query.exec() ? Status() : file->fail(query.lastError());
    }

    Status insert(const BatchRecord& record, Claim claim)
    {
        if (claim == Claim::Ours) {
            if (auto shown = presence.show(); !shown)
                return shown;
        }
        QSqlQuery query(file->database());
        query.prepare(u"INSERT OR REPLACE INTO batch_entries"
                      " (entry, state, hash, service_id, job_url, sent, output, owner)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s);
        query.addBindValue(sqlText(record.key));
        query.addBindValue(wordOf(record.state));
        query.addBindValue(sqlText(QString::fromLatin1(record.hash)));
        query.addBindValue(sqlText(record.serviceId));
        query.addBindValue(sqlUrl(record.jobUrl));
        query.addBindValue(sqlText(sqlTime(record.sent).toString()));
        query.addBindValue(sqlText(record.output));
        query.addBindValue(claim == Claim::Ours ? presence.name() : u""_s);
        return exec(query);
    }

    std::unique_ptr<SqliteFile> file;
    Presence presence;
};

BatchState::BatchState(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

BatchState::~BatchState() = default;

Result<std::unique_ptr<BatchState>> BatchState::open(const QString& file)
{
    auto opened = SqliteFile::open(file);
    if (!opened)
        return failure(opened.error());
    if (const auto migrated = (*opened)->migrate(u"batch"_s, schemaSteps()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<BatchState>(
        new BatchState(std::make_unique<Private>(std::move(*opened), file)));
}

Status BatchState::save(const BatchRecord& record, Claim claim)
{
    return d->insert(record, claim);
}

Result<bool> BatchState::isTaken(const QString& key) const
{
    QSqlQuery query(d->file->database());
    query.prepare(u"SELECT owner FROM batch_entries WHERE entry = ?"_s);
    query.addBindValue(key);
    if (const auto done = d->exec(query); !done)
        return failure(done.error());
    const auto owner = query.next() ? query.value(0).toString() : QString();
    return !owner.isEmpty() && owner != d->presence.name() && d->presence.lives(owner);
}

Status BatchState::exclusively(const std::function<Status()>& act)
{
    return d->file->transaction(SqliteFile::Survives::PowerCut, act);
}

Status BatchState::forget(const QStringList& keys)
{
    return d->file->transaction(SqliteFile::Survives::PowerCut, [&]() -> Status {
        QSqlQuery query(d->file->database());
        query.prepare(u"DELETE FROM batch_entries WHERE entry = ?"_s);
        for (const auto& key : keys) {
            const auto taken = isTaken(key);
            if (!taken)
                return failure(taken.error());
            if (*taken)
                continue;
            query.bindValue(0, key);
            if (auto done = d->exec(query); !done)
                return done;
        }
        return {};
    });
}

Result<std::optional<BatchRecord>> BatchState::find(const QString& key) const
{
    QSqlQuery query(d->file->database());
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
                        .sent = timeFromSql(query.value(4)),
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
