// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobphase.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;
using Kind = JobPhase::Kind;

class JobPhaseTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsWords_data();
    void readsWords();
    void startsUnknown();
};

void JobPhaseTest::readsWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("terminal");
    QTest::addColumn<bool>("blocks");

    const auto row = [](const char* name, const QString& word, Kind kind, const char* shown,
                        bool terminal, bool blocks) {
        QTest::newRow(name) << word << int(kind) << QString::fromLatin1(shown) << terminal
                            << blocks;
    };
    row("PENDING", u"PENDING"_s, Kind::Pending, "PENDING", false, true);
    row("QUEUED", u"QUEUED"_s, Kind::Queued, "QUEUED", false, true);
    row("EXECUTING", u"EXECUTING"_s, Kind::Executing, "EXECUTING", false, true);
    row("COMPLETED", u"COMPLETED"_s, Kind::Completed, "COMPLETED", true, false);
    row("ERROR", u"ERROR"_s, Kind::Error, "ERROR", true, false);
    row("ABORTED", u"ABORTED"_s, Kind::Aborted, "ABORTED", true, false);
    row("HELD", u"HELD"_s, Kind::Held, "HELD", false, false);
    row("SUSPENDED", u"SUSPENDED"_s, Kind::Suspended, "SUSPENDED", false, false);
    row("ARCHIVED", u"ARCHIVED"_s, Kind::Archived, "ARCHIVED", true, false);
    row("UNKNOWN", u"UNKNOWN"_s, Kind::Unknown, "UNKNOWN", false, false);
    row("CR LF of ESA's text resource", u"COMPLETED\r\n"_s, Kind::Completed, "COMPLETED", true,
        false);
    row("lower case", u"completed"_s, Kind::Completed, "COMPLETED", true, false);
    row("RUNNING", u"Running"_s, Kind::Executing, "EXECUTING", false, true);
    row("word never heard of", u" Finished "_s, Kind::Unknown, "Finished", false, false);
    row("empty", u""_s, Kind::Unknown, "UNKNOWN", false, false);
}

void JobPhaseTest::readsWords()
{
    QFETCH(const QString, word);
    QFETCH(const int, kind);
    QFETCH(const QString, shown);
    QFETCH(const bool, terminal);
    QFETCH(const bool, blocks);

    const auto phase = JobPhase::fromWord(word);

    QCOMPARE(phase.kind(), Kind(kind));
    QCOMPARE(phase.word(), shown);
    QCOMPARE(phase.isTerminal(), terminal);
    QCOMPARE(phase.isActive(), !terminal);
    QCOMPARE(phase.mayBlock(), blocks);
    if (phase.kind() != Kind::Unknown)
        QCOMPARE(phase, JobPhase(Kind(kind)));
}

void JobPhaseTest::startsUnknown()
{
    QCOMPARE(JobPhase(), JobPhase(Kind::Unknown));
    QVERIFY(JobPhase::fromWord(u"FINISHED"_s) != JobPhase());
}

QTEST_APPLESS_MAIN(JobPhaseTest)
#include "tst_jobphase.moc"
