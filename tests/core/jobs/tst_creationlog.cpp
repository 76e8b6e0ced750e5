// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/creationlog.h"
#include "core/jobs/jobstore.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

JobRecord job(const QString& id)
{
    JobRecord record;
    record.serviceId = u"test"_s;
    record.jobId = id;
    record.url = QUrl(u"https://example.org/tap/async/"_s + id);
    record.phase = JobPhase::Kind::Pending;
    return record;
}

} // namespace

class TestCreationLog final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::move(*JobStore::open(m_folder->filePath(u"tapdesk.sqlite"_s)));
        m_log = std::make_unique<CreationLog>(*m_store);
        m_inStore.clear();
        m_outcomes.clear();
    }

    /// All of them are there before the first is told: they were written at once.
    void thoseOfOneTurn()
    {
        add({u"1"_s, u"2"_s, u"3"_s});
        QCOMPARE(count(), 3); // a kill takes none of them away
        QVERIFY(m_outcomes.isEmpty());

        QTRY_COMPARE(m_outcomes.size(), 3);

        QCOMPARE(m_inStore, (QList<qsizetype> {3, 3, 3}));
        QVERIFY(m_outcomes.first());
        add({u"4"_s});
        QTRY_COMPARE(m_outcomes.size(), 4);
        QCOMPARE(count(), 4);
    }

    void whatCannotBeStored()
    {
        const auto other = *SqliteFile::open(m_folder->filePath(u"tapdesk.sqlite"_s));
        QVERIFY(other->exec(u"CREATE TRIGGER refuse BEFORE INSERT ON jobs WHEN NEW.job_id = '2'"
                            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"_s));

        add({u"1"_s, u"2"_s, u"3"_s});

        QTRY_COMPARE(m_outcomes.size(), 3);
        for (const auto& outcome : std::as_const(m_outcomes))
            QVERIFY(!outcome); // that of the others too: none of them is started
        QCOMPARE(count(), 2); // but they are not forgotten
    }

    void whatIsNotToBeStored()
    {
        m_log->refuse(failure({.kind = Error::Kind::FileSystem}),
                      [this](const Status& outcome) { m_outcomes.append(outcome); });
        QVERIFY(m_outcomes.isEmpty());
        add({u"1"_s});
        QVERIFY(m_log->holds(u"test"_s, u"1"_s));
        QVERIFY(!m_log->holds(u"other"_s, u"1"_s));
        QTRY_COMPARE(m_outcomes.size(), 2);
        QVERIFY(!m_outcomes.first());
        QVERIFY(m_outcomes.last());
        QVERIFY(!m_log->holds(u"test"_s, u"1"_s));
    }

    void theEndOfTheLog()
    {
        add({u"1"_s, u"2"_s});
        m_log.reset();
        QCOMPARE(count(), 2);
        QCoreApplication::processEvents();
        QVERIFY(m_outcomes.isEmpty());
    }

    void whoIsToldMayDeleteTheLog()
    {
        m_log->add(job(u"1"_s), [this](const Status&) { m_log.reset(); });
        add({u"2"_s});
        QTRY_COMPARE(m_outcomes.size(), 1);
        QCOMPARE(count(), 2);
    }

private:
    void add(const QStringList& ids)
    {
        for (const auto& id : ids) {
            m_log->add(job(id), [this](const Status& outcome) {
                m_inStore.append(count());
                m_outcomes.append(outcome);
            });
        }
    }

    qsizetype count() const { return m_store->jobs()->size(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JobStore> m_store;
    std::unique_ptr<CreationLog> m_log;
    QList<qsizetype> m_inStore; // jobs, whenever somebody was told
    QList<Status> m_outcomes;
};

QTEST_GUILESS_MAIN(TestCreationLog)

#include "tst_creationlog.moc"
