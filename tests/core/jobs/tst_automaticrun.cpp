// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/automaticrun.h"
#include "core/tap/timelimit.h"
#include "tests/core/jobs/jobscene.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::JobScene;
using tapdesk::test::phase;

namespace {

using Kind = Error::Kind;
using Mode = TapQuery::Mode;

// PostgreSQL's words, as Daiquiri hands them on. Source: daiquiri.md sections 5 and 6.
const auto postgres = "canceling statement due to statement timeout"_ba;

TapService service()
{
    return {.id = u"test"_s,
            .baseUrl = QUrl(u"https://example.org/tap"_s),
            .language = u"PostgreSQL"_s,
            .queues = {{.name = u"5m"_s, .limit = 300s}, {.name = u"30s"_s, .limit = 30s}}};
}

TapQuery query()
{
    return {.service = service(), .text = u"SELECT 1"_s, .runId = u"mine"_s};
}

Answer refusal(const QByteArray& sentence)
{
    return {.status = 400,
            .body = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' value='ERROR'>"
                + sentence + "</INFO></RESOURCE></VOTABLE>"};
}

Answer rows(const QByteArray& trailer = {})
{
    return {.body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='n' datatype='int'/>"
                    "<DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA></TABLE>"
                + trailer + "</RESOURCE></VOTABLE>"};
}

Answer seeJob(const QByteArray& id)
{
    return {.status = 303, .location = "https://example.org/tap/async/" + id};
}

Answer timedOut()
{
    return phase("ERROR", "<uws:errorSummary>" + postgres + "\n</uws:errorSummary>");
}

} // namespace

class TestAutomaticRun final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<JobScene>();
        m_scene->monitor->setPace({.first = 0ms, .longest = 0ms, .wait = 0s});
    }

    void cleanup() { m_scene.reset(); }

    void limits_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<bool>("isLimit"); // of a synchronous query
        QTest::addColumn<bool>("isLimitOfJob");
        const auto row = [](const char* name, Kind kind, int status, const QString& words,
                            bool isLimit, std::optional<bool> isLimitOfJob = {}) {
            QTest::newRow(name) << Error {.kind = kind, .detail = words, .httpStatus = status}
                                << isLimit << isLimitOfJob.value_or(isLimit);
        };
        row("Daiquiri, sync", Kind::Service, 400,
            u"TAP executing error: canceling statement due to statement timeout"_s, true);
        row("Daiquiri, job", Kind::Service, 0, u"canceling statement due to statement timeout\n"_s,
            true);
        row("DaCHS", Kind::Service, 400, u"Query timed out (took too long).\n"_s, true);
        row("a servlet", Kind::Service, 500, u"Time out! Increase the time limit."_s, true);
        row("by its maximum", Kind::Service, 400, u"Maximum execution time exceeded"_s, true);
        row("gateway", Kind::Http, 504, {}, true, false);
        row("gateway with words", Kind::Http, 504, u"Gateway Time-out"_s, true, false);
        row("no answer", Kind::Timeout, 0, {}, true, false);
        row("aborted by the user", Kind::Service, 0, u"canceling statement due to user request"_s,
            false);
        row("arithmetic", Kind::Service, 400, u"division by zero"_s, false);
        row("a column", Kind::Service, 400, u"Column timeoutflag not found."_s, false);
        row("too much", Kind::Service, 400, u"Quota is exceeded."_s, false);
        row("overloaded", Kind::Http, 503, u"Service Unavailable"_s, false);
        row("lost connection", Kind::Network, 0, u"Connection timed out"_s, false);
        row("login", Kind::Unauthorized, 403, u"session timeout"_s, false);
        row("cancelled", Kind::Cancelled, 0, {}, false);
    }

    void limits()
    {
        QFETCH(const Error, error);
        QTEST(isTimeLimit(error, Mode::Sync), "isLimit");
        QTEST(isTimeLimit(error, Mode::Async), "isLimitOfJob");
    }

    void ladder_data()
    {
        QTest::addColumn<QString>("present"); // "sync", or a queue
        QTest::addColumn<QString>("next"); // empty: none has more time
        QTest::newRow("after sync the shortest") << u"sync"_s << u"30s"_s;
        QTest::newRow("the next by its limit") << u"30s"_s << u"5m"_s;
        QTest::newRow("in any case") << u"30S"_s << u"5m"_s;
        QTest::newRow("the longest") << u"5m"_s << QString();
        QTest::newRow("the service's own choice is its first") << QString() << QString();
    }

    void ladder()
    {
        QFETCH(const QString, present);
        auto asked = query();
        asked.mode = present == u"sync"_s ? Mode::Sync : Mode::Async;
        asked.queue = present == u"sync"_s ? QString() : present;
        const auto next = withMoreTime(asked);
        QTEST(next ? next->queue : QString(), "next");
        QCOMPARE(!next || next->mode == Mode::Async, true);
        QCOMPARE(!next || next->runId == asked.runId, true);
    }

    void servicesWithoutQueues()
    {
        auto asked = query();
        asked.service.queues.clear();
        const auto next = withMoreTime(asked);
        QVERIFY(next);
        QCOMPARE(next->mode, Mode::Async);
        QVERIFY(!withMoreTime(*next));
    }

    void quickQueriesStaySynchronous()
    {
        m_scene->network.script = {rows()};
        AutomaticRun run(*m_scene->monitor, query());
        QSignalSpy finished(&run, &AutomaticRun::finished);
        QSignalSpy movedOn(&run, &AutomaticRun::movedOn);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(movedOn.size(), 0);
        QCOMPARE(run.attempts().size(), 1);
        QVERIFY(!run.attempts().first().error);
        QVERIFY(m_scene->monitor->jobs().isEmpty());
    }

    void movesOnAsOneItem()
    {
        m_scene->network.script = {refusal(postgres), seeJob("7"), seeJob("7"),        timedOut(),
                                   seeJob("8"),       seeJob("8"), phase("COMPLETED"), rows()};
        AutomaticRun run(*m_scene->monitor, query());
        QList<Result<QueryResult>> outcomes;
        connect(&run, &AutomaticRun::finished, this,
                [&](const auto& outcome) { outcomes.append(outcome); });
        QSignalSpy movedOn(&run, &AutomaticRun::movedOn);

        run.start();

        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(outcomes.first());
        QCOMPARE(outcomes.first()->truth.rows, 1);
        QCOMPARE(movedOn.size(), 2);
        QStringList queues;
        for (const auto& attempt : run.attempts())
            queues.append(attempt.query.mode == Mode::Sync ? u"now"_s : attempt.query.queue);
        QCOMPARE(queues, (QStringList {u"now"_s, u"30s"_s, u"5m"_s}));
        QVERIFY(run.attempts()[0].error && run.attempts()[1].error && !run.attempts()[2].error);
        QCOMPARE(m_scene->store->job(u"test"_s, u"7"_s)->value().phase.kind(),
                 JobPhase::Kind::Error);
        QCOMPARE(m_scene->store->job(u"test"_s, u"8"_s)->value().rerunOf, u"7"_s);
        QCOMPARE(m_scene->store->job(u"test"_s, u"8"_s)->value().runId, u"mine"_s);
    }

    void rowsThatTheLimitCutAreNotTheAnswer()
    {
        m_scene->network.script = {
            rows("<INFO name='QUERY_STATUS' value='ERROR'>Time out, truncated</INFO>"), seeJob("7"),
            seeJob("7"), phase("COMPLETED"), rows()};
        AutomaticRun run(*m_scene->monitor, query());
        QSignalSpy finished(&run, &AutomaticRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.attempts().size(), 2);
        QCOMPARE(run.run()->outcome()->value().truth.extent, Truth::Extent::Complete);
    }

    void otherErrorsAreTheEnd()
    {
        m_scene->network.script = {refusal("division by zero")};
        AutomaticRun run(*m_scene->monitor, query());
        QSignalSpy finished(&run, &AutomaticRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.attempts().size(), 1);
        QCOMPARE(run.attempts().first().error->detail, u"division by zero"_s);
    }

    void theLongestQueueIsTheEnd()
    {
        m_scene->network.script = {seeJob("7"), seeJob("7"), timedOut()};
        auto asked = query();
        asked.mode = Mode::Async;
        asked.queue = u"5m"_s;
        AutomaticRun run(*m_scene->monitor, asked);
        QSignalSpy finished(&run, &AutomaticRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.attempts().size(), 1);
        QCOMPARE(m_scene->network.asked.size(), 3);
    }

    void nothingFollowsACancel()
    {
        m_scene->network.script = {Answer {.hangs = true}};
        AutomaticRun run(*m_scene->monitor, query());
        QSignalSpy finished(&run, &AutomaticRun::finished);
        run.start();
        QTRY_COMPARE(m_scene->network.asked.size(), 1);
        run.cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.attempts().size(), 1);
        QCOMPARE(run.attempts().first().error->kind, Kind::Cancelled);
    }

private:
    std::unique_ptr<JobScene> m_scene;
};

QTEST_GUILESS_MAIN(TestAutomaticRun)

#include "tst_automaticrun.moc"
