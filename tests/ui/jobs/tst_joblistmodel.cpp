// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/jobs/jobmaker.h"
#include "ui/jobs/joblistmodel.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using Kind = JobPhase::Kind;

namespace {

JobRecord job(const QString& id, JobPhase phase = Kind::Completed)
{
    return tapdesk::test::makeJob(id, std::move(phase));
}

QList<JobRecord> jobs(const QStringList& ids)
{
    QList<JobRecord> made;
    for (const QString& id : ids)
        made.append(job(id));
    return made;
}

QStringList sorted(QStringList ids)
{
    ids.sort();
    return ids;
}

} // namespace

class TestJobListModel final : public QObject
{
    Q_OBJECT

private slots:
    void lists_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("now");
        QTest::newRow("first") << QStringList() << QStringList {u"1"_s, u"2"_s};
        QTest::newRow("same") << QStringList {u"1"_s, u"2"_s} << QStringList {u"1"_s, u"2"_s};
        QTest::newRow("one more") << QStringList {u"1"_s} << QStringList {u"2"_s, u"1"_s};
        QTest::newRow("one less") << QStringList {u"3"_s, u"2"_s, u"1"_s}
                                  << QStringList {u"3"_s, u"1"_s};
        QTest::newRow("some more, some less")
            << QStringList {u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s}
            << QStringList {u"7"_s, u"6"_s, u"4"_s, u"2"_s};
        QTest::newRow("all others") << QStringList {u"1"_s, u"2"_s} << QStringList {u"3"_s};
        QTest::newRow("none") << QStringList {u"1"_s} << QStringList();
    }
    void lists()
    {
        QFETCH(const QStringList, before);
        QFETCH(const QStringList, now);
        JobListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJobs(jobs(before));
        model.setJobs(jobs(now));

        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.append(model.job(row).jobId);
        QCOMPARE(sorted(ids), sorted(now));
        // The rows are found again.
        for (const QString& id : now)
            model.update(job(id, Kind::Error));
        QCOMPARE(model.rowCount(), now.size());
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.job(row).phase.kind(), Kind::Error);
    }

    void theSameIdAtAnotherServiceIsAnotherJob()
    {
        JobListModel model;
        model.update(job(u"1"_s));
        auto other = job(u"1"_s, Kind::Executing);
        other.serviceId = u"other"_s;
        model.update(other);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.activeCount(), 1);
        QVERIFY(model.rowOf(keyOf(other)) != model.rowOf(keyOf(job(u"1"_s))));
    }

    void order_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QStringList>("ids"); // ascending
        using Ids = QStringList;
        QTest::newRow("phase: as in a life")
            << int(JobListModel::PhaseColumn) << Ids {u"b"_s, u"a"_s, u"c"_s};
        QTest::newRow("run id: numbers by value")
            << int(JobListModel::RunIdColumn) << Ids {u"c"_s, u"b"_s, u"a"_s};
        QTest::newRow("queue") << int(JobListModel::QueueColumn) << Ids {u"b"_s, u"c"_s, u"a"_s};
        QTest::newRow("created") << int(JobListModel::CreatedColumn)
                                 << Ids {u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("time: what is unknown first")
            << int(JobListModel::ElapsedColumn) << Ids {u"b"_s, u"c"_s, u"a"_s};
        QTest::newRow("rows: as numbers")
            << int(JobListModel::RowsColumn) << Ids {u"b"_s, u"c"_s, u"a"_s};
        QTest::newRow("size: the service's before ours")
            << int(JobListModel::SizeColumn) << Ids {u"b"_s, u"a"_s, u"c"_s};
    }
    void order()
    {
        QFETCH(const int, column);
        QFETCH(const QStringList, ids);
        auto a = job(u"a"_s, Kind::Completed);
        a.runId = u"run-10"_s;
        a.queue = u"30s"_s;
        a.rows = 1000;
        a.bytes = 9'000'000;
        a.serverBytes = 20;
        a.started = a.created;
        a.ended = a.created.addSecs(90);
        auto b = job(u"b"_s, Kind::Queued);
        b.phase = Kind::Pending;
        b.runId = u"Run-9"_s;
        b.created = b.created.addSecs(1);
        auto c = job(u"c"_s, Kind::Error);
        c.runId = u"run-1"_s;
        c.queue = u"5m"_s;
        c.created = c.created.addSecs(2);
        c.started = c.created;
        c.ended = c.created.addSecs(5);
        c.rows = 99;
        c.bytes = 30;
        JobListModel model;
        model.setJobs({b, c, a});
        const auto shown = [&model] {
            QStringList found;
            for (int row = 0; row < model.rowCount(); ++row)
                found.append(model.job(row).jobId);
            return found;
        };

        model.sort(column, Qt::AscendingOrder);
        QCOMPARE(shown(), ids);
        model.sort(column, Qt::DescendingOrder);
        QCOMPARE(shown(), QStringList(ids.crbegin(), ids.crend()));

        // One that changes or comes later finds its place as well.
        JobListModel live;
        live.sort(column, Qt::AscendingOrder);
        for (const auto& id : {u"c"_s, u"a"_s, u"b"_s})
            live.update(job(id));
        for (const auto& record : {c, a, b})
            live.update(record);
        for (int row = 0; row < live.rowCount(); ++row)
            QCOMPARE(live.job(row).jobId, ids.at(row));
    }

    void filters_data()
    {
        QTest::addColumn<PhaseGroup>("group");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ids");
        using Ids = QStringList;
        QTest::newRow("all") << PhaseGroup::All << "" << Ids {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        QTest::newRow("completed") << PhaseGroup::Completed << "" << Ids {u"a"_s, u"d"_s};
        QTest::newRow("running") << PhaseGroup::Running << "" << Ids {u"b"_s};
        QTest::newRow("gone") << PhaseGroup::Gone << "" << Ids {u"c"_s};
        QTest::newRow("run id, any case") << PhaseGroup::All << "SED" << Ids {u"a"_s};
        QTest::newRow("query") << PhaseGroup::All << "photometry" << Ids {u"b"_s, u"d"_s};
        QTest::newRow("phase") << PhaseGroup::All << "executing" << Ids {u"b"_s};
        QTest::newRow("blanks around it") << PhaseGroup::All << "  sed " << Ids {u"a"_s};
        QTest::newRow("both") << PhaseGroup::Completed << "photometry" << Ids {u"d"_s};
        QTest::newRow("nothing") << PhaseGroup::Error << "" << Ids();
        QTest::newRow("not across fields") << PhaseGroup::All << "sed-7select" << Ids();
    }
    void filters()
    {
        QFETCH(const PhaseGroup, group);
        QFETCH(const QString, text);
        QFETCH(const QStringList, ids);
        auto a = job(u"a"_s);
        a.runId = u"sed-7"_s;
        a.query = u"SELECT 1"_s;
        auto b = job(u"b"_s, Kind::Executing);
        b.query = u"SELECT * FROM photometry"_s;
        auto c = job(u"c"_s);
        c.gone = true;
        auto d = job(u"d"_s);
        d.query = b.query;
        const auto shown = [](const JobListModel& model) {
            QStringList found;
            for (int row = 0; row < model.rowCount(); ++row)
                found.append(model.job(row).jobId);
            return sorted(found);
        };
        JobListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJobs({a, b, c, d});

        model.setFilter({.group = group, .text = text});
        QCOMPARE(shown(model), ids);
        // The count of a chip is what choosing it would show.
        QCOMPARE(model.counts()[size_t(group)], ids.size());

        // Jobs that come, change and go out of the filter: the same.
        JobListModel live;
        const QAbstractItemModelTester liveTester(
            &live, QAbstractItemModelTester::FailureReportingMode::QtTest);
        live.setFilter({.group = group, .text = text});
        for (const auto& id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            live.update(job(id, Kind::Error));
        for (const auto& record : {a, b, c, d})
            live.update(record);
        QCOMPARE(shown(live), ids);
        QCOMPARE(live.counts(), model.counts());
        QCOMPARE(live.activeCount(), model.activeCount());
    }

    void anotherOrderKeepsIndexes()
    {
        JobListModel model;
        model.setJobs(jobs({u"1"_s, u"2"_s, u"3"_s}));
        const QPersistentModelIndex second = model.index(model.rowOf(keyOf(job(u"2"_s))), 0);
        auto first = job(u"2"_s);
        first.runId = u"z"_s;
        model.update(first);
        model.sort(JobListModel::RunIdColumn, Qt::DescendingOrder);
        QCOMPARE(second.row(), 0);
        QCOMPARE(model.job(second.row()).jobId, u"2"_s);
        first.runId = u"a"_s; // it moves by itself when it changes
        auto other = job(u"3"_s);
        other.runId = u"k"_s;
        model.update(other);
        model.update(first);
        QCOMPARE(model.job(second.row()).jobId, u"2"_s);
        QCOMPARE(second.row(), 1);
    }

    void phases_data()
    {
        QTest::addColumn<JobPhase>("phase");
        QTest::addColumn<bool>("gone");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("active");
        QTest::newRow("pending") << JobPhase(Kind::Pending) << false << "PENDING" << 0;
        QTest::newRow("queued") << JobPhase(Kind::Queued) << false << "QUEUED" << 1;
        QTest::newRow("executing") << JobPhase(Kind::Executing) << false << "EXECUTING" << 1;
        QTest::newRow("executing, gone") << JobPhase(Kind::Executing) << true << "gone" << 0;
        QTest::newRow("archived") << JobPhase(Kind::Archived) << false << "ARCHIVED" << 0;
        QTest::newRow("own word") << JobPhase::fromWord(u"BAKING"_s) << false << "BAKING" << 0;
    }
    void phases()
    {
        QFETCH(const JobPhase, phase);
        QFETCH(const bool, gone);
        JobListModel model;
        auto record = job(u"1"_s, phase);
        record.gone = gone;
        record.lastSeen = QDateTime::currentDateTimeUtc();
        model.update(record);
        const auto cell = model.index(0, JobListModel::PhaseColumn);
        QTEST(cell.data().toString(), "word");
        QVERIFY(!cell.data(Qt::DecorationRole).isNull());
        QTEST(model.activeCount(), "active");
        // Only what is under way has a time that goes on.
        const auto time = model.index(0, JobListModel::ElapsedColumn).data().toString();
        QCOMPARE(time.isEmpty(), model.activeCount() == 0);
    }

    void theQueryStandsInForTheRunId()
    {
        JobListModel model;
        auto record = job(u"1"_s);
        record.query = u"SELECT  *\n FROM t"_s;
        model.update(record);
        const auto cell = model.index(0, JobListModel::RunIdColumn);
        QCOMPARE(cell.data().toString(), u"SELECT * FROM t"_s);
        QVERIFY(cell.data(Qt::FontRole).value<QFont>().italic());
        record.runId = u"sed-7"_s;
        model.update(record);
        QCOMPARE(cell.data().toString(), u"sed-7"_s);
        QVERIFY(!cell.data(Qt::FontRole).value<QFont>().italic());
    }

    void serverTextIsNoMarkup()
    {
        JobListModel model;
        auto record = job(u"1"_s, Kind::Error);
        record.errorMessage = u"<img src='file:///etc/hosts'>"_s;
        model.update(record);
        const auto tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"&lt;img"_s) && !tip.contains(u"<img"_s), qPrintable(tip));
    }
};

QTEST_MAIN(TestJobListModel)
#include "tst_joblistmodel.moc"
