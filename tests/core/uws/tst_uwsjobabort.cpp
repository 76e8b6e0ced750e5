// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/uws/uwsscene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;

using Kind = Error::Kind;

class TestUwsJobAbort final : public QObject
{
    Q_OBJECT

private slots:
    void aborts_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // after EXECUTING was seen
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<int>("aborts");
        QTest::newRow("ABORTED") << QList {seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled)
                                 << 1;
        QTest::newRow("takes its time")
            << QList {seeJob(), phase("EXECUTING"), phase("EXECUTING"), phase("ABORTED")}
            << Failure(Kind::Cancelled) << 1;
        QTest::newRow("was faster") << QList {seeJob(), phase("COMPLETED")} << Failure() << 1;
        QTest::newRow("ends as ERROR")
            << QList {seeJob(), phase("ERROR")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("ends as ARCHIVED")
            << QList {seeJob(), phase("ARCHIVED")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("PENDING, which Daiquiri does not abort")
            << QList {seeJob(), phase("PENDING")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("answer lost")
            << QList {cut(), seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled) << 2;
        QTest::newRow("refused, as it is over")
            << QList {status(403), phase("COMPLETED")} << Failure() << 1;
        QTest::newRow("not allowed")
            << QList {status(403), phase("EXECUTING")} << Failure(Kind::Unauthorized) << 1;
        QTest::newRow("gone") << QList {status(404)} << Failure(Kind::Http) << 1;
        QTest::newRow("gone after it") << QList {seeJob(), status(404)} << Failure(Kind::Http) << 1;
    }

    void aborts()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        QFETCH(int, aborts);
        Scene scene(QList {phase("EXECUTING")} + script);
        QObject::connect(scene.job.get(), &UwsJob::summaryChanged, scene.job.get(), &UwsJob::abort);

        scene.job->attach(job7);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked.at(1), setPhase);
        QCOMPARE(scene.network.bodies.count("PHASE=ABORT"), aborts);
        QCOMPARE(scene.told.last(), u"finished"_s);
        QVERIFY(scene.network.script.isEmpty());
    }

    void abortWhileItIsStarted_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // from the answer to RUN on
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<int>("aborts");
        QTest::newRow("RUN comes through")
            << QList {seeJob(), seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("it comes through after ABORT")
            << QList {seeJob(), seeJob(), phase("PENDING"), seeJob(), phase("ABORTED")}
            << Failure(Kind::Cancelled) << 2;
        QTest::newRow("RUN is lost, ABORT leaves it PENDING")
            << QList {cut(), seeJob(), phase("PENDING"), seeJob(), phase("PENDING")}
            << Failure(Kind::Cancelled) << 2;
        QTest::newRow("RUN is refused")
            << QList {status(400), seeJob(), phase("ABORTED")} << Failure(Kind::Cancelled) << 1;
        QTest::newRow("it is gone") << QList {status(404)} << Failure(Kind::Http) << 0;
    }

    void abortWhileItIsStarted()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        QFETCH(int, aborts);
        Scene scene(QList {seeJob()} + script);
        auto* job = scene.job.get();
        qsizetype askedAtAbort = 0;
        connect(job, &UwsJob::created, job, [&] { // RUN is out
            job->abort();
            askedAtAbort = scene.network.asked.size();
        });

        job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(askedAtAbort, 2); // ABORT waits for the answer
        QCOMPARE(scene.network.bodies.at(1), "PHASE=RUN"_ba);
        QCOMPARE(scene.network.bodies.count("PHASE=RUN"), 1);
        QCOMPARE(scene.network.bodies.count("PHASE=ABORT"), aborts);
        QVERIFY(scene.network.script.isEmpty());
    }

    void abortBeforeThereIsAJob()
    {
        Scene scene({Answer {.hangs = true}});
        scene.job->start(parameters);

        scene.job->abort();

        QCOMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::Cancelled);
        QTRY_COMPARE(scene.network.openReplies(), 0);
        scene.job->abort();
        QCOMPARE(scene.outcomes.size(), 1);
    }

    void abortBeforeStartDoesNothing()
    {
        Scene scene({});
        scene.job->abort();
        QVERIFY(scene.told.isEmpty());
    }

    /// A slot of any signal may abort or delete the job; nothing may come after finished().
    void slotsMayDoAnything_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<bool>("deletes");
        for (const auto& when : {u"Submitting"_s, u"Starting"_s, u"created"_s, u"Monitoring"_s,
                                 u"QUEUED"_s, u"lost"_s, u"Finished"_s}) {
            QTest::addRow("abort at %s", qPrintable(when)) << when << false;
            QTest::addRow("delete at %s", qPrintable(when)) << when << true;
        }
        QTest::newRow("delete at finished") << u"finished"_s << true;
    }

    void slotsMayDoAnything()
    {
        QFETCH(QString, when);
        QFETCH(bool, deletes);
        Scene scene({});
        int created = 0;
        bool aborted = false;
        scene.network.route = [&](const test::Asked& asked) -> std::optional<Answer> {
            if (asked.body == "PHASE=ABORT")
                aborted = true;
            if (asked.verb == "POST")
                return seeJob();
            return ++created == 1 ? phase("QUEUED") : aborted ? phase("ABORTED") : status(500);
        };
        bool acted = false;
        const auto act = [&](const QString& what) {
            if (what != when || std::exchange(acted, true))
                return;
            if (deletes)
                scene.job.reset();
            else
                scene.job->abort();
        };
        auto* job = scene.job.get();
        connect(job, &UwsJob::stateChanged, this,
                [&](auto state) { act(QVariant::fromValue(state).toString()); });
        connect(job, &UwsJob::created, this, [&] { act(u"created"_s); });
        connect(job, &UwsJob::summaryChanged, this,
                [&](const auto& summary) { act(summary.phase.word()); });
        connect(job, &UwsJob::lostSight, this, [&] { act(u"lost"_s); });
        connect(job, &UwsJob::finished, this, [&] { act(u"finished"_s); });
        // The rows for the end need one.
        if (when.startsWith(u'F') || when.startsWith(u'f'))
            connect(job, &UwsJob::lostSight, job, &UwsJob::abort);

        job->start(parameters);

        QTRY_VERIFY(acted);
        if (!deletes) {
            QTRY_COMPARE(scene.outcomes.size(), 1);
            QCOMPARE(scene.told.last(), u"finished"_s);
        } else {
            QTRY_COMPARE(scene.network.openReplies(), 0);
        }
    }

    void deletingLeavesTheJobOnTheService()
    {
        Scene scene({seeJob(), seeJob(), Answer {.hangs = true}});
        scene.job->start(parameters);
        QTRY_COMPARE(scene.network.asked.size(), 3);

        scene.job.reset();

        QTRY_COMPARE(scene.network.openReplies(), 0);
        QVERIFY(!scene.network.bodies.contains("PHASE=ABORT"));
        QVERIFY(scene.outcomes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUwsJobAbort)

#include "tst_uwsjobabort.moc"
