// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/lookgate.h"
#include "tests/core/uws/uwsscene.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using namespace tapdesk::test;

using Kind = Error::Kind;

namespace {

/// Gives turns and blocking requests as the test says, and remembers what was asked of it.
class Gate final : public LookGate
{
public:
    std::chrono::milliseconds takeTurn(const QUrl&) override
    {
        ++turns;
        return std::max(wait, held());
    }
    std::chrono::milliseconds takeTurnAhead(const QUrl& url) override
    {
        ahead.append(url.path());
        return wait;
    }
    std::chrono::milliseconds held(const QUrl&) const override
    {
        ++heldAsked;
        return held();
    }
    void hold(const QUrl&, std::chrono::milliseconds pause) override { holds.append(pause); }
    bool beginWait(const QUrl&) override
    {
        const auto isGranted = waits < mostWaits;
        waits += isGranted ? 1 : 0;
        return isGranted;
    }
    void endWait(const QUrl&) override { --waits; }

    std::chrono::milliseconds wait {0};
    int mostWaits = 1;
    int turns = 0;
    QStringList ahead; ///< whose turns were taken
    mutable int heldAsked = 0;
    mutable int holdsLeft = 0; ///< answers that the host is to be left alone, for 7 ms
    int waits = 0; ///< granted and not given back
    QList<std::chrono::milliseconds> holds;

private:
    std::chrono::milliseconds held() const { return holdsLeft > 0 ? (--holdsLeft, 7ms) : 0ms; }
};

} // namespace

class TestUwsJobPolling final : public QObject
{
    Q_OBJECT

private slots:
    void attachOnlyLooks()
    {
        Scene scene({phase("PENDING"), phase("PENDING"), phase("PENDING"), phase("QUEUED"),
                     phase("COMPLETED")});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.network.asked, QByteArrayList(5, look));
        QVERIFY(scene.journal.urls.isEmpty());
    }

    void resumeRunsWhatIsPending_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<QByteArrayList>("asked");
        QTest::addColumn<Failure>("failure");
        const QByteArrayList begin {look, setPhase, look};
        QTest::newRow("PENDING") << QList {phase("PENDING"), seeJob(), phase("COMPLETED")} << begin
                                 << Failure();
        QTest::newRow("it runs") << QList {phase("QUEUED"), phase("COMPLETED")}
                                 << QByteArrayList {look, look} << Failure();
        QTest::newRow("it is done")
            << QList {phase("COMPLETED")} << QByteArrayList {look} << Failure();
        QTest::newRow("RUN lost") << QList {phase("PENDING"), cut(), phase("PENDING"), seeJob(),
                                            phase("COMPLETED")}
                                  << begin + QByteArrayList {setPhase, look} << Failure();
        QTest::newRow("RUN lost with a 500")
            << QList {phase("PENDING"), status(500), phase("PENDING"), seeJob(), phase("COMPLETED")}
            << begin + QByteArrayList {setPhase, look} << Failure();
        QTest::newRow("RUN forgotten")
            << QList {phase("PENDING"), seeJob(), phase("PENDING"),
                      phase("PENDING"), seeJob(), phase("COMPLETED")}
            << begin + QByteArrayList {look, setPhase, look} << Failure();
        QTest::newRow("an earlier RUN was heard")
            << QList {phase("PENDING"), status(400), phase("EXECUTING"), phase("COMPLETED")}
            << begin + QByteArrayList {look} << Failure();
        QTest::newRow("RUN refused") << QList {phase("PENDING"), status(400), phase("PENDING")}
                                     << begin << Failure(Kind::Http);
        QTest::newRow("no job") << QList {status(404)} << QByteArrayList {look}
                                << Failure(Kind::Http);
    }

    void resumeRunsWhatIsPending()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(QByteArrayList, asked);
        QFETCH(Failure, failure);
        Scene scene(script);

        scene.job->resume(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked, asked);
        QVERIFY(scene.network.script.isEmpty());
        QVERIFY(scene.journal.urls.isEmpty());
    }

    void attachToWhatIsNoJob_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("a web page")
            << Answer {.body = "<html><body>hi</body></html>"} << Kind::Protocol;
        QTest::newRow("words") << Answer {.body = "no job here"} << Kind::Service;
        QTest::newRow("nothing") << Answer {} << Kind::Protocol;
        QTest::newRow("405") << status(405) << Kind::Http;
        QTest::newRow("404") << status(404) << Kind::Http;
    }

    void attachToWhatIsNoJob()
    {
        QFETCH(Answer, answer);
        QFETCH(Error::Kind, kind);
        Scene scene({answer});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), kind);
    }

    void waitsWhereTheServiceBlocks()
    {
        Scene scene({phase("QUEUED"), phase("QUEUED"), phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        pace.quick = 0ms; // no answer is too quick
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(
            scene.network.asked,
            (QByteArrayList {look, look + "?WAIT=30&PHASE=QUEUED", look + "?WAIT=30&PHASE=QUEUED",
                             look + "?WAIT=30&PHASE=EXECUTING"}));
        QVERIFY(scene.job->serviceBlocks());
    }

    void aServiceThatIgnoresWaitIsPolled()
    {
        Scene scene(
            {phase("EXECUTING"), phase("EXECUTING"), phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.asked,
                 (QByteArrayList {look, look + "?WAIT=30&PHASE=EXECUTING", look, look}));
        QVERIFY(!scene.job->serviceBlocks());
    }

    void looksTakeTurns()
    {
        Gate gate;
        gate.wait = 1ms;
        Scene scene({phase("EXECUTING"), phase("EXECUTING"), phase("COMPLETED")});
        scene.job->setGate(&gate);
        scene.job->attach(job7);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(gate.turns, 2); // the first look is the user's
        // Whether the host is to be left alone: at first, and when the turn has come.
        QCOMPARE(gate.heldAsked, 3);
    }

    void whatAUserAsksForGoesAhead()
    {
        Gate gate;
        gate.wait = 1h;
        Scene scene({seeJob(), seeJob(), seeJob(), phase("ABORTED")});
        scene.job->setPauses(scene.pauses.maker());
        scene.job->setGate(&gate);

        scene.job->start(parameters);

        QCOMPARE(scene.job->state(), UwsJob::State::Submitting);
        QVERIFY(scene.network.asked.isEmpty());
        scene.pauses.pass();
        QTRY_COMPARE(scene.job->state(), UwsJob::State::Starting);
        QCOMPARE(scene.network.asked.size(), 1);
        scene.pauses.pass();
        QTRY_COMPARE(gate.turns, 1);
        QCOMPARE(scene.network.bodies.last(), "PHASE=RUN");
        scene.job->abort(); // does not wait for the look's turn
        QCOMPARE(scene.pauses.underWay(), 1);
        scene.pauses.pass();
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.bodies.at(2), "PHASE=ABORT");
        QCOMPARE(gate.ahead, (QStringList {jobList.path(), job7.path(), job7.path()}));
        QVERIFY(std::all_of(scene.pauses.begun.cbegin(), scene.pauses.begun.cend(),
                            [](auto pause) { return pause == 1h; }));
    }

    void abortBeforeTheTurnComes()
    {
        Gate gate;
        gate.wait = 1h;
        Scene scene({});
        scene.job->setPauses(scene.pauses.maker());
        scene.job->setGate(&gate);
        scene.job->start(parameters);
        scene.job->abort();
        QCOMPARE(scene.failureKind(), Failure(Kind::Cancelled));
        QCOMPARE(scene.pauses.underWay(), 0);
        QVERIFY(scene.network.asked.isEmpty());
    }

    void blockingIsAskedOfTheGate_data()
    {
        QTest::addColumn<int>("mostWaits");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("granted") << 1 << look + "?WAIT=30&PHASE=EXECUTING";
        QTest::newRow("not granted: polled") << 0 << look;
    }

    void blockingIsAskedOfTheGate()
    {
        QFETCH(const int, mostWaits);
        Gate gate;
        gate.mostWaits = mostWaits;
        Scene scene({phase("EXECUTING"), phase("EXECUTING"), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        pace.quick = 0ms;
        scene.job->setPace(pace);
        scene.job->setGate(&gate);
        scene.job->attach(job7);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QTEST(scene.network.asked.last(), "asked");
        QCOMPARE(gate.waits, 0);
    }

    void aBlockingRequestIsGivenBackByAJobThatGoes()
    {
        Gate gate;
        Scene scene({phase("EXECUTING"), Answer {.hangs = true}});
        auto pace = noPause();
        pace.wait = 30s;
        scene.job->setPace(pace);
        scene.job->setGate(&gate);
        scene.job->attach(job7);
        QTRY_COMPARE(gate.waits, 1);
        scene.job.reset();
        QCOMPARE(gate.waits, 0);
    }

    void tooManyRequestsHoldTheHost()
    {
        Gate gate;
        const Answer tooMany {.status = 429, .headers = {{"Retry-After", "0"}}};
        Scene scene({phase("EXECUTING"), tooMany, status(500), phase("COMPLETED")});
        scene.job->setGate(&gate);
        scene.job->attach(job7);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(gate.holds, QList {0ms}); // by the 429, not by the 500
        QCOMPARE(scene.network.asked.size(), 4); // nothing was repeated before the gate heard of it
    }

    /// While a host wants to be left alone nothing is asked of its jobs.
    void aHostThatIsHeldIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("request"); // that is due while the host is held
        QTest::newRow("RUN") << "PHASE=RUN"_ba;
        QTest::newRow("ABORT") << "PHASE=ABORT"_ba;
        QTest::newRow("blocking look") << "WAIT"_ba;
        QTest::newRow("search") << "PHASE=PENDING"_ba;
    }

    void aHostThatIsHeldIsLeftAlone()
    {
        QFETCH(const QByteArray, request);
        Gate gate;
        Scene scene({});
        scene.job->setGate(&gate);
        scene.job->setPauses(scene.pauses.maker());
        auto pace = noPause();
        pace.wait = request == "WAIT" ? 30s : 0s;
        scene.job->setPace(pace);
        scene.network.route = [&](const test::Asked& asked) -> std::optional<Answer> {
            if (asked.verb == "POST" && asked.body.contains("QUERY")
                && request == "PHASE=PENDING") {
                gate.holdsLeft = 1;
                return cut();
            }
            if (asked.verb == "POST" && asked.body.contains("QUERY")) {
                gate.holdsLeft = request == "PHASE=RUN" ? 1 : 0;
                return seeJob();
            }
            if (asked.verb == "POST")
                return seeJob();
            gate.holdsLeft = request == "WAIT" || request == "PHASE=ABORT" ? 1 : 0;
            return phase("EXECUTING");
        };
        QObject::connect(scene.job.get(), &UwsJob::summaryChanged, scene.job.get(), [&] {
            if (request == "PHASE=ABORT")
                scene.job->abort();
        });
        const auto isAsked = [&] {
            return std::any_of(
                scene.network.requests.cbegin(), scene.network.requests.cend(),
                [&](const test::Asked& asked) {
                    return (asked.url.query().toLatin1() + asked.body).contains(request);
                });
        };
        scene.job->start(parameters);

        QTRY_VERIFY(scene.pauses.begun.contains(7ms)); // the gate's
        QVERIFY(!isAsked());
        QTRY_VERIFY((scene.pauses.underWay() > 0 ? scene.pauses.pass() : void(), isAsked()));
    }

    void waitIsNotAskedInVain_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("UWS 1.0") << "EXECUTING"_ba
                                 << "1.0"_ba;
        QTest::newRow("SUSPENDED") << "SUSPENDED"_ba
                                   << "1.1"_ba;
        QTest::newRow("UNKNOWN") << "UNKNOWN"_ba
                                 << "1.1"_ba;
        QTest::newRow("BAFFLED") << "BAFFLED"_ba
                                 << "1.1"_ba;
    }

    void waitIsNotAskedInVain()
    {
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, version);
        Scene scene({phase(word, {}, version), phase(word, {}, version), phase("COMPLETED")});
        auto pace = noPause();
        pace.wait = 30s;
        scene.job->setPace(pace);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.asked, QByteArrayList(3, look));
    }

    void looksGrowRareAndStopAtTheCap()
    {
        Scene scene(QList<Answer>(6, phase("EXECUTING")) + QList {phase("COMPLETED")});
        auto pace = noPause();
        pace.first = 20ms;
        pace.growth = 2;
        pace.longest = 80ms;
        scene.job->setPace(pace);
        scene.job->setPauses(scene.pauses.maker());

        scene.job->attach(job7);

        QTRY_VERIFY(scene.hasEnded());
        QCOMPARE(scene.pauses.begun, (QList {20ms, 40ms, 80ms, 80ms, 80ms, 80ms}));
    }

    void retryAfterIsObeyed()
    {
        auto busy = phase("EXECUTING");
        busy.headers = {{"Retry-After", "90"}};
        Scene scene({busy, phase("COMPLETED")});
        scene.job->setPauses(scene.pauses.maker());

        scene.job->attach(job7);

        QTRY_VERIFY(scene.hasEnded());
        QCOMPARE(scene.pauses.begun, QList<std::chrono::milliseconds> {90s});
    }

    void losingSightIsTold()
    {
        Scene scene({status(503), cut(), phase("COMPLETED")});

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.told,
                 (QStringList {u"Monitoring"_s, u"lost"_s, u"lost"_s, u"COMPLETED"_s, u"Finished"_s,
                               u"finished"_s}));
    }
};

QTEST_GUILESS_MAIN(TestUwsJobPolling)

#include "tst_uwsjobpolling.moc"
