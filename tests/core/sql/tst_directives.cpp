// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

Q_DECLARE_METATYPE(Directives)

class DirectivesTest final : public QObject
{
    Q_OBJECT

private slots:
    void read_data();
    void read();
    void readPlace_data();
    void readPlace();
    void write_data();
    void write();
};

void DirectivesTest::read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); // language, queue, run id, maxrec, title

    QTest::newRow("nothing") << u"SELECT 1"_s << u"||||"_s;
    QTest::newRow("file of the guide")
        << u"-- BPT line construction for CARS target ID 12\n\n-- LANGUAGE = PostgreSQL\n"
           "-- QUEUE = 30s\n\nSELECT 1"_s
        << u"PostgreSQL|30s|||BPT line construction for CARS target ID 12"_s;
    QTest::newRow("all, any case, any spacing")
        << u"--language=ADQL\n--  Queue =  5m \n-- RunId = my run\r\n-- MAXREC= 100"_s
        << u"ADQL|5m|my run|100|"_s;
    QTest::newRow("title after a directive") << u"-- QUEUE = 5m\n-- a = b"_s << u"|5m|||a = b"_s;
    QTest::newRow("rulers are no title") << u"------\n--- SED ---\n------"_s << u"||||SED"_s;
    QTest::newRow("the first of two counts")
        << u"-- QUEUE = 5m\n-- QUEUE = 30s\n-- a\n-- b"_s << u"|5m|||a"_s;
    QTest::newRow("a directive without a value is no title") << u"-- QUEUE ="_s << u"||||"_s;
    QTest::newRow("block comment")
        << u"/* QUEUE = 5m */ /*\n * SED\n * MAXREC = 7\n */"_s << u"|5m||7|SED"_s;
    QTest::newRow("in a string") << u"SELECT '-- QUEUE = 5m'"_s << u"||||"_s;
    QTest::newRow("behind the query") << u"SELECT 1 -- QUEUE = 5m"_s << u"|5m|||"_s;
    QTest::newRow("a colon before one word") << u"-- Queue : 5m\n-- runid:x"_s << u"|5m|x||"_s;
    QTest::newRow("a colon before prose is none") << u"-- Language: of the Romans, in short\n"_s
                                                  << u"||||Language: of the Romans, in short"_s;
    QTest::newRow("a colon in a value") << u"-- RUNID = a:b"_s << u"||a:b||"_s;
    QTest::newRow("a key is one word") << u"-- THE QUEUE = 5m"_s << u"||||THE QUEUE = 5m"_s;
}

void DirectivesTest::read()
{
    QFETCH(const QString, text);

    const Directives found = readDirectives(text);

    QTEST((QStringList {found.language, found.queue, found.runId, found.maxrec, found.title}.join(
              u'|')),
          "found");
}

void DirectivesTest::readPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); // service, output

    QTest::newRow("both") << u"-- SERVICE = cars\n--output=sed.csv"_s << u"cars|sed.csv"_s;
    QTest::newRow("name with blanks") << u"-- OUTPUT = my rows.csv"_s << u"|my rows.csv"_s;
    QTest::newRow("address") << u"-- Service: https://cars.aip.de/tap"_s
                             << u"https://cars.aip.de/tap|"_s;
    QTest::newRow("prose") << u"-- Output: fluxes of all lines"_s << u"|"_s;
}

void DirectivesTest::readPlace()
{
    QFETCH(const QString, text);

    const Directives found = readDirectives(text);

    QTEST((QStringList {found.service, found.output}.join(u'|')), "found");
}

void DirectivesTest::write_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Directives>("wanted");
    QTest::addColumn<QString>("written");

    const Directives slow {.queue = u"5m"_s};
    QTest::newRow("nothing wanted") << u"SELECT 1"_s << Directives {} << u"SELECT 1"_s;
    QTest::newRow("said already") << u"--queue=5m\nx"_s << slow << u"--queue=5m\nx"_s;
    QTest::newRow("in place, spacing kept")
        << u"-- t\n--  Queue =30s  \nx"_s << slow << u"-- t\n--  Queue =5m  \nx"_s;
    QTest::newRow("colon kept") << u"-- queue: 30s\nx"_s << slow << u"-- queue: 5m\nx"_s;
    QTest::newRow("of two the first")
        << u"-- QUEUE = 1\n-- QUEUE = 2\nx"_s << slow << u"-- QUEUE = 5m\n-- QUEUE = 2\nx"_s;
    QTest::newRow("below the title") << u"-- t\n\nx"_s << slow << u"-- t\n-- QUEUE = 5m\n\nx"_s;
    QTest::newRow("below the other directives")
        << u"-- t\n\n-- LANGUAGE = ADQL\n\nx"_s << slow
        << u"-- t\n\n-- LANGUAGE = ADQL\n-- QUEUE = 5m\n\nx"_s;
    QTest::newRow("on top") << u"x"_s << slow << u"-- QUEUE = 5m\nx"_s;
    QTest::newRow("a comment in the query is no title")
        << u"x -- note\ny"_s << slow << u"-- QUEUE = 5m\nx -- note\ny"_s;
    QTest::newRow("line ends of the file")
        << u"-- t\r\nx\r\n"_s << slow << u"-- t\r\n-- QUEUE = 5m\r\nx\r\n"_s;
    QTest::newRow("nothing but a title") << u"-- t"_s << slow << u"-- t\n-- QUEUE = 5m\n"_s;
    QTest::newRow("block comment")
        << u"/* t\n QUEUE = 30s */ x"_s << slow << u"/* t\n QUEUE = 5m */ x"_s;
    QTest::newRow("block comment before the query on its line")
        << u"/* t */\nx"_s << slow << u"/* t */\n-- QUEUE = 5m\nx"_s;
    QTest::newRow("code behind the block comment")
        << u"/* t */ SELECT 'a\nb'"_s << slow << u"-- QUEUE = 5m\n/* t */ SELECT 'a\nb'"_s;
    QTest::newRow("directive behind the query")
        << u"x -- QUEUE = 30s"_s << slow << u"x -- QUEUE = 5m"_s;
    QTest::newRow("two at once")
        << u"-- t\n-- QUEUE = 30s\nx"_s
        << Directives {.language = u"ADQL"_s, .queue = u"5m"_s, .output = u"a.csv"_s}
        << u"-- t\n-- QUEUE = 5m\n-- LANGUAGE = ADQL\n-- OUTPUT = a.csv\nx"_s;
    QTest::newRow("in a string") << u"SELECT '-- QUEUE = 1'"_s << slow
                                 << u"-- QUEUE = 5m\nSELECT '-- QUEUE = 1'"_s;
}

void DirectivesTest::write()
{
    QFETCH(const QString, text);
    QFETCH(const Directives, wanted);

    const QString written = writeDirectives(text, wanted);

    QTEST(written, "written");
    QCOMPARE(writeDirectives(written, wanted), written);
    const Directives found = readDirectives(written);
    QCOMPARE(found.queue, wanted.queue);
    QCOMPARE(found.title, readDirectives(text).title);
}

QTEST_APPLESS_MAIN(DirectivesTest)
#include "tst_directives.moc"
