// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobnews.h"
#include "core/jobs/jobstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

using Kind = JobPhase::Kind;

QDateTime utc(const QString& text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

JobRecord fullRecord()
{
    return {
        .serviceId = u"cars"_s,
        .jobId = u"e31bcd6b"_s,
        .url = QUrl(u"https://cars.aip.de/tap/async/e31bcd6b"_s),
        .runId = u"BH-mass"_s,
        .query = u"SELECT 'é'\n-- ;\n"_s,
        .language = u"PostgreSQL"_s,
        .queue = u"5m"_s,
        .maxrec = 0,
        .rerunOf = u"0d4f"_s,
        .owner = u"astro"_s,
        .phase = JobPhase::Kind::Executing,
        .created = utc(u"2026-11-22T14:56:16.449Z"_s),
        .isCreatedOurs = false,
        .started = utc(u"2026-11-22T14:56:17.000Z"_s),
        .ended = utc(u"2026-11-22T14:56:18.001Z"_s),
        .destruction = utc(u"2027-11-22T14:56:18.001Z"_s),
        .executionDuration = 0,
        .lastSeen = utc(u"2026-11-22T14:56:19.002Z"_s),
        .rows = 9007199254740993, // 2^53 + 1
        .bytes = 8192,
        .serverBytes = 16384,
        .errorMessage = u"division by zero"_s,
        .isDescribed = true,
        .sentHere = true,
        .gone = true,
    };
}

JobRecord record(const QString& service, const QString& id, const QString& created = {})
{
    JobRecord record;
    record.serviceId = service;
    record.jobId = id;
    record.url = QUrl(u"https://example.org/tap/async/"_s + id);
    record.phase = JobPhase::Kind::Queued;
    record.created = utc(created);
    return record;
}

QStringList ids(const QList<JobRecord>& records)
{
    QStringList list;
    for (const auto& record : records)
        list.append(record.jobId);
    return list;
}

/// "PENDING 14:56:16.449 service, …"
QString told(const QList<PhaseChange>& history)
{
    QStringList list;
    for (const auto& change : history) {
        list.append(change.phase.word() + change.at.toString(u" hh:mm:ss.zzz "_s)
                    + (change.source == PhaseChange::Source::Service ? u"service"_s : u"look"_s));
    }
    return list.join(u", "_s);
}

/// A connection of our own to look into the file from outside.
class Database
{
public:
    explicit Database(const QString& file)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"outside"_s);
        m_database.setDatabaseName(file);
        m_database.open();
    }
    ~Database()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(u"outside"_s);
    }
    Q_DISABLE_COPY_MOVE(Database)

    QVariant ask(const QString& statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            return u"failed: "_s + query.lastError().text();
        return query.next() ? query.value(0) : QVariant();
    }
    QSqlDatabase& handle() { return m_database; }

private:
    QSqlDatabase m_database;
};

/// What the test program does as a child process: saves records of one service, prints each id
/// once it is saved.
int writeRecords(const QString& file, const QString& service, int count)
{
    const auto store = JobStore::open(file);
    if (!store) {
        qWarning() << store.error().detail;
        return 1;
    }
    for (int i = 0; i < count; ++i) {
        const auto id = QString::number(i);
        if (!(*store)->save(record(service, id)))
            return 2;
        std::printf("%s\n", qPrintable(id));
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

class TestJobStore final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"tapdesk.sqlite"_s);
    }

    void keepsAllOfARecord()
    {
        {
            const auto store = JobStore::open(m_file);
            QVERIFY(store);
            QVERIFY((*store)->save(fullRecord()));
        }
        const auto store = JobStore::open(m_file);
        const auto found = (*store)->job(u"cars"_s, u"e31bcd6b"_s);
        QVERIFY(found);
        QVERIFY(found->has_value());
        QCOMPARE(**found, fullRecord());
    }

    void keepsWhatIsNotKnown()
    {
        auto unknown = record(u"cars"_s, u"1"_s);
        unknown.phase = JobPhase::fromWord(u"BAFFLED"_s);
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->save(unknown));
        QCOMPARE((*store)->job(u"cars"_s, u"1"_s)->value(), unknown);
    }

    void aJobNobodyKnows()
    {
        const auto store = JobStore::open(m_file);
        const auto found = (*store)->job(u"cars"_s, u"1"_s);
        QVERIFY(found);
        QVERIFY(!found->has_value());
    }

    void anEmptyValueDoesNotOverwrite()
    {
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->save(fullRecord()));
        JobRecord later;
        later.serviceId = u"cars"_s;
        later.jobId = u"e31bcd6b"_s;
        later.phase = JobPhase::Kind::Archived;

        QVERIFY((*store)->save(later));

        auto expected = fullRecord();
        expected.phase = JobPhase::Kind::Archived;
        expected.gone = false;
        expected.isDescribed = false;
        QCOMPARE((*store)->job(u"cars"_s, u"e31bcd6b"_s)->value(), expected);
    }

    void aNewValueOverwrites()
    {
        const auto store = JobStore::open(m_file);
        auto first = fullRecord();
        first.url = QUrl(u"http://127.0.0.1:4711/tap/async/e31bcd6b"_s);
        first.query = u"SELECT 1"_s;
        first.rows = 1;
        QVERIFY((*store)->save(first));
        QVERIFY((*store)->save(fullRecord()));
        QCOMPARE((*store)->job(u"cars"_s, u"e31bcd6b"_s)->value(), fullRecord());
    }

    void listsNewestFirst()
    {
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->save({
            record(u"cars"_s, u"old"_s, u"2026-01-01T00:00:00.000Z"_s),
            record(u"cars"_s, u"new"_s, u"2026-03-01T00:00:00.000Z"_s),
            record(u"cars"_s, u"timeless"_s),
            record(u"gavo"_s, u"between"_s, u"2026-02-01T00:00:00.000Z"_s),
        }));

        QCOMPARE(ids((*store)->jobs().value()),
                 (QStringList {u"new"_s, u"between"_s, u"old"_s, u"timeless"_s}));
        QCOMPARE(ids((*store)->jobs(u"cars"_s).value()),
                 (QStringList {u"new"_s, u"old"_s, u"timeless"_s}));
        QVERIFY((*store)->jobs(u"nobody"_s)->isEmpty());
    }

    void forgets()
    {
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->save({record(u"cars"_s, u"1"_s), record(u"gavo"_s, u"1"_s)}));
        QVERIFY((*store)->forget(u"cars"_s, u"1"_s));
        QCOMPARE((*store)->jobs()->size(), 1);
        QCOMPARE((*store)->jobs()->first().serviceId, u"gavo"_s);
    }

    void passwordsInAddressesAreLeftOut()
    {
        auto typed = record(u"cars"_s, u"1"_s);
        typed.url = QUrl(u"https://me:secret@example.org/tap/async/1"_s);
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->save(typed));
        QCOMPARE((*store)->job(u"cars"_s, u"1"_s)->value().url,
                 QUrl(u"https://example.org/tap/async/1"_s));
    }

    void onlyTheOwnerReadsIt()
    {
        const auto store = JobStore::open(m_file);
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_file) & others));
    }

    void writesAheadOfTheDatabase()
    {
        const auto store = JobStore::open(m_file);
        QCOMPARE(Database(m_file).ask(u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
    }

    void setsADamagedFileAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isDamaged");
        QVERIFY(JobStore::open(m_file));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto whole = file.readAll();

        QTest::newRow("no database") << QByteArray(4096, 'x') << true;
        QTest::newRow("cut") << whole.first(5000) << true;
        QTest::newRow("empty, as new") << QByteArray() << false;
        QTest::newRow("in order") << whole << false;
    }

    void setsADamagedFileAside()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const bool, isDamaged);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();

        if (isDamaged)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"file was damaged"_s));
        const auto store = JobStore::open(m_file);

        QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
        QVERIFY((*store)->save(fullRecord()));
        QFile aside(m_file + u".broken"_s);
        QCOMPARE(aside.exists(), isDamaged);
        QVERIFY(!isDamaged || (aside.open(QIODevice::ReadOnly) && aside.readAll() == content));
    }

    void refusesAFolderThatIsNotThere()
    {
        const auto store = JobStore::open(m_folder->filePath(u"no/such/folder/x.sqlite"_s));
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Error::Kind::FileSystem);
    }

    void refusesANewerSchema()
    {
        QVERIFY(JobStore::open(m_file));
        Database(m_file).ask(u"UPDATE schema_versions SET version = 999 WHERE part = 'jobs'"_s);

        const auto store = JobStore::open(m_file);

        QVERIFY(!store);
        QCOMPARE(store.error().kind, Error::Kind::FileSystem);
        QCOMPARE(Database(m_file).ask(u"SELECT version FROM schema_versions"_s).toInt(), 999);
    }

    void migratesFromTheFirstVersion()
    {
        {
            Database old(m_file);
            // As version 1 made it and wrote into it.
            for (
                const auto& statement : QStringList {
                    u"CREATE TABLE schema_versions (part TEXT PRIMARY KEY,"
                    " version INTEGER NOT NULL)"_s,
                    u"INSERT INTO schema_versions VALUES ('jobs', 1)"_s,
                    u"CREATE TABLE jobs (service_id TEXT NOT NULL, job_id TEXT NOT NULL,"
                    " url TEXT NOT NULL, run_id TEXT NOT NULL, query TEXT NOT NULL,"
                    " language TEXT NOT NULL, queue TEXT NOT NULL, maxrec INTEGER,"
                    " phase TEXT NOT NULL, created TEXT, started TEXT, ended TEXT,"
                    " last_seen TEXT, row_count INTEGER, byte_count INTEGER,"
                    " error_message TEXT NOT NULL, sent_here INTEGER NOT NULL,"
                    " gone INTEGER NOT NULL, PRIMARY KEY (service_id, job_id))"_s,
                    u"CREATE INDEX jobs_by_time ON jobs"
                    " (service_id, coalesce(created, started, last_seen, '') DESC)"_s,
                    u"INSERT INTO jobs VALUES ('cars', 'done', "
                    u"'https://cars.aip.de/tap/async/done',"
                    " 'BH-mass', 'SELECT 1', 'PostgreSQL', '5m', 10, 'COMPLETED',"
                    " '2026-11-22T14:56:16.449Z', '2026-11-22T14:56:17.000Z',"
                    " '2026-11-22T14:56:18.001Z', '2026-11-22T14:56:19.002Z', 18, 8192, '', 1, 0)"_s,
                    u"INSERT INTO jobs VALUES ('cars', 'sent', "
                    u"'https://cars.aip.de/tap/async/sent',"
                    " '', 'SELECT 2', 'ADQL', '', NULL, 'PENDING', '2026-11-22T15:00:00.000Z', "
                    "NULL,"
                    " NULL, '2026-11-22T15:00:00.000Z', NULL, NULL, '', 1, 0)"_s}) {
                const auto outcome = old.ask(statement).toString();
                QVERIFY2(!outcome.startsWith(u"failed"_s), qPrintable(outcome));
            }
        }

        const auto store = JobStore::open(m_file);

        QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
        QCOMPARE(ids((*store)->jobs().value()), (QStringList {u"sent"_s, u"done"_s}));
        const auto done = (*store)->job(u"cars"_s, u"done"_s)->value();
        QCOMPARE(done.query, u"SELECT 1"_s);
        QCOMPARE(done.rows, 18);
        QCOMPARE(done.bytes, 8192);
        QVERIFY(!done.isCreatedOurs);
        QVERIFY(!done.executionDuration);
        QVERIFY((*store)->job(u"cars"_s, u"sent"_s)->value().isCreatedOurs);
        QCOMPARE(told((*store)->history(u"cars"_s, u"done"_s).value()),
                 u"PENDING 14:56:16.449 service, EXECUTING 14:56:17.000 service,"
                 " COMPLETED 14:56:18.001 service"_s);
        QCOMPARE(told((*store)->history(u"cars"_s, u"sent"_s).value()),
                 u"PENDING 15:00:00.000 look"_s);
        QVERIFY(JobStore::open(m_file)); // and once more
    }

    void migratesFromTheSecondVersion()
    {
        QVERIFY((*JobStore::open(m_file))->saveRemoval(u"cars"_s, Removal::Archives));
        {
            Database old(m_file); // what differs
            old.ask(u"ALTER TABLE job_services ADD COLUMN newest_created TEXT"_s);
            old.ask(u"ALTER TABLE job_services ADD COLUMN archived_listed TEXT"_s);
            old.ask(u"UPDATE schema_versions SET version = 2 WHERE part = 'jobs'"_s);
        }

        const auto store = JobStore::open(m_file);

        QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
        QCOMPARE((*store)->removal(u"cars"_s), Removal::Archives);
        QCOMPARE(Database(m_file)
                     .ask(u"SELECT group_concat(name) FROM pragma_table_info('job_services')"_s)
                     .toString(),
                 u"service_id,removal"_s);
    }

    void remembersThePhases()
    {
        const auto store = JobStore::open(m_file);
        auto job = record(u"cars"_s, u"1"_s, u"2026-11-22T14:00:00.000Z"_s);
        job.isCreatedOurs = true;
        const auto seen = [&](JobPhase::Kind phase, const QString& at) {
            job.phase = phase;
            job.lastSeen = utc(u"2026-11-22T%1.000Z"_s.arg(at));
            return (*store)->save(job).has_value();
        };
        QVERIFY(seen(JobPhase::Kind::Pending, u"14:00:00"_s));
        QVERIFY(seen(JobPhase::Kind::Queued, u"14:00:01"_s));
        QVERIFY(seen(JobPhase::Kind::Queued, u"14:00:02"_s)); // is no change
        job.created = utc(u"2026-11-22T14:00:00.250Z"_s); // now the service tells
        job.isCreatedOurs = false;
        job.started = utc(u"2026-11-22T14:00:03.500Z"_s);
        QVERIFY(seen(JobPhase::Kind::Executing, u"14:00:09"_s));
        job.ended = utc(u"2026-11-22T14:00:20.000Z"_s);
        QVERIFY(seen(JobPhase::Kind::Completed, u"14:01:00"_s));
        QVERIFY(seen(JobPhase::Kind::Archived, u"15:00:00"_s)); // when, the service does not tell

        QCOMPARE(told((*store)->history(u"cars"_s, u"1"_s).value()),
                 u"PENDING 14:00:00.250 service, QUEUED 14:00:01.000 look,"
                 " EXECUTING 14:00:03.500 service, COMPLETED 14:00:20.000 service,"
                 " ARCHIVED 15:00:00.000 look"_s);
        QVERIFY((*store)->forget(u"cars"_s, u"1"_s));
        QVERIFY((*store)->history(u"cars"_s, u"1"_s)->isEmpty());
    }

    void theServicesTimeReplacesOurs()
    {
        const auto store = JobStore::open(m_file);
        auto job = record(u"cars"_s, u"1"_s, u"2026-11-22T14:00:00.000Z"_s);
        QVERIFY((*store)->save(job));
        job.created = utc(u"2026-11-22T19:00:00.000Z"_s);
        job.isCreatedOurs = true; // of a program that had not asked yet
        QVERIFY((*store)->save(job));
        const auto kept = (*store)->job(u"cars"_s, u"1"_s)->value();
        QCOMPARE(kept.created, utc(u"2026-11-22T14:00:00.000Z"_s));
        QVERIFY(!kept.isCreatedOurs);
    }

    void anOldRefusalEnds_data()
    {
        QTest::addColumn<Kind>("phase"); // told of a PENDING job whose RUN was refused
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("kept");
        const auto refusal = u"Quota is exceeded."_s;
        QTest::newRow("nothing new") << Kind::Pending << QString() << refusal;
        QTest::newRow("started at last") << Kind::Queued << QString() << QString();
        QTest::newRow("done") << Kind::Completed << QString() << QString();
        QTest::newRow("failed, and says why")
            << Kind::Error << u"division by zero"_s << u"division by zero"_s;
        QTest::newRow("failed without a word") << Kind::Error << QString() << refusal;
        QTest::newRow("archived") << Kind::Archived << QString() << refusal;
    }

    void anOldRefusalEnds()
    {
        QFETCH(const Kind, phase);
        QFETCH(const QString, said);
        const auto store = JobStore::open(m_file);
        auto before = record(u"cars"_s, u"1"_s);
        before.phase = Kind::Pending;
        before.errorMessage = u"Quota is exceeded."_s;
        QVERIFY((*store)->save(before));

        auto now = before;
        JobSummary summary;
        summary.phase = phase;
        summary.errorMessage = said;
        tell(now, summary, utc(u"2026-11-22T14:00:00.000Z"_s));
        QTEST(now.errorMessage, "kept");
        QVERIFY((*store)->save(now));
        QTEST((*store)->job(u"cars"_s, u"1"_s)->value().errorMessage, "kept");
    }

    void theLaterLookWins_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<JobPhase::Kind>("phase");
        const auto at = u"2026-11-22T14:00:30.000Z"_s;
        QTest::newRow("in order") << at << u"2026-11-22T14:00:31.000Z"_s
                                  << JobPhase::Kind::Executing;
        QTest::newRow("at once") << at << at << JobPhase::Kind::Executing;
        QTest::newRow("another program was slow to write")
            << at << u"2026-11-22T14:00:29.500Z"_s << JobPhase::Kind::Completed;
        QTest::newRow("the clock was set back")
            << at << u"2026-11-22T13:00:29.500Z"_s << JobPhase::Kind::Executing;
        QTest::newRow("no time") << at << QString() << JobPhase::Kind::Executing;
    }

    void theLaterLookWins()
    {
        QFETCH(const QString, first);
        QFETCH(const QString, second);
        const auto store = JobStore::open(m_file);
        const auto other = JobStore::open(m_file);
        auto job = record(u"cars"_s, u"1"_s);
        job.phase = JobPhase::Kind::Completed;
        job.lastSeen = utc(first);
        QVERIFY((*store)->save(job));
        job.phase = JobPhase::Kind::Executing;
        job.lastSeen = utc(second);
        QVERIFY((*other)->save(job));
        QTEST((*store)->job(u"cars"_s, u"1"_s)->value().phase.kind(), "phase");
    }

    void filters_data()
    {
        using Kind = JobPhase::Kind;
        QTest::addColumn<RecordFilter>("filter");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const RecordFilter& filter, const QString& ids) {
            QTest::newRow(name) << filter << ids.split(u' ', Qt::SkipEmptyParts);
        };
        row("all", {}, u"e d c b a"_s);
        row("service", {.serviceId = u"gavo"_s}, u"e"_s);
        row("job id", {.jobId = u"b"_s}, u"b"_s);
        row("phase", {.phases = {Kind::Completed}}, u"d a"_s);
        row("phases", {.phases = {Kind::Completed, Kind::Error}}, u"d b a"_s);
        row("unknown word", {.phases = {Kind::Unknown}}, u"e"_s);
        row("unknown word or archived", {.phases = {Kind::Unknown, Kind::Archived}}, u"e c"_s);
        row("still known", {.gone = RecordFilter::Gone::Exclude}, u"e c b a"_s);
        row("gone", {.gone = RecordFilter::Gone::Only}, u"d"_s);
        row("gone of a phase", {.phases = {Kind::Error}, .gone = RecordFilter::Gone::Only}, {});
        row("text of a query", {.text = u"FLUX"_s}, u"b a"_s);
        row("text of a run id", {.text = u"bh-m"_s}, u"c b"_s);
        row("percent is a character", {.text = u"%"_s}, u"d"_s);
        row("underscore, too", {.text = u"t_f"_s}, u"a"_s);
        row("backslash, too", {.text = u"\\"_s}, u"e"_s);
        row("run id", {.runId = u"BH-mass"_s}, u"c b"_s);
        row("run id, other case", {.runId = u"bh-mass"_s}, {});
        row("no run id", {.runId = QString()}, u"e d a"_s);
        row("after", {.after = utc(u"2026-01-03T00:00:00.000Z"_s)}, u"e d"_s);
        row("before", {.before = utc(u"2026-01-03T00:00:00.000Z"_s)}, u"b a"_s);
        row("limit", {.limit = 2}, u"e d"_s);
        row("second page", {.limit = 2, .offset = 2}, u"c b"_s);
        row("offset alone", {.offset = 3}, u"b a"_s);
        row("limit behind the filter", {.serviceId = u"cars"_s, .limit = 1}, u"d"_s);
        row("reruns", {.serviceId = u"cars"_s, .rerunOf = u"a"_s}, u"c"_s);
        row("all at once",
            {.serviceId = u"cars"_s,
             .phases = {Kind::Error},
             .text = u"flux"_s,
             .runId = u"BH-mass"_s,
             .after = utc(u"2026-01-01T12:00:00.000Z"_s),
             .limit = 3},
            u"b"_s);
    }

    void filters()
    {
        using Kind = JobPhase::Kind;
        QFETCH(const RecordFilter, filter);
        const auto store = JobStore::open(m_file);
        QList<JobRecord> records;
        const auto add = [&](const QString& id, const JobPhase& phase, const QString& runId,
                             const QString& query) {
            auto job = record(id == u"e"_s ? u"gavo"_s : u"cars"_s, id,
                              u"2026-01-0%1T00:00:00.000Z"_s.arg(records.size() + 1));
            job.phase = phase;
            job.runId = runId;
            job.query = query;
            job.gone = id == u"d"_s;
            job.rerunOf = id == u"c"_s ? u"a"_s : QString();
            records.append(job);
        };
        add(u"a"_s, Kind::Completed, {}, u"SELECT t_flux"_s);
        add(u"b"_s, Kind::Error, u"BH-mass"_s, u"SELECT Flux"_s);
        add(u"c"_s, Kind::Archived, u"BH-mass"_s, u"SELECT tab"_s);
        add(u"d"_s, Kind::Completed, {}, u"LIKE '5%'"_s);
        add(u"e"_s, JobPhase::fromWord(u"BAFFLED"_s), {}, u"SELECT '\\\\'"_s);
        QVERIFY((*store)->save(records));

        const auto found = (*store)->jobs(filter);
        QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
        QTEST(ids(*found), "expected");
    }

    void counts()
    {
        using Kind = JobPhase::Kind;
        const auto store = JobStore::open(m_file);
        QList<JobRecord> records;
        for (const auto& word : {u"COMPLETED"_s, u"COMPLETED"_s, u"ARCHIVED"_s, u"ERROR"_s,
                                 u"BAFFLED"_s, u"UNKNOWN"_s, u"ERROR"_s}) {
            auto job = record(u"cars"_s, QString::number(records.size()));
            job.phase = JobPhase::fromWord(word);
            job.runId = records.size() < 3 ? u"mine"_s : QString();
            records.append(job);
        }
        records.last().gone = true;
        QVERIFY((*store)->save(records));

        const JobCounts all {.phases = {{Kind::Completed, 2},
                                        {Kind::Archived, 1},
                                        {Kind::Error, 1},
                                        {Kind::Unknown, 2}},
                             .gone = 1};
        QCOMPARE((*store)->counts().value(), all);
        QCOMPARE(all.total(), 7);
        const JobCounts mine {.phases = {{Kind::Completed, 2}, {Kind::Archived, 1}}};
        // The chosen phases do not change what the others have.
        QCOMPARE(
            (*store)->counts({.phases = {Kind::Error}, .runId = u"mine"_s, .limit = 1}).value(),
            mine);
        QCOMPARE((*store)->counts({.serviceId = u"nobody"_s}).value(), JobCounts());
    }

    void keepsDocuments()
    {
        const auto store = JobStore::open(m_file);
        QVERIFY((*store)->document(u"cars"_s, u"1"_s)->isEmpty());
        QVERIFY((*store)->saveDocument(u"cars"_s, u"1"_s, "<job/>"));
        QVERIFY((*store)->saveDocument(u"cars"_s, u"1"_s, "<job>é</job>"));
        QCOMPARE((*store)->document(u"cars"_s, u"1"_s).value(), "<job>é</job>"_ba);
        const QByteArray tooLong(JobStore::mostDocumentBytes + 1, 'x');
        QVERIFY((*store)->saveDocument(u"cars"_s, u"1"_s, tooLong));
        QCOMPARE((*store)->document(u"cars"_s, u"1"_s).value(), "<job>é</job>"_ba);
    }

    void addsUpWhatTheServiceKeeps()
    {
        const auto store = JobStore::open(m_file);
        QList<JobRecord> records;
        for (int i = 0; i < 4; ++i) {
            records.append(record(u"cars"_s, QString::number(i)));
            records.last().serverBytes = qint64(1) << (32 + i);
        }
        records[0].phase = JobPhase::Kind::Archived;
        records[1].gone = true;
        records[2].phase = JobPhase::Kind::Completed;
        QVERIFY((*store)->save(records));
        QCOMPARE((*store)->serverBytes(u"cars"_s).value(), (qint64(1) << 34) + (qint64(1) << 35));
        QCOMPARE((*store)->serverBytes(u"gavo"_s).value(), 0);
    }

    void remembersWhatRemovalDoes()
    {
        const auto store = JobStore::open(m_file);
        QCOMPARE((*store)->removal(u"cars"_s), Removal::Unknown);
        QVERIFY((*store)->saveRemoval(u"cars"_s, Removal::Archives));
        QVERIFY((*store)->saveRemoval(u"gavo"_s, Removal::Archives));
        QVERIFY((*store)->saveRemoval(u"gavo"_s, Removal::Deletes));
        QCOMPARE((*store)->removal(u"cars"_s), Removal::Archives);
        QCOMPARE((*store)->removal(u"gavo"_s), Removal::Deletes);
    }

    void twoProgramsWriteAtOnce()
    {
        QProcess one;
        QProcess other;
        one.start(QCoreApplication::applicationFilePath(),
                  {u"--write"_s, m_file, u"one"_s, u"100"_s});
        other.start(QCoreApplication::applicationFilePath(),
                    {u"--write"_s, m_file, u"other"_s, u"100"_s});

        QTRY_COMPARE_WITH_TIMEOUT(one.state(), QProcess::NotRunning, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), QProcess::NotRunning, 60'000);

        QVERIFY2(one.exitCode() == 0, one.readAllStandardError());
        QVERIFY2(other.exitCode() == 0, other.readAllStandardError());
        const auto store = JobStore::open(m_file);
        QCOMPARE((*store)->jobs(u"one"_s)->size(), 100);
        QCOMPARE((*store)->jobs(u"other"_s)->size(), 100);
    }

    void whatWasSavedSurvivesAKill()
    {
        QProcess writer;
        QByteArray saved;
        connect(&writer, &QProcess::readyReadStandardOutput, this, [&] {
            saved += writer.readAllStandardOutput();
            if (saved.count('\n') >= 20)
                writer.kill();
        });
        writer.start(QCoreApplication::applicationFilePath(),
                     {u"--write"_s, m_file, u"cars"_s, u"1000000"_s});
        QTRY_COMPARE_WITH_TIMEOUT(writer.state(), QProcess::NotRunning, 60'000);
        saved += writer.readAllStandardOutput();

        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
        const auto store = JobStore::open(m_file);
        QVERIFY(store);
        const auto printed = saved.left(saved.lastIndexOf('\n')).split('\n');
        QVERIFY(printed.size() >= 20);
        for (const auto& id : printed)
            QVERIFY((*store)->job(u"cars"_s, QString::fromLatin1(id))->has_value());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == u"--write"_s)
        return writeRecords(arguments[2], arguments[3], arguments[4].toInt());
    TestJobStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_jobstore.moc"
