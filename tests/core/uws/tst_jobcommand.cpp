// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/uws/jobcommand.h"
#include "tests/core/uws/uwsanswers.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::cut;
using tapdesk::test::FakeNetwork;
using tapdesk::test::phase;
using tapdesk::test::seeJob;
using tapdesk::test::status;

using Action = JobCommand::Action;
using Failure = std::optional<Error::Kind>;
using Kind = Error::Kind;

class TestJobCommand final : public QObject
{
    Q_OBJECT

private slots:
    void endsOnce_data()
    {
        QTest::addColumn<Action>("action");
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<QByteArrayList>("asked");
        QTest::addColumn<QByteArrayList>("bodies");

        const auto look = "GET /tap/async/7"_ba;
        const auto post = "POST /tap/async/7/phase"_ba;
        const auto remove = "DELETE /tap/async/7"_ba;
        const auto toList = Answer {.status = 303, .location = "https://example.org/tap/async"};

        QTest::newRow("run") << Action::Run << QList {seeJob()} << Failure()
                             << QByteArrayList {post} << QByteArrayList {"PHASE=RUN"};
        QTest::newRow("run refused") << Action::Run << QList {status(400)} << Failure(Kind::Http)
                                     << QByteArrayList {post} << QByteArrayList {"PHASE=RUN"};
        QTest::newRow("abort") << Action::Abort << QList {seeJob()} << Failure()
                               << QByteArrayList {post} << QByteArrayList {"PHASE=ABORT"};
        QTest::newRow("abort, login wanted")
            << Action::Abort << QList {status(401)} << Failure(Kind::Unauthorized)
            << QByteArrayList {post} << QByteArrayList {"PHASE=ABORT"};
        QTest::newRow("delete does not follow the redirect")
            << Action::Delete << QList {phase("COMPLETED"), toList} << Failure()
            << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("delete leads back to the job, archived (Daiquiri)")
            << Action::Delete << QList {phase("COMPLETED"), seeJob()} << Failure()
            << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("delete leads to a login")
            << Action::Delete
            << QList {phase("COMPLETED"),
                      Answer {.status = 302, .location = "https://example.org/login?next=7"}}
            << Failure(Kind::Protocol) << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("delete answers 200")
            << Action::Delete << QList {phase("PENDING"), Answer {}} << Failure()
            << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("gone before") << Action::Delete << QList {status(404)} << Failure()
                                     << QByteArrayList {look} << QByteArrayList {""};
        QTest::newRow("gone meanwhile")
            << Action::Delete << QList {phase("ERROR"), status(410)} << Failure()
            << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("a running job is aborted first")
            << Action::Delete
            << QList {phase("EXECUTING"), seeJob(), phase("EXECUTING"), phase("ABORTED"), seeJob()}
            << Failure() << QByteArrayList {look, post, look, look, remove}
            << QByteArrayList {"", "PHASE=ABORT", "", "", ""};
        QTest::newRow("abort refused, as it is over")
            << Action::Delete << QList {phase("QUEUED"), status(403), phase("COMPLETED"), seeJob()}
            << Failure() << QByteArrayList {look, post, look, remove}
            << QByteArrayList {"", "PHASE=ABORT", "", ""};
        QTest::newRow("DELETE not allowed")
            << Action::Delete << QList {phase("COMPLETED"), status(405), toList} << Failure()
            << QByteArrayList {look, remove, "POST /tap/async/7"}
            << QByteArrayList {"", "", "ACTION=DELETE"};
        QTest::newRow("neither way")
            << Action::Delete << QList {phase("COMPLETED"), status(501), status(405)}
            << Failure(Kind::Http) << QByteArrayList {look, remove, "POST /tap/async/7"}
            << QByteArrayList {"", "", "ACTION=DELETE"};
        QTest::newRow("no job document, deleted all the same")
            << Action::Delete << QList {Answer {.body = "oops"}, seeJob()} << Failure()
            << QByteArrayList {look, remove} << QByteArrayList {"", ""};
        QTest::newRow("network away")
            << Action::Delete << QList {cut(), cut(), cut()} << Failure(Kind::Network)
            << QByteArrayList {look, look, look} << QByteArrayList {"", "", ""};
    }

    void endsOnce()
    {
        QFETCH(Action, action);
        QFETCH(QList<Answer>, script);
        QFETCH(Failure, failure);
        FakeNetwork network;
        network.script = script;
        HttpClient client(network);
        client.setRetryDelay(0ms);
        JobCommand command(client, QUrl(u"https://example.org/tap/async/7"_s), action);
        command.setPause(0ms);
        QList<Status> outcomes;
        connect(&command, &JobCommand::finished, this,
                [&](const auto& outcome) { outcomes.append(outcome); });

        command.start();

        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first() ? Failure() : Failure(outcomes.first().error().kind), failure);
        QTEST(network.asked, "asked");
        QTEST(network.bodies, "bodies");
        QVERIFY(network.script.isEmpty());
    }

    void aJobThatWillNotStopIsDeletedAllTheSame()
    {
        FakeNetwork network;
        network.route = [](const test::Asked& asked) -> std::optional<Answer> {
            return asked.verb == "GET" ? phase("EXECUTING") : seeJob();
        };
        HttpClient client(network);
        JobCommand command(client, QUrl(u"https://example.org/tap/async/7"_s), Action::Delete);
        command.setPause(0ms);
        QSignalSpy finished(&command, &JobCommand::finished);

        command.start();

        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(network.asked.last(), "DELETE /tap/async/7"_ba);
        QCOMPARE(network.bodies.count("PHASE=ABORT"), 1);
    }

    void deletingTheObjectIsSilent()
    {
        FakeNetwork network;
        network.script = {Answer {.hangs = true}};
        HttpClient client(network);
        auto command = std::make_unique<JobCommand>(
            client, QUrl(u"https://example.org/tap/async/7"_s), Action::Abort);
        QSignalSpy finished(command.get(), &JobCommand::finished);
        command->start();

        command.reset();

        QTRY_COMPARE(network.openReplies(), 0);
        QCOMPARE(finished.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestJobCommand)

#include "tst_jobcommand.moc"
