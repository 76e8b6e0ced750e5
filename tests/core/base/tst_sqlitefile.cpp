// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitefile.h"
#include "core/base/sqlitevalues.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

QVariant ask(const SqliteFile& file, const QString& statement)
{
    QSqlQuery query(file.database());
    if (!query.exec(statement))
        return u"failed: "_s + query.lastError().text();
    return query.next() ? query.value(0) : QVariant();
}

} // namespace

class TestSqliteFile final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void migratesStepByStep()
    {
        const QList<QStringList> steps {
            {u"CREATE TABLE t (a)"_s, u"INSERT INTO t VALUES (1)"_s},
            {u"ALTER TABLE t ADD COLUMN b DEFAULT 2"_s},
            {u"UPDATE t SET b = b + a"_s},
        };
        const auto file = open();
        QVERIFY(file->migrate(u"test"_s, steps.first(1)));
        QVERIFY(file->migrate(u"other"_s, {{u"CREATE TABLE u (a)"_s}}));

        QVERIFY(file->migrate(u"test"_s, steps));
        QVERIFY(file->migrate(u"test"_s, steps)); // nothing is left to do

        QCOMPARE(ask(*file, u"SELECT b FROM t"_s).toInt(), 3);
        QCOMPARE(ask(*file, u"SELECT version FROM schema_versions WHERE part = 'test'"_s).toInt(),
                 3);
        QCOMPARE(ask(*file, u"SELECT version FROM schema_versions WHERE part = 'other'"_s).toInt(),
                 1);
    }

    void aStepThatFailsLeavesAllAsItWas()
    {
        const auto file = open();
        QVERIFY(file->migrate(u"test"_s, {{u"CREATE TABLE t (a)"_s}}));

        const auto outcome =
            file->migrate(u"test"_s,
                          {{u"CREATE TABLE t (a)"_s},
                           {u"INSERT INTO t VALUES (1)"_s, u"INSERT INTO nowhere VALUES (1)"_s}});

        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::FileSystem);
        QVERIFY(outcome.error().detail.contains(u"nowhere"_s));
        QCOMPARE(ask(*file, u"SELECT count(*) FROM t"_s).toInt(), 0);
        QCOMPARE(ask(*file, u"SELECT version FROM schema_versions"_s).toInt(), 1);
    }

    void refusesWhatIsNewer()
    {
        const auto file = open();
        QVERIFY(file->migrate(u"test"_s, {{u"CREATE TABLE t (a)"_s}, {}}));
        const auto outcome = file->migrate(u"test"_s, {{u"CREATE TABLE t (a)"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().url, QUrl::fromLocalFile(path()));
    }

    void aFailedTransactionUndoesAll()
    {
        const auto file = open();
        QVERIFY(file->exec(u"CREATE TABLE t (a)"_s));
        const auto outcome = file->transaction(SqliteFile::Survives::Kill, [&]() -> Status {
            if (auto done = file->exec(u"INSERT INTO t VALUES (1)"_s); !done)
                return done;
            return file->exec(u"INSERT INTO nowhere VALUES (1)"_s);
        });
        QVERIFY(!outcome);
        QCOMPARE(ask(*file, u"SELECT count(*) FROM t"_s).toInt(), 0);
        QVERIFY(file->exec(u"BEGIN"_s)); // none is open
    }

    void theLogIsEmptiedMeanwhile()
    {
        const auto name = m_folder->filePath(u"log.sqlite"_s);
        const auto file = std::move(*SqliteFile::open(name));
        QVERIFY(file->exec(u"CREATE TABLE t (a)"_s));
        const auto write = [&](qint64 bytes) {
            return file->transaction(SqliteFile::Survives::Kill, [&] {
                return file->exec(u"INSERT INTO t VALUES (zeroblob(%1))"_s.arg(bytes));
            });
        };
        constexpr qint64 much = 6 * 1024 * 1024;
        QVERIFY(write(much));
        QTRY_VERIFY(QFileInfo(name).size() > much);
        const auto isCut = [&] { // once nobody reads the old one any more
            return write(1) && QFileInfo(name + u"-wal"_s).size() < much / 2;
        };
        QTRY_VERIFY(isCut());
        QVERIFY(write(much));
        QTRY_VERIFY(QFileInfo(name).size() > 2 * much);
        QCOMPARE(ask(*file, u"SELECT count(*) FROM t WHERE length(a) = %1"_s.arg(much)).toInt(), 2);
    }

    void isForItsOwnerOnly()
    {
        const auto file = open();
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void setsADamagedFileAside()
    {
        QFile damaged(path());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(4096, 'x'));
        damaged.close();

        const auto file = open();

        QVERIFY(file->exec(u"CREATE TABLE t (a)"_s));
        QVERIFY(QFile::exists(path() + u".broken"_s));
    }

    void values_data()
    {
        QTest::addColumn<QDateTime>("time");
        QTest::addColumn<QVariant>("stored");

        QTest::newRow("none") << QDateTime() << QVariant();
        QTest::newRow("UTC") << QDateTime({2026, 11, 22}, {1, 2, 3, 4}, Qt::UTC)
                             << QVariant(u"2026-11-22T01:02:03.004Z"_s);
        QTest::newRow("elsewhere")
            << QDateTime({2026, 11, 22}, {1, 2, 3, 4}, Qt::OffsetFromUTC, 3600)
            << QVariant(u"2026-11-22T00:02:03.004Z"_s);
    }

    void values()
    {
        QFETCH(QDateTime, time);
        QFETCH(QVariant, stored);
        QCOMPARE(sqlTime(time), stored);
        QCOMPARE(timeFromSql(stored), time);
    }

    void patternsFindTheTextItself_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"bh"_s;
        QTest::newRow("percent") << u"5%"_s;
        QTest::newRow("underscore") << u"a_b"_s;
        QTest::newRow("backslash") << uR"(a\b)"_s;
    }

    void patternsFindTheTextItself()
    {
        QFETCH(QString, text);
        const auto file = open();
        QSqlQuery query(file->database());
        query.prepare(u"SELECT ? LIKE ? ESCAPE '\\', ? LIKE ? ESCAPE '\\'"_s);
        query.addBindValue(u"x"_s + text + u"y"_s);
        query.addBindValue(sqlContaining(text));
        query.addBindValue(u"xaXby 5 b"_s);
        query.addBindValue(sqlContaining(text));
        QVERIFY(query.exec() && query.next());
        QVERIFY(query.value(0).toBool());
        QVERIFY(!query.value(1).toBool());
    }

private:
    QString path() const { return m_folder->filePath(u"x.sqlite"_s); }

    std::unique_ptr<SqliteFile> open()
    {
        auto file = SqliteFile::open(path());
        return file ? std::move(*file) : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestSqliteFile)
#include "tst_sqlitefile.moc"
