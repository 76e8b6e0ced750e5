// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobsummary.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

const QUrl listUrl(u"https://example.org/tap/async?LAST=3"_s);

QList<JobListEntry> parsed(const QByteArray& document)
{
    const auto list = readJobList(document, listUrl);
    if (!list)
        qWarning() << "no list:" << list.error().detail;
    return list.value_or(QList<JobListEntry>());
}

QDateTime noon()
{
    return QDateTime(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);
}

} // namespace

class JobListTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsDaiquiri();
    void readsDachs();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void filtersOnTheService_data();
    void filtersOnTheService();
    void filtersHere_data();
    void filtersHere();
};

void JobListTest::readsDaiquiri()
{
    const auto jobs = parsed(test::readData(u"uws/daiquiri-list.xml"_s));
    const auto archived = parsed(test::readData(u"uws/daiquiri-list-archived.xml"_s));

    QCOMPARE(jobs.size(), 10);
    QCOMPARE(jobs[0].id, u"2a340413-dbb6-4171-a14d-98fb79ea86d4"_s);
    QCOMPARE(jobs[0].url.toString(),
             u"http://127.0.0.1:8765/tap/async/2a340413-dbb6-4171-a14d-98fb79ea86d4"_s);
    QCOMPARE(jobs[0].runId, u"rid1"_s);
    QCOMPARE(jobs[0].creationTime, QDateTime(QDate(2026, 11, 22), QTime(14, 53, 45, 63), Qt::UTC));
    QCOMPARE(jobs[4].phase.kind(), JobPhase::Kind::Error);
    QCOMPARE(jobs[9].phase.kind(), JobPhase::Kind::Pending);
    QCOMPARE(jobs[9].runId, QString());
    QCOMPARE(archived.size(), 2);
    QCOMPARE(archived[1].phase.kind(), JobPhase::Kind::Archived);
    QCOMPARE(parsed(test::readData(u"uws/daiquiri-list-empty.xml"_s)).size(), 0);
}

void JobListTest::readsDachs()
{
    const auto jobs = parsed(test::readData(u"uws/dachs-list.xml"_s));

    QCOMPARE(jobs.size(), 2);
    QCOMPARE(jobs[0].url.toString(), u"http://127.0.0.1:8080/__system__/tap/run/async/a2por686"_s);
    QCOMPARE(jobs[0].phase.kind(), JobPhase::Kind::Completed);
    QCOMPARE(jobs[0].creationTime, QDateTime());
}

void JobListTest::reads_data()
{
    QTest::addColumn<QByteArray>("reference");
    QTest::addColumn<QString>("expected"); // id and URL; empty when it is left out

    const auto row = [](const char* name, const QByteArray& reference, const char* expected) {
        QTest::newRow(name) << reference << QString::fromLatin1(expected);
    };
    row("all there", "<uws:jobref id='a' xlink:href='https://example.org/j/a'/>",
        "a https://example.org/j/a");
    row("no href", "<uws:jobref id='a'/>", "a https://example.org/tap/async/a");
    row("no href, odd id", "<uws:jobref id='a b/c'/>",
        "a b/c https://example.org/tap/async/a%20b%2Fc");
    row("relative href", "<uws:jobref id='a' xlink:href='/j/a'/>", "a https://example.org/j/a");
    row("http behind a TLS proxy", "<uws:jobref id='a' xlink:href='http://example.org/j/a'/>",
        "a https://example.org/j/a");
    row("no id", "<uws:jobref xlink:href='https://example.org/j/a'/>", "a https://example.org/j/a");
    row("no prefix", "<jobref id='a' href='https://example.org/j/a'/>",
        "a https://example.org/j/a");
    row("neither", "<uws:jobref/>", "");
    row("another element", "<uws:extra id='a'/>", "");
}

void JobListTest::reads()
{
    QFETCH(const QByteArray, reference);
    QFETCH(const QString, expected);

    const auto jobs = parsed("<uws:jobs>" + reference + "</uws:jobs>");

    QStringList found;
    for (const auto& job : jobs)
        found += job.id + u' ' + job.url.toString(QUrl::FullyEncoded);
    QCOMPARE(found.join(u'\n'), expected);
}

void JobListTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<int>("kind");

    QTest::newRow("nothing") << QByteArray() << int(Error::Kind::Parse);
    QTest::newRow("cut") << QByteArray("<jobs><jobref id='a'/>") << int(Error::Kind::Parse);
    QTest::newRow("a job") << QByteArray("<job/>") << int(Error::Kind::Protocol);
    QTest::newRow("home page (vollt)")
        << QByteArray("<uws><jobLists/></uws>") << int(Error::Kind::Protocol);
    QTest::newRow("HTML") << QByteArray("<html><br></html>") << int(Error::Kind::Protocol);
}

void JobListTest::refuses()
{
    QFETCH(const QByteArray, document);
    QFETCH(const int, kind);

    const auto read = readJobList(document, listUrl);

    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind(kind));
}

void JobListTest::filtersOnTheService_data()
{
    QTest::addColumn<JobFilter>("filter");
    QTest::addColumn<QString>("expected");

    using Kind = JobPhase::Kind;
    const auto row = [](const char* name, const JobFilter& filter, const char* expected) {
        QTest::newRow(name) << filter << QString::fromLatin1(expected);
    };
    row("all", {}, "https://example.org/tap/async");
    row("two phases", {.phases = {Kind::Queued, Kind::Executing}, .after = {}},
        "https://example.org/tap/async?PHASE=QUEUED&PHASE=EXECUTING");
    row("the two last archived", {.phases = {Kind::Archived}, .after = {}, .last = 2},
        "https://example.org/tap/async?PHASE=ARCHIVED&LAST=2");
    row("times go in UTC", {.phases = {}, .after = noon().toOffsetFromUtc(3600)},
        "https://example.org/tap/async?AFTER=2026-01-02T12:00:00.000Z");
}

void JobListTest::filtersOnTheService()
{
    QFETCH(const JobFilter, filter);
    QFETCH(const QString, expected);

    const auto url = filter.applied(QUrl(u"https://example.org/tap/async"_s));

    QCOMPARE(url.toString(QUrl::FullyEncoded), expected);
}

void JobListTest::filtersHere_data()
{
    QTest::addColumn<JobFilter>("filter");
    QTest::addColumn<int>("phase");
    QTest::addColumn<QDateTime>("created");
    QTest::addColumn<bool>("expected");

    using Kind = JobPhase::Kind;
    const JobFilter all;
    const JobFilter archived {.phases = {Kind::Archived}, .after = {}};
    const JobFilter late {.phases = {}, .after = noon()};
    QTest::newRow("all but archived") << all << int(Kind::Archived) << noon() << false;
    QTest::newRow("unknown is shown") << all << int(Kind::Unknown) << noon() << true;
    QTest::newRow("archived asked for") << archived << int(Kind::Archived) << noon() << true;
    QTest::newRow("another phase") << archived << int(Kind::Error) << noon() << false;
    QTest::newRow("strictly later") << late << int(Kind::Queued) << noon() << false;
    QTest::newRow("later") << late << int(Kind::Queued) << noon().addMSecs(1) << true;
    QTest::newRow("no time known (UWS 1.0)") << late << int(Kind::Queued) << QDateTime() << true;
}

void JobListTest::filtersHere()
{
    QFETCH(const JobFilter, filter);
    QFETCH(const int, phase);
    QFETCH(const QDateTime, created);
    QFETCH(const bool, expected);

    JobListEntry entry;
    entry.phase = JobPhase::Kind(phase);
    entry.creationTime = created;

    QCOMPARE(filter.matches(entry), expected);
}

QTEST_APPLESS_MAIN(JobListTest)
#include "tst_joblist.moc"
