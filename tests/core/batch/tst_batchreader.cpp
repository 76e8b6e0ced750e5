// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchreader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = BatchProblem::Kind;
using Origin = BatchSetting::Origin;

Q_DECLARE_METATYPE(BatchChoices)

namespace {

/// As the catalogue knows CARS.
TapService cars()
{
    return {.id = u"cars"_s,
            .baseUrl = QUrl(u"https://cars.aip.de/tap"_s),
            .language = u"PostgreSQL"_s,
            .languages = {u"PostgreSQL"_s, u"ADQL"_s},
            .queues = {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 5min}}};
}

/// A service of which nothing is known but that it speaks ADQL.
TapService plain()
{
    return {.id = u"plain"_s,
            .baseUrl = QUrl(u"https://example.org/tap"_s),
            .language = u"ADQL"_s,
            .languages = {u"ADQL"_s}};
}

std::optional<TapService> findService(const QString& name)
{
    if (name.compare("plain"_L1, Qt::CaseInsensitive) == 0)
        return plain();
    return std::nullopt;
}

/// "Empty(x) LongRunId(…)" for a failing test to show.
QString words(const QList<BatchProblem>& problems)
{
    static const QStringList names {
        u"Unreadable"_s,      u"NotText"_s,         u"Empty"_s,        u"SeveralStatements"_s,
        u"UnknownService"_s,  u"UnknownLanguage"_s, u"UnknownQueue"_s, u"BadMaxrec"_s,
        u"DuplicateOutput"_s, u"OutputOutside"_s,   u"OutputFormat"_s, u"Latin1"_s,
        u"LongRunId"_s,       u"DuplicateRunId"_s};
    QStringList said;
    for (const auto& problem : problems) {
        const auto& name = names.at(int(problem.kind));
        said.append(problem.evidence.isEmpty() ? name : name + u'(' + problem.evidence + u')');
    }
    return said.join(u' ');
}

} // namespace

class TestBatchReader final : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return QDir(m_folder->path()).filePath(name); }

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

    QByteArray bytesOf(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void naturalOrder_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("number") << u"q2.sql"_s << u"q10.sql"_s;
        QTest::newRow("long number") << u"q99999999999999999999"_s << u"q100000000000000000000"_s;
        QTest::newRow("leading zero") << u"q02b"_s << u"q3a"_s;
        QTest::newRow("case does not matter") << u"BPT"_s << u"sed"_s;
        QTest::newRow("prefix") << u"q"_s << u"q1"_s;
        QTest::newRow("second number") << u"q1-2"_s << u"q1-11"_s;
        QTest::newRow("equal but for zeros: by code point") << u"q01"_s << u"q1"_s;
        QTest::newRow("digit before letter") << u"q1"_s << u"qa"_s;
    }

    void naturalOrder()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);

        QVERIFY(naturallyBefore(before, after));
        QVERIFY(!naturallyBefore(after, before));
        QVERIFY(!naturallyBefore(before, before));
    }

    void filesOfAFolder()
    {
        for (const auto* name : {"q10.sql", "q2.SQL", "a.txt", ".hidden.sql", "B.sql"})
            write(QString::fromLatin1(name), "SELECT 1");
        QVERIFY(QDir(m_folder->path()).mkdir(u"below.sql"_s));

        const auto files = batchFiles({m_folder->path(), path(u"B.sql"_s), path(u"none.sql"_s)});

        QVERIFY(files);
        QCOMPARE(*files,
                 QStringList({path(u"B.sql"_s), path(u"q2.SQL"_s), path(u"q10.sql"_s),
                              path(u"none.sql"_s)}));
    }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problems");

        QTest::newRow("UTF-8") << QByteArray("SELECT 'ä'") << u"SELECT 'ä'"_s << QString();
        QTest::newRow("mark") << QByteArray("\xef\xbb\xbfSELECT 1") << u"SELECT 1"_s << QString();
        QTest::newRow("line ends") << QByteArray("a\r\nb\rc\n") << u"a\nb\nc\n"_s << QString();
        QTest::newRow("Latin-1") << QByteArray("SELECT '\xe4'") << u"SELECT 'ä'"_s << u"Latin1"_s;
        QTest::newRow("no text") << QByteArray("SIMPLE\0T", 8) << QString() << u"NotText"_s;
        QTest::newRow("empty: settleBatch() says so") << QByteArray() << u""_s << QString();
    }

    void reads()
    {
        QFETCH(const QByteArray, bytes);

        const auto entries = readBatch({write(u"a.sql"_s, bytes)});

        QCOMPARE(entries.size(), 1);
        QTEST(entries.first().text, "text");
        QTEST(words(entries.first().problems), "problems");
    }

    void unreadable()
    {
        const auto entries = readBatch({path(u"none.sql"_s)});

        QCOMPARE(words(entries.first().problems), u"Unreadable"_s);
        QCOMPARE(entries.first().problems.first().error->kind, Error::Kind::FileSystem);
        QVERIFY(!entries.first().canRun());
    }

    void settles_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<BatchChoices>("choices");
        QTest::addColumn<QString>("settled"); // service language queue runId maxrec output
        QTest::addColumn<QString>("origins"); // of the same: D, C(omment), chosen by the U(ser)
        QTest::addColumn<QString>("problems");

        const BatchChoices usual {.service = cars()};
        QTest::newRow("defaults of the guide")
            << QByteArray("SELECT 1") << usual << u"cars|PostgreSQL|30s|q.1||/q.1.vot"_s
            << u"DDDDDD"_s << QString();
        QTest::newRow("comments") << QByteArray(
            "--language=adql\n-- Queue : 5m\n-- RUNID = r\n-- MAXREC = 7\n"
            "-- OUTPUT = sub/x.csv\nSELECT 1;")
                                  << usual << u"cars|adql|5m|r|7|/sub/x.csv"_s << u"DCCCCC"_s
                                  << QString();
        QTest::newRow("choices go before comments")
            << QByteArray("-- LANGUAGE = ADQL\n-- QUEUE = 5m\n-- MAXREC = 7\n-- SERVICE = plain\n"
                          "-- OUTPUT = x.csv\nSELECT 1")
            << BatchChoices {.service = cars(),
                             .serviceIsChosen = true,
                             .language = u"PostgreSQL"_s,
                             .queue = u"30s"_s,
                             .maxrec = 9,
                             .format = formats::FormatId::Tsv,
                             .formatIsChosen = true}
            << u"cars|PostgreSQL|30s|q.1|9|/x.tsv"_s << u"UUUDUC"_s << QString();
        QTest::newRow("rows are handed over")
            << QByteArray("SELECT 1") << BatchChoices {.service = cars(), .writesFiles = false}
            << u"cars|PostgreSQL|30s|q.1||"_s << u"DDDDDD"_s << QString();
        QTest::newRow("another service has other defaults")
            << QByteArray("-- SERVICE = Plain\nSELECT 1") << usual << u"Plain|ADQL||q.1||/q.1.vot"_s
            << u"CDDDDD"_s << QString();
        QTest::newRow("a service that nobody has looked at may speak more than ADQL")
            << QByteArray("-- SERVICE = plain\n-- LANGUAGE = PostgreSQL\nSELECT 1") << usual
            << u"plain|PostgreSQL||q.1||/q.1.vot"_s << u"CCDDDD"_s << QString();
        QTest::newRow("language with its version")
            << QByteArray("-- LANGUAGE = postgresql-16.2\nSELECT 1") << usual
            << u"cars|postgresql-16.2|30s|q.1||/q.1.vot"_s << u"DCDDDD"_s << QString();

        const auto bad = [&](const char* row, const QByteArray& sql, const QString& problems) {
            QTest::newRow(row) << sql << usual << QString() << QString() << problems;
        };
        bad("empty", "", u"Empty"_s);
        bad("nothing but comments", "-- SELECT 1\n;", u"Empty"_s);
        bad("two statements", "SELECT ';'; SELECT 2 -- ;", u"SeveralStatements(2)"_s);
        bad("unknown service", "-- SERVICE = none\nSELECT 1", u"UnknownService(none)"_s);
        bad("unknown queue", "-- QUEUE = 1h\nSELECT 1", u"UnknownQueue(1h)"_s);
        bad("unknown language", "-- LANGUAGE = SQL\nSELECT 1", u"UnknownLanguage(SQL)"_s);
        bad("MAXREC of words", "-- MAXREC = many\nSELECT 1", u"BadMaxrec(many)"_s);
        bad("MAXREC below zero", "-- MAXREC = -1\nSELECT 1", u"BadMaxrec(-1)"_s);
        bad("no format", "-- OUTPUT = rows.xlsx\nSELECT 1", u"OutputFormat(rows.xlsx)"_s);
        bad("out of the folder", "-- OUTPUT = a/../../x.csv\nSELECT 1",
            u"OutputOutside(a/../../x.csv)"_s);
        bad("absolute", "-- OUTPUT = /tmp/x.csv\nSELECT 1", u"OutputOutside(/tmp/x.csv)"_s);
    }

    void settles()
    {
        QFETCH(const QByteArray, sql);
        QFETCH(const BatchChoices, choices);
        QFETCH(const QString, settled);
        auto entries = readBatch({write(u"q.1.sql"_s, sql)});

        settleBatch(entries, choices, findService);
        settleBatch(entries, choices, findService); // nothing is said twice

        const auto& entry = entries.first();
        QTEST(words(entry.problems), "problems");
        QCOMPARE(entry.canRun(), entry.problems.isEmpty());
        if (settled.isEmpty())
            return;
        const QList<BatchSetting> settings {entry.serviceName, entry.language, entry.queue,
                                            entry.runId,       entry.maxrec,   entry.output};
        QStringList values;
        QString origins;
        for (const auto& setting : settings) {
            values.append(QString(setting.value).remove(m_folder->path()));
            origins.append(QStringView(u"DCU").at(int(setting.origin)));
        }
        QCOMPARE(values.join(u'|'), settled);
        QTEST(origins, "origins");
        QCOMPARE(entry.query().text, entry.text);
        QCOMPARE(entry.query().mode, TapQuery::Mode::Async);
    }

    void longRunIdIsOnlySaid()
    {
        auto entries = readBatch({write(QString(65, u'x') + u".sql"_s, "SELECT 1")});

        settleBatch(entries, {.service = cars()}, findService);

        QVERIFY(words(entries.first().problems).startsWith("LongRunId"_L1));
        QVERIFY(entries.first().canRun());
    }

    void duplicates()
    {
        auto entries =
            readBatch({write(u"a.sql"_s, "-- OUTPUT = x.csv\n-- RUNID = r\nSELECT 1"),
                       write(u"b.sql"_s, "-- OUTPUT = ./y/../x.csv\n-- RUNID = r\nSELECT 2")});

        settleBatch(entries, {.service = cars()}, findService);

        QCOMPARE(words(entries.at(0).problems), QString());
        QCOMPARE(words(entries.at(1).problems), u"DuplicateOutput(a.sql) DuplicateRunId(a.sql)"_s);
    }

    void hashTellsWhatIsSent_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("same");
        QTest::newRow("the same") << QByteArray("-- QUEUE = 5m\nSELECT 1") << true;
        QTest::newRow("line ends") << QByteArray("-- QUEUE = 5m\r\nSELECT 1") << true;
        QTest::newRow("query") << QByteArray("-- QUEUE = 5m\nSELECT 2") << false;
        QTest::newRow("setting") << QByteArray("-- QUEUE = 30s\nSELECT 1") << false;
    }

    void hashTellsWhatIsSent()
    {
        QFETCH(const QByteArray, sql);
        auto entries =
            readBatch({write(u"a.sql"_s, "-- QUEUE = 5m\nSELECT 1"), write(u"b.sql"_s, sql)});
        settleBatch(entries, {.service = cars()}, findService);

        QTEST(entries.at(0).hash() == entries.at(1).hash(), "same");
    }

    void savesDirectives_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("queue");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("works");

        QTest::newRow("mark and line ends stay")
            << QByteArray("\xef\xbb\xbf-- ä\r\nSELECT 1\r\n") << u"5m"_s
            << QByteArray("\xef\xbb\xbf-- ä\r\n-- QUEUE = 5m\r\nSELECT 1\r\n") << true;
        QTest::newRow("Latin-1 stays") << QByteArray("-- \xe4\nx") << u"ö"_s
                                       << QByteArray("-- \xe4\n-- QUEUE = \xf6\nx") << true;
        QTest::newRow("what Latin-1 cannot hold")
            << QByteArray("-- \xe4\nx") << u"λ"_s << QByteArray("-- \xe4\nx") << false;
    }

    void savesDirectives()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QString, queue);
        const auto file = write(u"a.sql"_s, before);

        const auto saved = saveDirectives(file, {.queue = queue});

        QTEST(saved.has_value(), "works");
        QTEST(bytesOf(u"a.sql"_s), "after");
    }

    void savesNothingInAFolderThatCannotBeWritten()
    {
        QVERIFY(!saveDirectives(path(u"no/a.sql"_s), {.queue = u"5m"_s}));
    }
};

QTEST_APPLESS_MAIN(TestBatchReader)
#include "tst_batchreader.moc"
