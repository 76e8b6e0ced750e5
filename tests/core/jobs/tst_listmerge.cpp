// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/listmerge.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

using Kind = JobPhase::Kind;
using Expects = ListMerge::Expects;

const QUrl jobList(u"https://example.org/tap/async"_s);

/// A list of "id PHASE" lines.
QByteArray listOf(const QStringList& lines)
{
    QString entries;
    for (const auto& line : lines) {
        entries += u"<jobref id='%1'><phase>%2</phase></jobref>"_s.arg(line.section(u' ', 0, 0),
                                                                       line.section(u' ', 1));
    }
    return u"<jobs version='1.1'>%1</jobs>"_s.arg(entries).toUtf8();
}

QStringList many(int count, const QString& phase)
{
    QStringList lines;
    for (int i = 0; i < count; ++i)
        lines.append(u"%1 %2"_s.arg(i).arg(phase));
    return lines;
}

} // namespace

/// What a list does to the mirror; ServiceWatch's test tells what is asked then.
class TestListMerge final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::move(*JobStore::open(m_folder->filePath(u"tapdesk.sqlite"_s)));
        m_listed.clear();
        m_followed.clear();
    }

    void theSecondList_data()
    {
        QTest::addColumn<QStringList>("second"); // after "a COMPLETED", "b EXECUTING"
        QTest::addColumn<Expects>("expects");
        QTest::addColumn<int>("compared"); // entries that were looked up in the mirror
        QTest::addColumn<bool>("hasChanged");
        QTest::addColumn<QString>("ended");
        QTest::addColumn<QString>("missing");
        const QStringList same {u"a COMPLETED"_s, u"b EXECUTING"_s};
        QTest::newRow("the same") << same << Expects::All << 1 << false << QString() << QString();
        QTest::newRow("one has ended") << QStringList {u"a COMPLETED"_s, u"b ERROR"_s}
                                       << Expects::All << 1 << true << u"b"_s << QString();
        QTest::newRow("a new one") << same + QStringList {u"c COMPLETED"_s} << Expects::All << 2
                                   << true << QString() << QString();
        QTest::newRow("an ended one is gone")
            << QStringList {u"b EXECUTING"_s} << Expects::All << 1 << false << QString() << u"a"_s;
        QTest::newRow("active ones only") << QStringList {u"b EXECUTING"_s} << Expects::Busy << 1
                                          << false << QString() << QString();
        QTest::newRow("none is active")
            << QStringList() << Expects::Busy << 0 << false << QString() << u"b"_s;
        QTest::newRow("those created later")
            << QStringList() << Expects::Nothing << 0 << false << QString() << QString();
    }

    void theSecondList()
    {
        QFETCH(const QStringList, second);
        QFETCH(const Expects, expects);
        merge({u"a COMPLETED"_s, u"b EXECUTING"_s}, Expects::All);

        const auto merged = merge(second, expects);

        QTEST(static_cast<int>(merged.news.entries.size()), "compared");
        QTEST(merged.hasChanged, "hasChanged");
        QTEST(merged.ended.isEmpty() ? QString() : merged.ended.first().fileName(), "ended");
        QTEST(merged.missing.isEmpty() ? QString() : merged.missing.first().jobId, "missing");
    }

    /// LAST=500 cuts the lists of services without accounts: what is not in it may be there.
    void aListWithItsEndCutOff_data()
    {
        QTest::addColumn<int>("listed");
        QTest::addColumn<QStringList>("missing");
        QTest::newRow("499 of 500") << 499 << QStringList {u"old"_s, u"busy"_s};
        QTest::newRow("500 of 500") << 500 << QStringList {u"busy"_s};
        QTest::newRow("more, LAST is not known there") << 501 << QStringList {u"busy"_s};
    }

    void aListWithItsEndCutOff()
    {
        QFETCH(const int, listed);
        merge({u"busy EXECUTING"_s, u"old COMPLETED"_s}, Expects::All);

        const auto merged = merge(many(listed, u"COMPLETED"_s), Expects::All, 500);

        QStringList missing;
        for (const auto& record : merged.missing)
            missing.append(record.jobId);
        QTEST(missing, "missing");
        QCOMPARE(m_store->counts()->total(), listed + 2);
        QVERIFY(merged.isWhole);
    }

    void aRunKnowsBetter()
    {
        m_followed = {u"a"_s};
        auto merged = merge({u"a EXECUTING"_s}, Expects::All);
        QVERIFY(!merged.hasChanged);
        merged = merge({}, Expects::All);
        QVERIFY(merged.missing.isEmpty());

        m_followed.clear(); // and now it tells nothing any more
        merged = merge({u"a EXECUTING"_s}, Expects::All);
        QVERIFY(merged.hasChanged);
        QCOMPARE(m_store->job(u"test"_s, u"a"_s)->value().phase.kind(), Kind::Executing);
    }

    /// Thousands of jobs take many turns of the event loop, others come in between.
    void aLongListIsNoObstacle()
    {
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
        turn.start(0);
        merge(many(3000, u"COMPLETED"_s), Expects::All);
        QCOMPARE(m_store->counts()->total(), 3000);
        QVERIFY2(turns > 50, qPrintable(QString::number(turns)));
    }

    void endedJobsThatWereOnlySeenAgainAreNotWritten()
    {
        merge({u"a COMPLETED"_s}, Expects::All);
        auto record = m_store->job(u"test"_s, u"a"_s)->value();
        record.lastSeen = record.lastSeen.addDays(-1);
        m_store = std::move(*JobStore::open(m_folder->filePath(u"yesterday.sqlite"_s)));
        QVERIFY(m_store->save(record));
        m_listed.clear(); // another start

        QVERIFY(!merge({u"a COMPLETED"_s}, Expects::All).hasChanged);
        QCOMPARE(*m_store->job(u"test"_s, u"a"_s), record);
    }

    void noListLeavesAllAsItIs()
    {
        merge({u"a COMPLETED"_s}, Expects::All);
        const auto outcome = outcomeOf("<html><title>Down</title></html>", Expects::All, 0);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Protocol);
        QCOMPARE(m_store->counts()->total(), 1);
    }

private:
    Result<MergedList> outcomeOf(const QByteArray& body, Expects expects, int cutAt)
    {
        ListMerge merge(*m_store, m_listed,
                        [this](const QString& id) { return m_followed.contains(id); });
        std::optional<Result<MergedList>> outcome;
        connect(&merge, &ListMerge::finished, this,
                [&outcome](const auto& merged) { outcome = merged; });
        ListMerge::Task task {
            .serviceId = u"test"_s, .answer = {}, .filter = {}, .expects = expects, .cutAt = cutAt};
        task.answer.url = jobList;
        task.answer.body = body;
        merge.start(task);
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000))
            return failure({.kind = Error::Kind::Timeout});
        return *outcome;
    }

    MergedList merge(const QStringList& lines, Expects expects, int cutAt = 0)
    {
        return outcomeOf(listOf(lines), expects, cutAt).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobStore> m_store;
    ListedJobs m_listed;
    QStringList m_followed;
};

QTEST_GUILESS_MAIN(TestListMerge)

#include "tst_listmerge.moc"
