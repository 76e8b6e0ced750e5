// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/uws/uwsscene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::test;

using Kind = Error::Kind;

class TestUwsJob final : public QObject
{
    Q_OBJECT

private slots:
    void endsOnce_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QByteArrayList>("asked"); // after creation and RUN

        const auto begin = QList {seeJob(), seeJob()};
        const QByteArrayList looks2 {look, look};

        QTest::newRow("skips phases")
            << begin + QList {phase("COMPLETED")} << Failure() << QByteArrayList {look};
        QTest::newRow("all of them")
            << begin + QList {phase("QUEUED"),    phase("EXECUTING"), phase("SUSPENDED"),
                              phase("EXECUTING"), phase("UNKNOWN"),   phase("COMPLETED")}
            << Failure() << QByteArrayList(6, look);
        QTest::newRow("HELD runs again")
            << begin + QList {phase("HELD"), seeJob(), phase("COMPLETED")} << Failure()
            << QByteArrayList {look, setPhase, look};
        QTest::newRow("PENDING after RUN: one more RUN, and no third")
            << begin + QList {phase("PENDING"), phase("PENDING"), seeJob(),
                              phase("PENDING"), phase("PENDING"), phase("COMPLETED")}
            << Failure() << QByteArrayList {look, look, setPhase, look, look, look};
        QTest::newRow("a word never heard of keeps polling")
            << begin + QList {phase("BAFFLED"), phase("BAFFLED"), phase("COMPLETED")} << Failure()
            << QByteArrayList(3, look);
        QTest::newRow("lower case")
            << begin + QList {phase("running"), phase(" completed\r\n")} << Failure() << looks2;
        auto unlabelled = phase("COMPLETED");
        unlabelled.contentType = "*/*";
        QTest::newRow("a document labelled */* (Daiquiri)")
            << begin + QList {unlabelled} << Failure() << QByteArrayList {look};
        QTest::newRow("service error")
            << begin + QList {phase("ERROR", "<errorSummary><message>no</message></errorSummary>")}
            << Failure(Kind::Service) << QByteArrayList {look};
        QTest::newRow("aborted by others")
            << begin + QList {phase("ABORTED")} << Failure(Kind::Service) << QByteArrayList {look};
        QTest::newRow("archived") << begin + QList {phase("ARCHIVED")} << Failure(Kind::Service)
                                  << QByteArrayList {look};
        QTest::newRow("404: gone")
            << begin + QList {status(404)} << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("410: gone")
            << begin + QList {status(410)} << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("401") << begin + QList {status(401)} << Failure(Kind::Unauthorized)
                             << QByteArrayList {look};
        QTest::newRow("403") << begin + QList {status(403)} << Failure(Kind::Unauthorized)
                             << QByteArrayList {look};
        QTest::newRow("lost connection")
            << begin + QList {cut(), phase("COMPLETED")} << Failure() << looks2;
        QTest::newRow("503") << begin + QList {status(503), phase("COMPLETED")} << Failure()
                             << looks2;
        QTest::newRow("500") << begin + QList {status(500), phase("COMPLETED")} << Failure()
                             << looks2;
        QTest::newRow("a page of HTML for a while") << begin
                + QList {Answer {.body = "<html><title>Maintenance</title></html>",
                                 .contentType = "text/html"},
                         phase("COMPLETED")} << Failure()
                                                    << looks2;
        QTest::newRow("garbage for a while")
            << begin + QList {Answer {.body = "oops"}, phase("COMPLETED")} << Failure() << looks2;
        QTest::newRow("RUN refused") << QList {seeJob(), status(400), phase("PENDING")}
                                     << Failure(Kind::Http) << QByteArrayList {look};
        QTest::newRow("RUN refused since it runs")
            << QList {seeJob(), status(400), phase("EXECUTING"), phase("COMPLETED")} << Failure()
            << looks2;
        QTest::newRow("RUN finds no job")
            << QList {seeJob(), status(404)} << Failure(Kind::Http) << QByteArrayList {};
        QTest::newRow("answer to RUN lost, RUN came through")
            << QList {seeJob(), cut(), phase("EXECUTING"), phase("COMPLETED")} << Failure()
            << looks2;
        QTest::newRow("answer to RUN lost, RUN too")
            << QList {seeJob(), cut(), phase("PENDING"), seeJob(), phase("COMPLETED")} << Failure()
            << QByteArrayList {look, setPhase, look};
        QTest::newRow("RUN is answered with the job itself")
            << QList {seeJob(), phase("QUEUED"), phase("COMPLETED")} << Failure()
            << QByteArrayList {look};
    }

    void endsOnce()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        QFETCH(QByteArrayList, asked);
        Scene scene(script);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.job->state(), UwsJob::State::Finished);
        QCOMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), failure);
        QCOMPARE(scene.network.asked, QByteArrayList({create, setPhase}) + asked);
        QCOMPARE(scene.told.count(u"finished"_s), 1);
        QCOMPARE(scene.told.last(), u"finished"_s);
        QVERIFY(scene.network.script.isEmpty());
    }

    void creationAndStartAreTwoRequests()
    {
        Scene scene({seeJob(), seeJob(), phase("COMPLETED")});

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.network.bodies.at(0), "QUERY=SELECT%20a%2Bb&RUNID=mine"_ba);
        QCOMPARE(scene.network.bodies.at(1), "PHASE=RUN"_ba);
        QCOMPARE(scene.told,
                 (QStringList {u"Submitting"_s, u"created"_s, u"Starting"_s, u"Monitoring"_s,
                               u"COMPLETED"_s, u"Finished"_s, u"finished"_s}));
    }

    void aJobThatWasNotStartedIsNotMonitored_data()
    {
        QTest::addColumn<QList<Answer>>("script"); // after the creation
        QTest::addColumn<QStringList>("told");
        const QStringList begin {u"Submitting"_s, u"created"_s, u"Starting"_s};
        const QStringList end {u"COMPLETED"_s, u"Finished"_s, u"finished"_s};
        QTest::newRow("RUN refused")
            << QList {status(400), phase("PENDING")}
            << begin + QStringList {u"PENDING"_s, u"Finished"_s, u"finished"_s};
        QTest::newRow("RUN lost, and again")
            << QList {cut(), phase("PENDING"), seeJob(), phase("COMPLETED")}
            << begin + QStringList {u"lost"_s, u"PENDING"_s, u"Monitoring"_s} + end;
        QTest::newRow("answer to RUN lost")
            << QList {cut(), phase("QUEUED"), phase("COMPLETED")}
            << begin + QStringList {u"lost"_s, u"QUEUED"_s, u"Monitoring"_s} + end;
    }

    void aJobThatWasNotStartedIsNotMonitored()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(QStringList, told);
        Scene scene(QList {seeJob()} + script);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.told, told);
    }

    void theErrorHasWords_data()
    {
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<QList<Answer>>("document");
        QTest::addColumn<QString>("words");
        const auto votable = "<VOTABLE><RESOURCE><INFO name='QUERY_STATUS' value='ERROR'>division "
                             "by zero</INFO></RESOURCE></VOTABLE>"_ba;
        QTest::newRow("message")
            << "<errorSummary type='fatal'><message>m</message></errorSummary>"_ba
            << QList<Answer> {} << u"m"_s;
        QTest::newRow("bare text, as Daiquiri has it")
            << "<errorSummary>division by zero\n</errorSummary>"_ba << QList<Answer> {}
            << u"division by zero"_s;
        QTest::newRow("error document")
            << ""_ba << QList {Answer {.body = votable}} << u"division by zero"_s;
        QTest::newRow("empty error document")
            << "<errorSummary/>"_ba << QList {Answer {}} << QString();
        QTest::newRow("no error document") << ""_ba << QList {status(404)} << QString();
    }

    void theErrorHasWords()
    {
        QFETCH(QByteArray, summary);
        QFETCH(QList<Answer>, document);
        QFETCH(QString, words);
        Scene scene(QList {seeJob(), seeJob(), phase("ERROR", summary)} + document);

        scene.job->start(parameters);

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Kind::Service);
        QCOMPARE(scene.outcomes.first().error().detail, words);
        QCOMPARE(scene.job->summary().errorMessage, words);
        QCOMPARE(scene.job->summary().phase.kind(), JobPhase::Kind::Error);
        QVERIFY(scene.network.script.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUwsJob)

#include "tst_uwsjob.moc"
