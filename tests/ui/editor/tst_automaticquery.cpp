// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/taprun.h"
#include "tests/core/uws/uwsanswers.h"
#include "tests/ui/workbenchscene.h"
#include "ui/editor/querytab.h"
#include "ui/editor/sqleditor.h"
#include "ui/results/resultview.h"

#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::phase;
using tapdesk::test::seeJob;

namespace {

const auto limit = "canceling statement due to statement timeout"_ba;

Answer document(const QByteArray& status, const QByteArray& words, const QByteArray& rows = {})
{
    return {.status = status == "ERROR" ? 400 : 200,
            .body =
                "<VOTABLE version='1.3'><RESOURCE type='results'><INFO name='QUERY_STATUS' value='"
                + status + "'>" + words
                + "</INFO><TABLE><FIELD name='n' datatype='int'/><DATA><TABLEDATA>" + rows
                + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"};
}

QList<Answer> jobThatEnds(const Answer& end)
{
    return {seeJob(), phase("PENDING"), seeJob(), end};
}

} // namespace

/// "Run as: automatic": one result tab, whatever it takes.
class TestAutomaticQuery final : public QObject
{
    Q_OBJECT

private slots:
    void movesOn_data()
    {
        QTest::addColumn<QList<Answer>>("script");
        QTest::addColumn<QStringList>("queues"); // of the jobs that were made
        QTest::addColumn<bool>("hasRows");

        const auto rows = document("OK", {}, "<TR><TD>1</TD></TR>");
        const auto outOfTime = phase("ERROR", "<uws:errorSummary>" + limit + "</uws:errorSummary>");
        const QList<Answer> toSlow {document("ERROR", limit)};
        QTest::newRow("quick") << QList {rows} << QStringList() << true;
        QTest::newRow("refused for another reason")
            << QList {document("ERROR", "no such table")} << QStringList() << false;
        QTest::newRow("first queue") << toSlow + jobThatEnds(phase("COMPLETED")) + QList {rows}
                                     << QStringList {u"30s"_s} << true;
        QTest::newRow("second queue")
            << toSlow + jobThatEnds(outOfTime) + jobThatEnds(phase("COMPLETED")) + QList {rows}
            << QStringList {u"30s"_s, u"5m"_s} << true;
        QTest::newRow("too long for all")
            << toSlow + jobThatEnds(outOfTime) + jobThatEnds(outOfTime)
            << QStringList {u"30s"_s, u"5m"_s} << false;
    }

    void movesOn()
    {
        QFETCH(QList<Answer>, script);
        QFETCH(QStringList, queues);
        QFETCH(bool, hasRows);
        test::WorkbenchScene scene;
        scene.service.queues = {{.name = u"30s"_s, .limit = std::chrono::seconds(30)},
                                {.name = u"5m"_s, .limit = std::chrono::minutes(5)}};
        QVERIFY(scene.services.add(scene.service));
        scene.network.script = script;
        QueryTab tab(scene.workbench(), {}, {});
        QSignalSpy notices(&tab, &QueryTab::notice);
        tab.setOptions(
            {.serviceId = u"test"_s, .language = u"PostgreSQL"_s, .runAs = RunOptions::automatic});
        tab.editor().setText(u"SELECT 1"_s);

        tab.run();

        QTRY_VERIFY(scene.network.script.isEmpty());
        QTRY_VERIFY(!tab.activeRun());
        QCOMPARE(tab.currentResult()->run()->outcome()->has_value(), hasRows);
        QCOMPARE(tab.currentResult()->table().rowCount(), hasRows ? 1 : 0);
        QStringList sent;
        for (int i = 0; i < scene.network.asked.size(); ++i) {
            if (scene.network.asked[i] == "POST /tap/async")
                sent.append(QUrlQuery(QString::fromUtf8(scene.network.bodies[i]))
                                .queryItemValue(u"QUEUE"_s));
        }
        QCOMPARE(sent, queues);
        QCOMPARE(notices.size(), queues.size());
        const auto* results = tab.findChild<QTabWidget*>();
        QVERIFY(results);
        QCOMPARE(results->count(), 1);
    }
};

QTEST_MAIN(TestAutomaticQuery)
#include "tst_automaticquery.moc"
