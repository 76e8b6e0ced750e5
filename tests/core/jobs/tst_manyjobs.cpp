// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobbatch.h"
#include "tests/core/jobs/jobscene.h"

#include <QAbstractEventDispatcher>
#include <QSet>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::JobScene;
using tapdesk::test::phase;

using std::chrono::milliseconds;

namespace {

using Kind = JobPhase::Kind;

TapService service()
{
    return {.id = u"test"_s,
            .baseUrl = QUrl(u"https://example.org/tap"_s),
            .queues = {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 300s}},
            .archives = true};
}

JobRecord record(const QString& id, Kind phase)
{
    JobRecord record;
    record.serviceId = u"test"_s;
    record.jobId = id;
    record.url = QUrl(u"https://example.org/tap/async/"_s + id);
    record.query = u"SELECT 1"_s;
    record.phase = phase;
    record.lastSeen = QDateTime(QDate(2026, 11, 22), QTime(14, 2), Qt::UTC);
    return record;
}

/// A service that writes down when it was asked what, by the test's clock.
class Ledger
{
public:
    explicit Ledger(JobScene& scene)
        : m_scene(scene)
    {
        scene.network.route = [this](const Asked& asked) { return answer(asked); };
    }

    QByteArray word = "EXECUTING"; ///< phase of all jobs but those that were deleted
    bool isAway = false;
    QStringList listed; ///< ids that the job list has
    QList<milliseconds> looks;
    QList<milliseconds> lists;
    QList<milliseconds> commands; ///< all that changes something
    std::map<QString, QList<milliseconds>> looksOf; ///< by id

    static qsizetype during(const QList<milliseconds>& times, milliseconds from, milliseconds to)
    {
        return std::count_if(times.cbegin(), times.cend(),
                             [&](milliseconds at) { return at >= from && at < to; });
    }

private:
    std::optional<Answer> answer(const Asked& asked)
    {
        const auto now = m_scene.pauses.now();
        const auto id = asked.url.path().section(u'/', 3, 3);
        const auto isList = id.isEmpty() && asked.verb == "GET";
        if (asked.verb != "GET")
            commands.append(now);
        else
            (isList ? lists : looks).append(now);
        if (asked.verb == "GET" && !isList)
            looksOf[id].append(now);
        if (isAway)
            return Answer {.status = 0, .error = QNetworkReply::HostNotFoundError};
        if (asked.verb == "DELETE")
            m_deleted.insert(id);
        if (asked.verb == "POST" && id.isEmpty())
            return Answer {.status = 303,
                           .location =
                               "https://example.org/tap/async/" + QByteArray::number(++m_made)};
        if (asked.verb != "GET")
            return Answer {.status = 303,
                           .location = "https://example.org/tap/async/" + id.toLatin1()};
        if (isList)
            return list();
        return phase(m_deleted.contains(id) ? "ARCHIVED"_ba : word);
    }

    Answer list() const
    {
        QByteArray entries;
        for (const auto& id : listed)
            entries += "<jobref id='" + id.toLatin1() + "'><phase>" + word + "</phase></jobref>";
        return {.body = "<jobs version='1.1'>" + entries + "</jobs>"};
    }

    JobScene& m_scene;
    QSet<QString> m_deleted;
    int m_made = 0;
};

} // namespace

/// Many jobs at one service: how often it is asked, counted on a clock that the test moves.
class TestManyJobs final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_scene = std::make_unique<JobScene>();
        m_scene->takeTime();
        m_ledger = std::make_unique<Ledger>(*m_scene);
    }

    void cleanup()
    {
        m_scene.reset();
        m_ledger.reset();
    }

    /// 240 looks a minute are the budget, and what was saved up before.
    void twoHundredThatRun()
    {
        constexpr int count = 200;
        const HostBudget::Limits limits;
        m_scene->monitor->setBudget(limits);
        for (int i = 0; i < count; ++i)
            m_scene->monitor->run({.service = service(),
                                   .text = u"SELECT 1"_s,
                                   .mode = TapQuery::Mode::Async,
                                   .queue = u"5m"_s});
        advance(5min);

        QCOMPARE(m_ledger->commands.size(), 2 * count); // created and started
        // Not one behind the looks: eight at once, then ten a second.
        QVERIFY(m_ledger->commands.last() <= 2 * count * limits.ahead);
        const auto perMinute = 1min / limits.spacing;
        for (auto minute = 0min; minute < 5min; minute += 1min) {
            const auto looks = Ledger::during(m_ledger->looks, minute, minute + 1min);
            qInfo("200 jobs running, minute %d: %d looks", int(minute.count()) + 1, int(looks));
            QVERIFY(looks <= perMinute + limits.burst);
        }
        QCOMPARE(m_ledger->looksOf.size(), size_t(count));
        for (const auto& [id, looks] : m_ledger->looksOf) {
            QVERIFY2(looks.first() < 2min, qPrintable(id));
            QVERIFY2(looks.last() > 2min, qPrintable(id)); // none is forgotten for the others
        }
    }

    void fiveHundredThatAreArchived()
    {
        constexpr int count = 500;
        const HostBudget::Limits limits;
        m_scene->monitor->setBudget(limits);
        m_ledger->word = "COMPLETED";
        QList<JobRecord> records;
        QList<JobBatch::Item> items;
        for (int i = 0; i < count; ++i) {
            records.append(record(u"old%1"_s.arg(i), Kind::Completed));
            items.append({.service = service(), .record = records.last()});
        }
        QVERIFY(m_scene->store->save(records, JobStore::Survives::Kill));
        JobBatch batch(*m_scene->monitor, JobBatch::Action::Remove, items);

        batch.start();
        advance(4min);

        QCOMPARE(batch.count(JobBatch::State::Done), count);
        QCOMPARE(m_ledger->commands.size(), count);
        QVERIFY(m_ledger->commands.last() < 1min);
        for (auto second = 0s; second < 1min; second += 1s) {
            QVERIFY(Ledger::during(m_ledger->commands, second, second + 1s)
                    <= 1s / limits.ahead + limits.burst);
            QVERIFY(Ledger::during(m_ledger->looks, second, second + 1s)
                    <= 1s / limits.spacing + limits.burst);
        }
        // What became of them is seen meanwhile, and of all of them in the end.
        QVERIFY(Ledger::during(m_ledger->looks, 0min, 30s) > 100);
        QCOMPARE(m_ledger->looks.size(), count);
        QCOMPARE(m_scene->store->counts()->phases.value(Kind::Archived), count);
        qInfo("500 archived: the last DELETE after %lld s, the last look after %lld s",
              static_cast<long long>(m_ledger->commands.last() / 1s),
              static_cast<long long>(m_ledger->looks.last() / 1s));
    }

    void aLaptopThatHasSlept_data()
    {
        QTest::addColumn<QByteArray>("word"); // of all jobs, when the network is back
        QTest::addColumn<int>("looks"); // at single jobs then
        QTest::newRow("they run on") << "EXECUTING"_ba << 0;
        QTest::newRow("all have ended") << "COMPLETED"_ba << 200;
    }

    /// Nobody follows the jobs but the service's list; the network comes later than the laptop.
    void aLaptopThatHasSlept()
    {
        QFETCH(const QByteArray, word);
        QFETCH(const int, looks);
        constexpr int count = 200;
        const HostBudget::Limits limits;
        m_scene->monitor->setBudget(limits);
        QList<JobRecord> records;
        for (int i = 0; i < count; ++i) {
            records.append(record(u"run%1"_s.arg(i), Kind::Executing));
            m_ledger->listed.append(records.last().jobId);
        }
        QVERIFY(m_scene->store->save(records, JobStore::Survives::Kill));
        m_scene->monitor->watch(service());
        advance(10s);
        const auto before = *m_scene->store->jobs();
        QCOMPARE(before.size(), count);

        m_ledger->isAway = true;
        m_scene->pauses.skip(8h);
        const auto woken = m_scene->pauses.now();
        m_ledger->lists.clear();
        advance(10min);

        QCOMPARE(*m_scene->store->jobs(), before); // not seen since, and not failed
        QVERIFY(m_ledger->looks.isEmpty());
        qInfo("ten minutes awake without network: %d requests", int(m_ledger->lists.size()));
        QVERIFY(m_ledger->lists.size() >= 10 && m_ledger->lists.size() <= 30);

        m_ledger->isAway = false;
        m_ledger->word = word;
        if (word != "EXECUTING")
            m_ledger->listed.clear(); // of those that are active, which is what is asked for
        m_ledger->lists.clear();
        const auto back = m_scene->pauses.now();
        advance(3min);

        QVERIFY(m_ledger->lists.first() - back <= 30s); // soon, but not at once
        QCOMPARE(m_ledger->looks.size(), looks);
        QVERIFY(Ledger::during(m_ledger->looks, back, back + 1min)
                <= 1min / limits.spacing + limits.burst);
        const auto after = *m_scene->store->jobs();
        QCOMPARE(after.size(), count);
        for (const auto& job : after) {
            QCOMPARE(job.phase.word().toLatin1(), word);
            QVERIFY(!job.gone);
            QVERIFY(job.errorMessage.isEmpty());
        }
        QVERIFY(back - woken >= 9min);
    }

private:
    /// Lets the time pass, pause by pause, with whatever is asked and answered then.
    void advance(milliseconds length)
    {
        auto& pauses = m_scene->pauses;
        const auto end = pauses.maker()([] {});
        end->begin(length);
        const auto until = pauses.now() + length;
        settle();
        while (pauses.nextEnd() && *pauses.nextEnd() <= until) {
            do
                pauses.passNext();
            while (pauses.nextEnd() && *pauses.nextEnd() <= pauses.now());
            settle();
        }
    }

    /// Until nothing is under way any more but pauses.
    void settle()
    {
        auto* events = QThread::currentThread()->eventDispatcher();
        bool isBusy = true;
        while (isBusy) {
            QThreadPool::globalInstance()->waitForDone();
            isBusy =
                events->processEvents(QEventLoop::AllEvents) || m_scene->network.openReplies() > 0;
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    std::unique_ptr<JobScene> m_scene;
    std::unique_ptr<Ledger> m_ledger;
};

QTEST_GUILESS_MAIN(TestManyJobs)

#include "tst_manyjobs.moc"
