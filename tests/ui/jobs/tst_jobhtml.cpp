// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/jobs/jobmaker.h"
#include "tests/ui/workbenchscene.h"
#include "ui/base/theme.h"
#include "ui/jobs/jobdetails.h"
#include "ui/jobs/jobhtml.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::makeJob;
using tapdesk::test::WorkbenchScene;
using Kind = JobPhase::Kind;

Q_DECLARE_METATYPE(JobStory)

namespace {

QString plain(const QString& html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

JobStory fullStory()
{
    JobStory story {.job = makeJob(u"7"_s, Kind::Error)};
    story.job.query = u"SELECT count(*) FROM t -- all"_s;
    story.job.errorMessage = u"division by <b>zero</b>"_s;
    story.job.executionDuration = 30;
    story.job.destruction = story.job.created.addDays(1);
    story.job.rerunOf = u"6"_s;
    story.history = {{.phase = Kind::Queued, .at = story.job.created},
                     {.phase = Kind::Error,
                      .at = story.job.created.addSecs(9),
                      .source = PhaseChange::Source::Service}};
    auto original = makeJob(u"6"_s, Kind::Archived);
    original.runId = u"sed"_s;
    story.original = original;
    story.reruns = {makeJob(u"8"_s)};
    story.parameters = {{u"table_name"_s, u"2026"_s}};
    story.document = "<uws:job/>";
    return story;
}

} // namespace

/// The page about one job.
class TestJobHtml final : public QObject
{
    Q_OBJECT

private slots:
    void says_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("error, no markup") << "division by <b>zero</b>";
        QTest::newRow("query") << "SELECT count(*) FROM t -- all";
        QTest::newRow("limit") << "30.0 s";
        QTest::newRow("destruction") << "2025-11-22 14:03:00 UTC";
        QTest::newRow("seen here") << "2025-11-21 14:03:00 UTC, as seen here";
        QTest::newRow("told by the service") << "2025-11-21 14:03:09 UTC";
        QTest::newRow("original") << "sed (ARCHIVED)";
        QTest::newRow("rerun") << "8 (COMPLETED)";
        QTest::newRow("parameter") << "table_name";
    }
    void says()
    {
        QFETCH(const QString, words);
        const auto page = jobHtml(fullStory(), Theme::of(QApplication::palette()), false);
        QVERIFY2(plain(page).contains(words), qPrintable(plain(page)));
        // Of a job that nothing is known of, nothing is said.
        const auto empty =
            jobHtml({.job = makeJob(u"x"_s)}, Theme::of(QApplication::palette()), false);
        QVERIFY2(!plain(empty).contains(words), qPrintable(plain(empty)));
    }

    void documentIsFolded()
    {
        const auto theme = Theme::of(QApplication::palette());
        QVERIFY(!plain(jobHtml(fullStory(), theme, false)).contains(u"<uws:job/>"_s));
        QVERIFY(plain(jobHtml(fullStory(), theme, true)).contains(u"<uws:job/>"_s));
        QVERIFY(!jobHtml({.job = makeJob(u"x"_s)}, theme, true).contains(joblink::document));
    }

    void storyFromTheMirror()
    {
        WorkbenchScene bench;
        const auto original = makeJob(u"6"_s, Kind::Archived);
        auto job = makeJob(u"7"_s);
        job.rerunOf = u"6"_s;
        auto rerun = makeJob(u"8"_s);
        rerun.rerunOf = u"7"_s;
        QVERIFY(bench.store->save({original, job, rerun}));
        const QByteArray document =
            "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'><uws:jobId>7</uws:jobId>"
            "<uws:phase>COMPLETED</uws:phase><uws:parameters>"
            "<uws:parameter id='QUERY'>SELECT 1</uws:parameter>"
            "<uws:parameter id='table_name'>t1</uws:parameter>"
            "<uws:parameter id='empty'></uws:parameter></uws:parameters></uws:job>";
        QVERIFY(bench.store->saveDocument(u"test"_s, u"7"_s, document));

        const auto story = storyOf(job, *bench.store);

        QCOMPARE(story.original->jobId, u"6"_s);
        QCOMPARE(story.reruns.size(), 1);
        QCOMPARE(story.document, document);
        using Parameters = QList<std::pair<QString, QString>>;
        QCOMPARE(story.parameters, (Parameters {{u"table_name"_s, u"t1"_s}}));
        QVERIFY(!story.history.isEmpty());
    }

    void linksAct()
    {
        WorkbenchScene bench;
        auto job = makeJob(u"7"_s, Kind::Error);
        job.query = u"SELECT 7"_s;
        job.errorMessage = u"no such table"_s;
        JobDetails details(bench.jobs);
        details.setJob(job);
        QSignalSpy wanted(&details, &JobDetails::jobWanted);
        JobKey key;
        connect(&details, &JobDetails::jobWanted, this, [&](const JobKey& told) { key = told; });
        emit details.anchorClicked(QUrl(joblink::copyError));
        QCOMPARE(QApplication::clipboard()->text(), job.errorMessage);
        emit details.anchorClicked(QUrl(joblink::copyQuery));
        QCOMPARE(QApplication::clipboard()->text(), job.query);
        emit details.anchorClicked(QUrl(joblink::job + u"a%2Fb"_s));
        QCOMPARE(key, JobKey(u"test"_s, u"a/b"_s));
    }

    void newsDoNotScroll()
    {
        WorkbenchScene bench;
        auto job = makeJob(u"7"_s, Kind::Executing);
        job.query = QString(u"SELECT 1,\n"_s).repeated(200);
        JobDetails details(bench.jobs);
        details.resize(300, 200);
        details.show();
        details.setJob(job);
        auto* bar = details.verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        const int place = bar->value();
        QVERIFY(place > 0);
        job.rows = 7;
        details.setJob(job);
        QCOMPARE(bar->value(), place);
        details.setJob(makeJob(u"8"_s));
        QCOMPARE(bar->value(), 0);
    }
};

QTEST_MAIN(TestJobHtml)
#include "tst_jobhtml.moc"
