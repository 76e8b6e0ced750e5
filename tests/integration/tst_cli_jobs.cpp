// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/httpserver.h"
#include "tests/integration/archivingservice.h"
#include "tests/support/program.h"
#include "tests/support/sampleprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QRegularExpression>
#include <QTest>
#include <QWaitCondition>

#include <algorithm>

using namespace tapdesk::test;
using namespace Qt::StringLiterals;

// A wrong exit code is told with what the program said.
#define VERIFY_CODE(actual, expected, says)                                                        \
    QVERIFY2((actual) == (expected), qPrintable(QString::number(actual) + u": "_s + (says)))

namespace {

QStringList lines(const QString& text)
{
    return text.split(QRegularExpression(u"\r?\n"_s), Qt::SkipEmptyParts);
}

QJsonArray array(const ProgramOutcome& outcome)
{
    return QJsonDocument::fromJson(outcome.out.toUtf8()).array();
}

QStringList valuesOf(const QJsonArray& jobs, const QString& name)
{
    QStringList values;
    for (const auto& job : jobs)
        values.append(job.toObject().value(name).toVariant().toString());
    return values;
}

qsizetype countOf(const ArchivingService& service, const QString& phase)
{
    const auto jobs = service.jobs();
    return std::count_if(jobs.cbegin(), jobs.cend(),
                         [&](const auto& job) { return job.phase == phase; });
}

/// The program on a service that archives, with a token, as its jobs are the user's own there.
class User final : public Program
{
public:
    explicit User(const ArchivingService& service)
        : m_url(service.url())
    {
        setVariable(u"TAPDESK_TOKEN"_s, u"5f0b7c2be6d94c3aab8d1e6f"_s);
    }

    QStringList call(QStringList arguments) const
    {
        arguments.insert(1, u"--service"_s);
        arguments.insert(2, m_url);
        return arguments;
    }

    ProgramOutcome calls(const QStringList& arguments, int seconds = 60)
    {
        return run(call(arguments), {}, seconds);
    }

private:
    QString m_url;
};

/// Jobs that run until one of them has been looked at twice without WAIT, or too many requests
/// block; those with WAIT are answered then.
class BlockingService
{
public:
    explicit BlockingService(int most)
        : m_most(most)
    {
        auto server = tapdesk::localtap::HttpServer::start(
            0, [this](const auto& request) { return answer(request); });
        if (!server)
            qFatal("no server");
        m_server = std::move(*server);
    }

    QString url() const { return u"http://127.0.0.1:%1/tap"_s.arg(m_server->port()); }

    int mostBlocked() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_mostBlocked;
    }

private:
    tapdesk::localtap::HttpReply answer(const tapdesk::localtap::HttpRequest& request)
    {
        const QMutexLocker lock(&m_mutex);
        const auto id = request.path.section(u'/', -1);
        const auto blocks = request.parameters.value(u"WAIT").has_value();
        m_blocked += blocks ? 1 : 0;
        m_mostBlocked = qMax(m_mostBlocked, m_blocked);
        m_haveEnded = m_haveEnded || (!blocks && ++m_looks[id] > 2) || m_blocked == m_most;
        if (m_haveEnded)
            m_ended.wakeAll();
        while (blocks && !m_haveEnded)
            m_ended.wait(&m_mutex);
        m_blocked -= blocks ? 1 : 0;
        const auto text =
            u"<uws:job version=\"1.1\" xmlns:uws=\"http://www.ivoa.net/xml/UWS/v1.0\"><uws:jobId>%1"
            "</uws:jobId><uws:phase>%2</uws:phase></uws:job>"_s;
        const auto phase = m_haveEnded ? u"COMPLETED"_s : u"EXECUTING"_s;
        return {.type = "text/xml", .body = text.arg(id, phase).toUtf8()};
    }

    const int m_most;
    mutable QMutex m_mutex; // the server has threads of its own
    QWaitCondition m_ended;
    QHash<QString, int> m_looks; // without WAIT, by job
    int m_blocked = 0;
    int m_mostBlocked = 0;
    bool m_haveEnded = false;
    std::unique_ptr<tapdesk::localtap::HttpServer> m_server; // first to go
};

} // namespace

/// "Asynchronous jobs" and "Archiving your jobs" of the guide, as a user does it on a terminal,
/// and what becomes of jobs whose sender is killed.
class TestCliJobs final : public QObject
{
    Q_OBJECT

private:
    static void addMany(ArchivingService& service, int count)
    {
        const QDateTime first(QDate(2020, 1, 1), QTime(), Qt::UTC);
        for (int i = 0; i < count; ++i) {
            const auto created = first.addDays(i).toString(Qt::ISODate);
            service.add({.id = u"j%1"_s.arg(i),
                         .runId = i % 2 == 0 ? u"even"_s : u"odd"_s,
                         .query = u"SELECT %1"_s.arg(i),
                         .size = 1'000'000 * i,
                         .created = i == 0 ? QString() : created});
        }
    }

private slots:
    /// Archiving all COMPLETED jobs; the rerun of the last ARCHIVED ones.
    void archivingContinuesAfterErrors()
    {
        ArchivingService service;
        addMany(service, 500);
        service.add({.id = u"failed"_s, .phase = u"ERROR"_s});
        service.breakArchiving({u"j3"_s, u"j250"_s, u"j499"_s});
        User user(service);

        const auto planned = user.calls({u"archive"_s, u"--all-completed"_s, u"--dry-run"_s});
        VERIFY_CODE(planned.code, 0, planned.err);
        QCOMPARE(lines(planned.out).size(), 501);
        QVERIFY2(planned.err.contains("500 jobs, 124.8 GB"_L1)
                     || planned.err.contains("500 jobs, 125 GB"_L1),
                 qPrintable(planned.err));
        QVERIFY(planned.err.contains("there may be more"_L1));
        QCOMPARE(service.requests("DELETE"), 0);

        const auto archived = user.calls({u"archive"_s, u"--all-completed"_s, u"--json"_s}, 120);

        VERIFY_CODE(archived.code, 7, archived.err.right(2000));
        QVERIFY(archived.err.contains("497 done, 3 failed, 0 not begun"_L1));
        QVERIFY(archived.err.contains("500 of 500: "_L1));
        for (const auto& id : {u"odd (j3)"_s, u"even (j250)"_s, u"odd (j499)"_s})
            QVERIFY2(archived.err.contains(u"error: "_s + id),
                     qPrintable(archived.err.right(2000)));
        QCOMPARE(archived.err.count("error: "_L1), 3);
        QCOMPARE(countOf(service, u"ARCHIVED"_s), 497);
        QCOMPARE(countOf(service, u"COMPLETED"_s), 3);
        QCOMPARE(countOf(service, u"ERROR"_s), 1);
        QCOMPARE(valuesOf(array(archived), u"outcome"_s).count(u"archived"_s), 497);

        // Nothing that is archived is looked at again.
        const auto before = service.requests("GET");
        const auto listed = user.calls({u"jobs"_s, u"--phase"_s, u"archived"_s, u"--json"_s});
        VERIFY_CODE(listed.code, 0, listed.err);
        QCOMPARE(array(listed).size(), 497);
        QCOMPARE(service.requests("GET"), before + 1);
    }

    void archivingIsInterrupted()
    {
        ArchivingService service;
        addMany(service, 500);
        User user(service);

        const auto stopped = user.runAndInterrupt(user.call({u"archive"_s, u"--all-completed"_s}),
                                                  u"\ntapdesk: 20 of 500: "_s, 60);

        VERIFY_CODE(stopped.code, 130, stopped.err.right(2000));
        static const QRegularExpression report(u"(\\d+) done, 0 failed, (\\d+) not begun"_s);
        const auto told = report.match(stopped.err);
        QVERIFY2(told.hasMatch(), qPrintable(stopped.err.right(2000)));
        const auto done = told.captured(1).toInt();
        QVERIFY2(done >= 20 && done < 500, qPrintable(told.captured(0)));
        QCOMPARE(done + told.captured(2).toInt(), 500);
        QCOMPARE(countOf(service, u"ARCHIVED"_s), done);
        const auto rest = user.calls({u"jobs"_s, u"--json"_s});
        QCOMPARE(array(rest).size(), 500 - done);
    }

    void archiveChooses_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("archived");
        QTest::newRow("names") << QStringList {u"j1"_s, u"j2"_s, u"j1"_s}
                               << QStringList {u"j1"_s, u"j2"_s};
        QTest::newRow("run id") << QStringList {u"--all-completed"_s, u"--runid"_s, u"even"_s}
                                << QStringList {u"j0"_s, u"j2"_s, u"j4"_s};
        QTest::newRow("large ones")
            << QStringList {u"--all-completed"_s, u"--larger-than"_s, u"2.5MB"_s}
            << QStringList {u"j3"_s, u"j4"_s};
        QTest::newRow("old ones, but not of unknown age")
            << QStringList {u"--all-completed"_s, u"--older-than"_s, u"7d"_s}
            << QStringList {u"j1"_s, u"j2"_s, u"j3"_s, u"j4"_s};
        QTest::newRow("failed ones")
            << QStringList {u"--phase"_s, u"ERROR"_s} << QStringList {u"bad"_s};
        QTest::newRow("one that runs is aborted first")
            << QStringList {u"slow"_s} << QStringList {u"slow"_s};
    }

    void archiveChooses()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QStringList, archived);
        ArchivingService service;
        addMany(service, 5);
        service.add({.id = u"bad"_s, .phase = u"ERROR"_s});
        service.add({.id = u"slow"_s, .phase = u"EXECUTING"_s});
        User user(service);

        const auto outcome = user.calls(QStringList {u"archive"_s} + options);

        VERIFY_CODE(outcome.code, 0, outcome.err);
        QStringList gone;
        for (const auto& job : service.jobs()) {
            if (job.phase == "ARCHIVED"_L1)
                gone.append(job.id);
        }
        QCOMPARE(gone, archived);
    }

    /// Nothing leaves the service that is not on the shelf.
    void archiveFetchesFirst()
    {
        ArchivingService service;
        service.add({.id = u"whole"_s, .runId = u"a"_s, .query = u"SELECT 1"_s});
        service.add({.id = u"lost"_s, .query = u"SELECT 2"_s, .rows = -1});
        service.add({.id = u"short"_s, .query = u"SELECT 3"_s, .rows = 5});
        service.add({.id = u"kept"_s, .query = u"SELECT 4"_s});
        User user(service);
        const auto fetched = user.calls({u"fetch"_s, u"kept"_s});
        VERIFY_CODE(fetched.code, 0, fetched.err);
        const auto all = u"--all-completed"_s;

        const auto plan = user.calls({u"archive"_s, all, u"--fetch-first"_s, u"--dry-run"_s});
        VERIFY_CODE(plan.code, 0, plan.err);
        QVERIFY2(plan.err.contains("1 on the shelf; the results of 3 jobs would be fetched"_L1),
                 qPrintable(plan.err));
        const auto others =
            user.calls({u"archive"_s, all, u"--not-on-shelf"_s, u"--dry-run"_s, u"--json"_s});
        QCOMPARE(array(others).size(), 3);
        const auto mine =
            user.calls({u"archive"_s, all, u"--on-shelf"_s, u"--dry-run"_s, u"--json"_s});
        QCOMPARE(valuesOf(array(mine), u"id"_s), QStringList {u"kept"_s});
        QCOMPARE(countOf(service, u"ARCHIVED"_s), 0);
        QCOMPARE(service.fetched(u"whole"_s), 0);

        const auto done = user.calls({u"archive"_s, all, u"--fetch-first"_s, u"--json"_s});

        VERIFY_CODE(done.code, 7, done.err);
        QStringList outcomes;
        for (const auto& job : array(done)) {
            outcomes.append(job.toObject().value(u"id"_s).toString() + u' '
                            + job.toObject().value(u"outcome"_s).toString());
        }
        outcomes.sort();
        QCOMPARE(outcomes,
                 (QStringList {u"kept archived"_s, u"lost leftAlone"_s, u"short leftAlone"_s,
                               u"whole archived"_s}));
        QCOMPARE(countOf(service, u"ARCHIVED"_s), 2);
        QCOMPARE(service.fetched(u"kept"_s), 1); // by fetch, not again
        QVERIFY2(done.err.contains("1 fetched to the shelf, 1 there already"_L1),
                 qPrintable(done.err));
        QVERIFY2(done.err.contains("fewer rows arrived than the service counts"_L1),
                 qPrintable(done.err));
        QVERIFY2(done.err.contains("cannot be fetched"_L1), qPrintable(done.err));

        const auto again = user.calls({u"fetch"_s, u"whole"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(again.code, 0, again.err);
        QVERIFY2(again.err.contains("from the shelf"_L1), qPrintable(again.err));
        QVERIFY(lines(again.out).size() > 1);
        QCOMPARE(service.fetched(u"whole"_s), 1);
    }

    void rename_data()
    {
        QTest::addColumn<QString>("job");
        QTest::addColumn<bool>("takes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("has"); // the run id afterwards
        QTest::newRow("the service takes it") << "draft" << true << 0 << "draft";
        QTest::newRow("Daiquiri: a new job") << "draft" << false << 0 << "new2";
        QTest::newRow("started already") << "done" << true << 1 << "";
        QTest::newRow("no such job") << "nothing" << true << 4 << "";
    }
    void rename()
    {
        QFETCH(const QString, job);
        QFETCH(const bool, takes);
        QFETCH(const int, code);
        QFETCH(const QString, has);
        ArchivingService service;
        service.add({.id = u"draft"_s,
                     .runId = u"before"_s,
                     .phase = u"PENDING"_s,
                     .query = u"SELECT 1"_s,
                     .queue = u"5m"_s});
        service.add({.id = u"done"_s, .runId = u"before"_s, .query = u"SELECT 2"_s});
        if (takes)
            service.takeRunIds();
        User user(service);

        const auto outcome = user.calls({u"rename"_s, job, u"after"_s});

        VERIFY_CODE(outcome.code, code, outcome.err);
        QStringList renamed;
        for (const auto& known : service.jobs()) {
            if (known.runId == "after"_L1) {
                renamed.append(known.id);
                QCOMPARE(known.phase, u"PENDING"_s);
                QCOMPARE(known.query + u' ' + known.queue, u"SELECT 1 5m"_s);
            }
        }
        QCOMPARE(renamed.join(u' '), has);
        QCOMPARE(lines(outcome.out).join(u' '),
                 has.isEmpty() ? QString() : service.url() + u"/async/"_s + has);
        QCOMPARE(countOf(service, u"ARCHIVED"_s), has == "new2"_L1 ? 1 : 0);
        if (has.isEmpty())
            return;
        const auto known =
            user.calls({u"jobs"_s, u"--offline"_s, u"--runid"_s, u"after"_s, u"--json"_s});
        QCOMPARE(valuesOf(array(known), u"id"_s), QStringList {has}); // nobody need be asked
    }

    /// Where nobody has logged in the list may hold the jobs of others.
    void othersJobsStay()
    {
        ArchivingService service;
        addMany(service, 3);
        Program program;
        const QStringList on {u"--service"_s, service.url()};
        const auto mine =
            program.run(QStringList {u"submit"_s} + on + QStringList {u"SELECT 'mine'"_s});
        VERIFY_CODE(mine.code, 0, mine.err);

        const auto archived =
            program.run(QStringList {u"archive"_s} + on + QStringList {u"--all-completed"_s});

        VERIFY_CODE(archived.code, 0, archived.err);
        QVERIFY2(archived.err.contains("3 jobs not sent from here"_L1), qPrintable(archived.err));
        QCOMPARE(countOf(service, u"ARCHIVED"_s), 1);
        QCOMPARE(service.jobs().last().phase, u"ARCHIVED"_s);
    }

    /// What removes many says where, above all when the service was not named in the call.
    void theServiceIsSaid()
    {
        ArchivingService service;
        addMany(service, 1);
        Program program;
        program.setVariable(u"TAPDESK_SERVICE"_s, service.url());
        program.setVariable(u"TAPDESK_TOKEN"_s, u"5f0b7c2be6d94c3aab8d1e6f"_s);

        const auto archived = program.run({u"archive"_s, u"--all-completed"_s});

        VERIFY_CODE(archived.code, 0, archived.err);
        QVERIFY2(archived.err.contains(service.url()), qPrintable(archived.err));
        QCOMPARE(countOf(service, u"ARCHIVED"_s), 1);
    }

    void rerunRestores_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("sent"); // "query language queue runid maxrec"
        const auto a = u"SELECT 1|ADQL|5m|wings|"_s;
        const auto b = u"SELECT 2|PostgreSQL|30s|bh|"_s;
        const auto c = u"SELECT 3|PostgreSQL|5m|wings|"_s;
        QTest::newRow("by name") << QStringList {u"b"_s, u"a"_s} << QStringList {b, a};
        QTest::newRow("last two archived")
            << QStringList {u"--last"_s, u"2"_s, u"--phase"_s, u"ARCHIVED"_s} << QStringList {b, c};
        QTest::newRow("run id") << QStringList {u"--runid"_s, u"wings"_s, u"--all"_s}
                                << QStringList {a, c};
        QTest::newRow("with changes") << QStringList {u"a"_s,      u"--queue"_s,     u"30s"_s,
                                                      u"--lang"_s, u"PostgreSQL"_s,  u"--maxrec"_s,
                                                      u"9"_s,      u"--new-runid"_s, u"again"_s}
                                      << QStringList {u"SELECT 1|PostgreSQL|30s|again|9"_s};
    }

    void rerunRestores()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QStringList, sent);
        ArchivingService service;
        const auto add = [&](const QString& id, const QString& runId, const QString& language,
                             const QString& queue, const QString& query) {
            service.add({.id = id,
                         .runId = runId,
                         .phase = u"ARCHIVED"_s,
                         .query = query,
                         .language = language,
                         .queue = queue,
                         .created = u"2026-01-0%1T00:00:00Z"_s.arg(service.jobs().size() + 1)});
        };
        add(u"a"_s, u"wings"_s, u"ADQL"_s, u"5m"_s, u"SELECT 1"_s);
        add(u"b"_s, u"bh"_s, u"PostgreSQL"_s, u"30s"_s, u"SELECT 2"_s);
        add(u"c"_s, u"wings"_s, u"PostgreSQL"_s, u"5m"_s, u"SELECT 3"_s);
        User user(service);

        const auto outcome = user.calls(QStringList {u"rerun"_s} + options);

        VERIFY_CODE(outcome.code, 0, outcome.err);
        const auto urls = lines(outcome.out);
        const auto jobs = service.jobs();
        QCOMPARE(urls.size(), sent.size());
        for (qsizetype i = 0; i < sent.size(); ++i) {
            const auto made = std::find_if(jobs.cbegin(), jobs.cend(), [&](const auto& job) {
                return urls.at(i) == service.url() + u"/async/"_s + job.id;
            });
            QVERIFY2(made != jobs.cend(), qPrintable(urls.at(i)));
            QCOMPARE(
                (QStringList {made->query, made->language, made->queue, made->runId, made->maxrec}
                     .join(u'|')),
                sent.at(i));
            QCOMPARE(made->phase, u"COMPLETED"_s);
        }
    }

    /// The new job points to the old one, and the old one to the new.
    void lineage()
    {
        ArchivingService service;
        service.add({.id = u"old"_s, .phase = u"ARCHIVED"_s, .query = u"SELECT 1"_s});
        User user(service);

        const auto rerun = user.calls({u"rerun"_s, u"--json"_s, u"old"_s});
        VERIFY_CODE(rerun.code, 0, rerun.err);
        const auto made = array(rerun).first().toObject();
        QCOMPARE(made.value("rerunOf"_L1).toString(), u"old"_s);
        QCOMPARE(made.value("id"_L1).toString(), u"new1"_s);
        const auto shown = user.calls({u"show"_s, u"--json"_s, u"new1"_s});
        const auto job = QJsonDocument::fromJson(shown.out.toUtf8()).object();
        QCOMPARE(job.value("rerunOf"_L1).toString(), u"old"_s);
        QVERIFY2(job.value("history"_L1).toArray().size() >= 2, qPrintable(shown.out));
        const auto text = user.calls({u"show"_s, u"old"_s});
        QVERIFY2(text.out.contains(QRegularExpression(u"Run again as\\s+new1"_s)),
                 qPrintable(text.out));
    }

    void jobsFilters_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QStringList>("ids"); // sorted
        QTest::newRow("all but archived") << QStringList() << QStringList {u"a"_s, u"b"_s, u"d"_s};
        QTest::newRow("archived") << QStringList {u"--phase"_s, u"ARCHIVED"_s}
                                  << QStringList {u"c"_s};
        QTest::newRow("two phases")
            << QStringList {u"--phase"_s, u"ARCHIVED"_s, u"--phase"_s, u"ERROR"_s}
            << QStringList {u"b"_s, u"c"_s};
        QTest::newRow("everything")
            << QStringList {u"--all"_s} << QStringList {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        QTest::newRow("run id") << QStringList {u"--runid"_s, u"wings"_s} << QStringList {u"a"_s};
        QTest::newRow("run id, archived ones, too")
            << QStringList {u"--runid"_s, u"wings"_s, u"--all"_s} << QStringList {u"a"_s, u"c"_s};
        QTest::newRow("text of a query that the list leaves out")
            << QStringList {u"--text"_s, u"HALPHA"_s} << QStringList {u"b"_s};
        QTest::newRow("before any")
            << QStringList {u"--before"_s, u"2000-01-01"_s} << QStringList();
    }

    void jobsFilters()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QStringList, ids);
        ArchivingService service;
        service.add({.id = u"a"_s, .runId = u"wings"_s, .query = u"SELECT 1"_s});
        service.add({.id = u"b"_s, .phase = u"ERROR"_s, .query = u"SELECT halpha"_s});
        service.add({.id = u"c"_s, .runId = u"wings"_s, .phase = u"ARCHIVED"_s});
        service.add({.id = u"d"_s, .phase = u"PENDING"_s});
        User user(service);

        const auto listed = user.calls(QStringList {u"jobs"_s, u"--json"_s} + options);
        const auto again =
            user.calls(QStringList {u"jobs"_s, u"--json"_s, u"--offline"_s} + options);

        VERIFY_CODE(listed.code, 0, listed.err);
        auto found = valuesOf(array(listed), u"id"_s);
        found.sort();
        QCOMPARE(found, ids);
        auto remembered = valuesOf(array(again), u"id"_s);
        remembered.sort();
        QCOMPARE(remembered, ids);
    }

    void scripts_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("holds");
        QTest::newRow("pyvo") << u"pyvo"_s << u"service.submit_job("_s;
        QTest::newRow("curl") << u"curl"_s << u"QUERY=SELECT 1"_s;
        QTest::newRow("tapdesk") << u"tapdesk"_s << u"--queue 5m"_s;
    }

    void scripts()
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, holds);
        ArchivingService service;
        service.add({.id = u"a"_s, .query = u"SELECT 1"_s, .queue = u"5m"_s});
        User user(service);

        const auto script = user.calls({u"show"_s, u"--script"_s, kind, u"a"_s});

        VERIFY_CODE(script.code, 0, script.err);
        QVERIFY2(script.out.contains(holds), qPrintable(script.out));
        QVERIFY(!script.out.contains("5f0b7c2be6d94c3aab8d1e6f"_L1));
    }

    void document()
    {
        ArchivingService service;
        service.add({.id = u"a"_s, .query = u"SELECT 1"_s});
        User user(service);
        const auto shown = user.calls({u"show"_s, u"--document"_s, u"a"_s});
        VERIFY_CODE(shown.code, 0, shown.err);
        QVERIFY2(shown.out.startsWith("<uws:job "_L1), qPrintable(shown.out));
    }

    void adopt()
    {
        ArchivingService service;
        service.add({.id = u"web"_s, .runId = u"from-web"_s, .query = u"SELECT 1"_s});
        User user(service);
        const auto url = service.url() + u"/async/web"_s;

        const auto adopted = user.run({u"adopt"_s, u"--json"_s, url});
        const auto missing = user.run({u"adopt"_s, url, service.url() + u"/async/none"_s});
        const auto byName = user.run({u"show"_s, u"--json"_s, u"from-web"_s});

        VERIFY_CODE(adopted.code, 0, adopted.err);
        const auto job = array(adopted).first().toObject();
        QCOMPARE(job.value("query"_L1).toString(), u"SELECT 1"_s);
        QCOMPARE(job.value("phase"_L1).toString(), u"COMPLETED"_s);
        VERIFY_CODE(missing.code, 7, missing.err);
        QVERIFY2(missing.err.contains("1 job adopted"_L1), qPrintable(missing.err));
        VERIFY_CODE(byName.code, 0, byName.err);
    }

    /// One job that is not there is a failure of the job; one of several is some of many.
    void missingJobs_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        for (const auto& verb : {u"fetch"_s, u"show"_s, u"wait"_s, u"start"_s, u"abort"_s})
            QTest::addRow("%s", qPrintable(verb)) << QStringList {verb, u"none"_s} << 1;
        for (const auto& verb : {u"wait"_s, u"start"_s, u"abort"_s})
            QTest::addRow("%s, and one that is there", qPrintable(verb))
                << QStringList {verb, u"none"_s, u"a"_s} << 7;
    }

    void missingJobs()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, code);
        ArchivingService service;
        service.add({.id = u"a"_s});
        User user(service);

        const auto outcome = user.calls(arguments);

        VERIFY_CODE(outcome.code, code, outcome.err);
        QVERIFY2(outcome.err.contains(u"does not know the job “none”"_s), qPrintable(outcome.err));
    }

    /// Of many that are waited for, no more than two requests stand at the service.
    void waitingForManyIsNoBurden()
    {
        BlockingService service(6);
        Program program;
        QStringList arguments {u"wait"_s, u"--service"_s, service.url()};
        for (int i = 0; i < 6; ++i)
            arguments.append(QString::number(i));

        const auto waited = program.run(arguments, {}, 60);

        VERIFY_CODE(waited.code, 0, waited.err);
        QCOMPARE(service.mostBlocked(), 2);
    }

    void usageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("archive nothing") << QStringList {u"archive"_s} << u"--all-completed"_s;
        QTest::newRow("filter alone removes nothing")
            << QStringList {u"archive"_s, u"--runid"_s, u"r"_s} << u"--all-completed"_s;
        QTest::newRow("names and a filter")
            << QStringList {u"archive"_s, u"--all-completed"_s, u"j1"_s} << u"or choose"_s;
        QTest::newRow("on the shelf and not") << QStringList {u"archive"_s, u"--all-completed"_s,
                                                              u"--on-shelf"_s, u"--not-on-shelf"_s}
                                              << u"no job is both"_s;
        QTest::newRow("named, and by the shelf")
            << QStringList {u"archive"_s, u"--not-on-shelf"_s, u"j1"_s} << u"or choose"_s;
        QTest::newRow("rename without a run id")
            << QStringList {u"rename"_s, u"j1"_s} << u"its new run id"_s;
        QTest::newRow("rename to nothing")
            << QStringList {u"rename"_s, u"j1"_s, u" "_s} << u"1 to 64 characters"_s;
        QTest::newRow("rename to too much")
            << QStringList {u"rename"_s, u"j1"_s, QString(65, u'r')} << u"1 to 64 characters"_s;
        QTest::newRow("archived ones")
            << QStringList {u"archive"_s, u"--phase"_s, u"ARCHIVED"_s} << u"already"_s;
        QTest::newRow("no age") << QStringList {u"archive"_s, u"--all-completed"_s,
                                                u"--older-than"_s, u"long"_s}
                                << u"7d"_s;
        QTest::newRow("no size") << QStringList {u"archive"_s, u"--all-completed"_s,
                                                 u"--larger-than"_s, u"big"_s}
                                 << u"100MB"_s;
        QTest::newRow("rerun nothing") << QStringList {u"rerun"_s} << u"--last N"_s;
        QTest::newRow("rerun all of everything")
            << QStringList {u"rerun"_s, u"--all"_s} << u"--runid R --all"_s;
        QTest::newRow("adopt a name") << QStringList {u"adopt"_s, u"j1"_s} << u"URLs"_s;
        QTest::newRow("script of nobody")
            << QStringList {u"show"_s, u"--script"_s, u"perl"_s, u"j1"_s} << u"perl"_s;
    }

    void usageErrors()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        Program program;

        const auto outcome = program.run(arguments);

        VERIFY_CODE(outcome.code, 2, outcome.err);
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
    }

    void unknownQueueIsRefused()
    {
        Program program;
        const auto sent = program.run(
            {u"submit"_s, u"--service"_s, u"sample"_s, u"--runid"_s, u"q"_s, u"SELECT 1"_s});
        VERIFY_CODE(sent.code, 0, sent.err);
        const auto outcome = program.run({u"rerun"_s, u"--queue"_s, u"1y"_s, u"q"_s});
        VERIFY_CODE(outcome.code, 2, outcome.err);
        QVERIFY2(outcome.err.contains(u"no queue “1y”"_s), qPrintable(outcome.err));
    }

    void killedAtEachStep_data()
    {
        QTest::addColumn<bool>("isReal");
        QTest::addColumn<bool>("isWaiting"); // killed while another call waits
        QTest::addColumn<QString>("line");
        const auto add = [](const char* name, bool isReal) {
            QTest::addRow("%s: query is sent", name) << isReal << false << u"POST "_s;
            QTest::addRow("%s: job is made", name) << isReal << false << u" 303 "_s;
            QTest::addRow("%s: RUN is sent", name) << isReal << false << u"/phase"_s;
            QTest::addRow("%s: waiting", name) << isReal << true << u"GET "_s;
            QTest::addRow("%s: phase is known", name) << isReal << true << u" 200 "_s;
        };
        add("sample service", false);
        if (qEnvironmentVariableIsSet("TAPDESK_REAL_TAP"))
            add("real server", true);
        else
            qWarning("NOT RUN against a real TAP server: TAPDESK_REAL_TAP is not set");
    }

    /// kill -9 between any two requests: the job is found with its true state, and its rows come.
    /// The log of the requests tells where the program is; where it is killed a little later, the
    /// same has to hold.
    void killedAtEachStep()
    {
        QFETCH(const bool, isReal);
        QFETCH(const bool, isWaiting);
        QFETCH(const QString, line);
        std::optional<SampleProcess> sample;
        if (!isReal)
            sample.emplace();
        const auto service = isReal ? qEnvironmentVariable("TAPDESK_REAL_TAP") : sample->url;
        // DaCHS drops run ids: the query itself tells which job is ours.
        const auto mark =
            u"kill_%1_%2"_s.arg(QDateTime::currentMSecsSinceEpoch()).arg(line.trimmed().size());
        const auto query =
            u"SELECT target_id AS %1 FROM cars_dr1.host_properties WHERE target_id = 7"_s.arg(mark);
        Program program;
        const QStringList submit {u"submit"_s, u"--service"_s, service, u"--lang"_s,
                                  u"ADQL"_s,   u"--verbose"_s, query};
        if (isWaiting) {
            const auto sent = program.run(submit);
            VERIFY_CODE(sent.code, 0, sent.err);
            program.runAndKill({u"wait"_s, u"--verbose"_s, sent.out.trimmed()}, line);
        } else {
            const auto killed = program.runAndKill(submit, line);
            QVERIFY2(killed.err.contains(line), qPrintable(killed.err));
        }

        const QStringList find {u"jobs"_s, u"--service"_s, service, u"--text"_s, mark, u"--json"_s};
        const auto listed = program.run(find);
        VERIFY_CODE(listed.code, 0, listed.err);
        if (array(listed).isEmpty()) { // no request had left
            QVERIFY(line == "POST "_L1);
            return;
        }
        QCOMPARE(array(listed).size(), 1);
        const auto job = array(listed).first().toObject();
        const auto url = job.value("url"_L1).toString();
        const auto phase = job.value("phase"_L1).toString();
        QVERIFY2(QStringList({u"PENDING"_s, u"QUEUED"_s, u"EXECUTING"_s, u"COMPLETED"_s})
                     .contains(phase),
                 qPrintable(phase));
        QCOMPARE(array(program.run(find + QStringList {u"--offline"_s})).size(), 1);

        const auto started = program.run({u"start"_s, url});
        VERIFY_CODE(started.code, 0, started.err);
        QCOMPARE(started.err.contains("already"_L1), phase != "PENDING"_L1);
        const auto waited = program.run({u"wait"_s, u"--timeout"_s, u"60"_s, url}, {}, 70);
        VERIFY_CODE(waited.code, 0, waited.err);
        const auto fetched = program.run({u"fetch"_s, u"--format"_s, u"csv"_s, url});
        VERIFY_CODE(fetched.code, 0, fetched.err);
        QCOMPARE(lines(fetched.out), QStringList({mark, u"7"_s}));
        const auto after = array(program.run(find)).first().toObject();
        QCOMPARE(after.value("phase"_L1).toString(), u"COMPLETED"_s);
        const auto removed = program.run({u"archive"_s, url});
        VERIFY_CODE(removed.code, 0, removed.err);
    }
};

QTEST_GUILESS_MAIN(TestCliJobs)

#include "tst_cli_jobs.moc"
