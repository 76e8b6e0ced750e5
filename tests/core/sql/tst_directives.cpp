// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

class DirectivesTest final : public QObject
{
    Q_OBJECT

private slots:
    void read_data();
    void read();
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

QTEST_APPLESS_MAIN(DirectivesTest)
#include "tst_directives.moc"
