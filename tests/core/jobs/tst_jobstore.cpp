// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobstore.h"
#include "core/jobs/schema.h"

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
        .phase = JobPhase::Kind::Executing,
        .created = utc(u"2026-11-22T14:56:16.449Z"_s),
        .started = utc(u"2026-11-22T14:56:17.000Z"_s),
        .ended = utc(u"2026-11-22T14:56:18.001Z"_s),
        .lastSeen = utc(u"2026-11-22T14:56:19.002Z"_s),
        .rows = 9007199254740993, // 2^53 + 1
        .bytes = 8192,
        .errorMessage = u"division by zero"_s,
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
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"list of jobs was damaged"_s));
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

    void migratesStepByStep()
    {
        const QList<QStringList> steps {
            {u"CREATE TABLE t (a)"_s, u"INSERT INTO t VALUES (1)"_s},
            {u"ALTER TABLE t ADD COLUMN b DEFAULT 2"_s},
            {u"UPDATE t SET b = b + a"_s},
        };
        Database database(m_file);
        QVERIFY(migrateSchema(database.handle(), u"test"_s, steps.first(1)));
        QVERIFY(migrateSchema(database.handle(), u"other"_s, {{u"CREATE TABLE u (a)"_s}}));

        QVERIFY(migrateSchema(database.handle(), u"test"_s, steps));
        QVERIFY(migrateSchema(database.handle(), u"test"_s, steps)); // nothing is left to do

        QCOMPARE(database.ask(u"SELECT b FROM t"_s).toInt(), 3);
        QCOMPARE(database.ask(u"SELECT version FROM schema_versions WHERE part = 'test'"_s).toInt(),
                 3);
        QCOMPARE(
            database.ask(u"SELECT version FROM schema_versions WHERE part = 'other'"_s).toInt(), 1);
    }

    void aStepThatFailsLeavesAllAsItWas()
    {
        Database database(m_file);
        QVERIFY(migrateSchema(database.handle(), u"test"_s, {{u"CREATE TABLE t (a)"_s}}));

        const auto outcome =
            migrateSchema(database.handle(), u"test"_s,
                          {{u"CREATE TABLE t (a)"_s},
                           {u"INSERT INTO t VALUES (1)"_s, u"INSERT INTO nowhere VALUES (1)"_s}});

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::FileSystem);
        QVERIFY(outcome.error().detail.contains(u"nowhere"_s));
        QCOMPARE(database.ask(u"SELECT count(*) FROM t"_s).toInt(), 0);
        QCOMPARE(database.ask(u"SELECT version FROM schema_versions"_s).toInt(), 1);
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
