// SPDX-License-Identifier: GPL-3.0-or-later
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
    JobRecord record;
    record.serviceId = u"test"_s;
    record.jobId = id;
    record.phase = phase;
    record.created = QDateTime(QDate(2025, 11, 21), QTime(14, 3), Qt::UTC);
    return record;
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
        QList<QPersistentModelIndex> kept;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (now.contains(model.job(row).jobId))
                kept.append(model.index(row, 0));
        }

        model.setJobs(jobs(now));

        QStringList ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.append(model.job(row).jobId);
        QCOMPARE(sorted(ids), sorted(now));
        for (const auto& index : std::as_const(kept))
            QVERIFY(index.isValid()); // and so is a selection
        // The rows are found again.
        for (const QString& id : now)
            model.update(job(id, Kind::Error));
        QCOMPARE(model.rowCount(), now.size());
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.job(row).phase.kind(), Kind::Error);
    }

    void anotherServiceIsAnotherList()
    {
        JobListModel model;
        model.setJobs(jobs({u"1"_s}));
        auto other = job(u"1"_s, Kind::Executing);
        other.serviceId = u"other"_s;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setJobs({other});
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.activeCount(), 1);
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
        QTest::newRow("executing, gone")
            << JobPhase(Kind::Executing) << true << "EXECUTING (gone)" << 0;
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
        model.update(record);
        const auto cell = model.index(0, JobListModel::PhaseColumn);
        QTEST(cell.data().toString(), "word");
        QVERIFY(!cell.data(Qt::DecorationRole).isNull());
        QTEST(model.activeCount(), "active");
        // Only what is under way has a time that goes on.
        const auto time = model.index(0, JobListModel::DurationColumn).data().toString();
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
