// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archiving.h"
#include "core/jobs/rerun.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;

namespace {

using Kind = JobPhase::Kind;

const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);

JobRecord job(const QString& id, Kind phase, const QDateTime& ended = {},
              std::optional<qint64> bytes = {})
{
    JobRecord record;
    record.serviceId = u"cars"_s;
    record.jobId = id;
    record.phase = phase;
    record.ended = ended;
    record.serverBytes = bytes;
    return record;
}

QList<JobRecord> records()
{
    auto gone = job(u"gone"_s, Kind::Completed, now.addDays(-30), 1);
    gone.gone = true;
    auto labelled = job(u"labelled"_s, Kind::Completed, now.addSecs(-1), 10);
    labelled.runId = u"BH-mass"_s;
    auto created = job(u"created"_s, Kind::Completed);
    created.created = now.addDays(-2);
    return {job(u"old"_s, Kind::Completed, now.addDays(-8), 100),
            job(u"failed"_s, Kind::Error, now.addDays(-8)),
            job(u"runs"_s, Kind::Executing),
            job(u"archived"_s, Kind::Archived, now.addDays(-8), 100),
            gone,
            labelled,
            created,
            job(u"timeless"_s, Kind::Completed)};
}

TapService cars()
{
    return {.id = u"cars"_s,
            .language = u"PostgreSQL"_s,
            .languages = {u"PostgreSQL"_s, u"ADQL"_s},
            .queues = {{.name = u"30s"_s}, {.name = u"5m"_s}}};
}

} // namespace

class TestArchiving final : public QObject
{
    Q_OBJECT

private slots:
    void candidates_data()
    {
        QTest::addColumn<ArchiveFilter>("filter");
        QTest::addColumn<QString>("ids");
        QTest::newRow("all completed") << ArchiveFilter() << u"old labelled created timeless"_s;
        QTest::newRow("older than a week") << ArchiveFilter {.olderThan = 7 * 24h} << u"old"_s;
        QTest::newRow("no end: since creation")
            << ArchiveFilter {.olderThan = 24h} << u"old created"_s;
        QTest::newRow("just not old enough") << ArchiveFilter {.olderThan = 8 * 24h} << QString();
        QTest::newRow("larger than") << ArchiveFilter {.largerThan = 10} << u"old"_s;
        QTest::newRow("run id") << ArchiveFilter {.runId = u"BH-mass"_s} << u"labelled"_s;
        QTest::newRow("run id, other case") << ArchiveFilter {.runId = u"bh-mass"_s} << QString();
        QTest::newRow("spared") << ArchiveFilter {.spared = {u"old"_s, u"timeless"_s}}
                                << u"labelled created"_s;
        QTest::newRow("failed, too") << ArchiveFilter {.phases = {Kind::Error}} << u"failed"_s;
        QTest::newRow("any phase, never archived or gone ones")
            << ArchiveFilter {.phases = {}} << u"old failed runs labelled created timeless"_s;
        QTest::newRow("asked for archived ones")
            << ArchiveFilter {.phases = {Kind::Archived}} << QString();
    }

    void candidates()
    {
        QFETCH(const ArchiveFilter, filter);
        QStringList ids;
        for (const auto& record : archiveCandidates(records(), filter, now))
            ids.append(record.jobId);
        QTEST(ids.join(u' '), "ids");
    }

    void quota()
    {
        const Quota expected {.used = 110, .limit = 1000, .untold = 2};
        QCOMPARE(quotaOf(records(), 1000), expected);
        QCOMPARE(quotaOf({}, 0), Quota());
    }

    void languages_data()
    {
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("sent");
        QTest::newRow("Daiquiri's, with a version") << u"postgresql-16.2"_s << u"PostgreSQL"_s;
        QTest::newRow("as sent") << u"PostgreSQL"_s << u"PostgreSQL"_s;
        QTest::newRow("lower case") << u"adql"_s << u"ADQL"_s;
        QTest::newRow("version of a language without") << u"ADQL-2.0"_s << u"ADQL"_s;
        QTest::newRow("another language") << u"MySQL-8"_s << u"MySQL-8"_s;
        QTest::newRow("none") << QString() << QString();
    }

    void languages()
    {
        QFETCH(const QString, told);
        QTEST(languageParameter(told, cars()), "sent");
        // A service that has the version as such gets it.
        const TapService exact {.languages = {u"ADQL"_s, u"ADQL-2.0"_s}};
        QCOMPARE(languageParameter(u"adql-2.0"_s, exact), u"ADQL-2.0"_s);
    }

    void asksTheSameAgain()
    {
        auto record = job(u"1"_s, Kind::Archived);
        record.query = u"SELECT 1 -- é\n;"_s;
        record.language = u"postgresql-16.2"_s;
        record.queue = u"5m"_s;
        record.runId = u"BH-mass"_s;
        record.maxrec = 7;

        const TapQuery expected {.service = cars(),
                                 .text = record.query,
                                 .language = u"PostgreSQL"_s,
                                 .mode = TapQuery::Mode::Async,
                                 .queue = u"5m"_s,
                                 .runId = u"BH-mass"_s,
                                 .maxrec = 7};
        QCOMPARE(rerunQuery(record, cars()), expected);
    }

    void queues_data()
    {
        QTest::addColumn<QString>("queue");
        QTest::addColumn<bool>("isTold"); // the service tells its queues
        QTest::addColumn<QString>("sent");
        QTest::newRow("known") << u"5m"_s << true << u"5m"_s;
        QTest::newRow("any case") << u"5M"_s << true << u"5M"_s;
        QTest::newRow("abolished") << u"long"_s << true << QString();
        QTest::newRow("of a service that tells none") << u"long"_s << false << u"long"_s;
    }

    void queues()
    {
        QFETCH(const QString, queue);
        QFETCH(const bool, isTold);
        auto record = job(u"1"_s, Kind::Completed);
        record.query = u"SELECT 1"_s;
        record.queue = queue;
        auto service = cars();
        if (!isTold)
            service.queues.clear();
        QTEST(rerunQuery(record, service)->queue, "sent");
    }

    void withoutAQueryThereIsNothingToAsk()
    {
        auto record = job(u"1"_s, Kind::Completed);
        record.query = u" \n"_s;
        QVERIFY(!canRerun(record));
        QVERIFY(!rerunQuery(record, cars()));
    }
};

QTEST_GUILESS_MAIN(TestArchiving)

#include "tst_archiving.moc"
