// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"
#include "ui/editor/runoptions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

TapService daiquiri()
{
    TapService service;
    service.id = u"cars"_s;
    service.language = u"PostgreSQL"_s;
    service.languages = {u"PostgreSQL"_s, u"ADQL"_s};
    service.queues = {{.name = u"30s"_s}, {.name = u"5m"_s}};
    return service;
}

TapService plain()
{
    TapService service;
    service.id = u"plain"_s;
    service.language = u"ADQL"_s;
    service.languages = {u"ADQL"_s};
    return service;
}

} // namespace

class TestRunOptions final : public QObject
{
    Q_OBJECT

private slots:
    void fits_data()
    {
        QTest::addColumn<bool>("hasQueues");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("runAs");
        QTest::addColumn<QString>("fittedLanguage");
        QTest::addColumn<QString>("fittedRunAs");
        QTest::newRow("as it is") << true << u"ADQL"_s << u"5m"_s << u"ADQL"_s << u"5m"_s;
        QTest::newRow("any case") << true << u"adql"_s << u"5M"_s << u"ADQL"_s << u"5m"_s;
        QTest::newRow("nothing said")
            << true << QString() << QString() << u"PostgreSQL"_s << u"now"_s;
        QTest::newRow("no such queue: the first, never by surprise now")
            << true << u"ADQL"_s << u"2h"_s << u"ADQL"_s << u"30s"_s;
        QTest::newRow("a job where there are queues")
            << true << u"ADQL"_s << u"job"_s << u"ADQL"_s << u"30s"_s;
        QTest::newRow("a queue where there is none")
            << false << u"ADQL"_s << u"30s"_s << u"ADQL"_s << u"job"_s;
        QTest::newRow("automatic")
            << true << u"ADQL"_s << u"automatic"_s << u"ADQL"_s << u"automatic"_s;
        QTest::newRow("now stays") << false << u"ADQL"_s << u"now"_s << u"ADQL"_s << u"now"_s;
        QTest::newRow("a language with its version, of a job of Daiquiri")
            << true << u"adql-2.0"_s << u"5m"_s << u"ADQL"_s << u"5m"_s;
        QTest::newRow("a version, and nothing before it")
            << true << u"-2.0"_s << u"now"_s << u"PostgreSQL"_s << u"now"_s;
        QTest::newRow("a language that is not spoken")
            << false << u"PostgreSQL"_s << u"now"_s << u"ADQL"_s << u"now"_s;
    }

    void fits()
    {
        QFETCH(bool, hasQueues);
        QFETCH(QString, language);
        QFETCH(QString, runAs);
        const auto service = hasQueues ? daiquiri() : plain();

        const auto options = fitted({.language = language, .runAs = runAs}, service);

        QTEST(options.language, "fittedLanguage");
        QTEST(options.runAs, "fittedRunAs");
        QCOMPARE(options.serviceId, service.id);
    }

    void directives_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<RunOptions>("options");
        const RunOptions before {.language = u"ADQL"_s, .runAs = u"now"_s, .runId = u"x"_s};
        QTest::newRow("none") << u"SELECT 1"_s << before;
        QTest::newRow("of the guide")
            << u"-- BPT\n-- LANGUAGE = PostgreSQL\n-- QUEUE = 30s\nSELECT 1"_s
            << RunOptions {.language = u"PostgreSQL"_s, .runAs = u"30s"_s, .runId = u"x"_s};
        QTest::newRow("run id and most rows")
            << u"-- RUNID = y\n-- MAXREC = 100\nSELECT 1"_s
            << RunOptions {
                   .language = u"ADQL"_s, .runAs = u"now"_s, .runId = u"y"_s, .maxrec = 100};
        QTest::newRow("most rows is no number") << u"-- MAXREC = many\nSELECT 1"_s << before;
        QTest::newRow("most rows is negative") << u"-- MAXREC = -1\nSELECT 1"_s << before;
    }

    void directives()
    {
        QFETCH(QString, text);
        const RunOptions before {.language = u"ADQL"_s, .runAs = u"now"_s, .runId = u"x"_s};

        QTEST(withDirectives(before, sql::readDirectives(text)), "options");
    }

    void query_data()
    {
        QTest::addColumn<QString>("runAs");
        QTest::addColumn<bool>("isSync");
        QTest::addColumn<QString>("queue");
        QTest::newRow("now") << u"now"_s << true << QString();
        QTest::newRow("a job") << u"job"_s << false << QString();
        QTest::newRow("a queue") << u"5m"_s << false << u"5m"_s;
    }

    void query()
    {
        QFETCH(QString, runAs);
        QFETCH(bool, isSync);
        const RunOptions options {
            .language = u"ADQL"_s, .runAs = runAs, .runId = u"x"_s, .maxrec = 7};

        const auto query = tapQuery(daiquiri(), options, u"SELECT 1"_s);

        QCOMPARE(query.mode == TapQuery::Mode::Sync, isSync);
        QTEST(query.queue, "queue");
        QCOMPARE(query.service, daiquiri());
        QCOMPARE(query.text, u"SELECT 1"_s);
        QCOMPARE(query.language, u"ADQL"_s);
        QCOMPARE(query.runId, u"x"_s);
        QCOMPARE(query.maxrec, std::optional<qint64>(7));
    }
};

QTEST_APPLESS_MAIN(TestRunOptions)

#include "tst_runoptions.moc"
