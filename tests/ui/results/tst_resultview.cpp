// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/uws/uwsanswers.h"
#include "tests/ui/workbenchscene.h"
#include "ui/results/errorpanel.h"
#include "ui/results/infopage.h"
#include "ui/results/resulttablemodel.h"
#include "ui/results/resulttableview.h"
#include "ui/results/resultview.h"
#include "ui/results/runstrip.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::phase;
using tapdesk::test::seeJob;
using tapdesk::test::WorkbenchScene;
using Mode = TapQuery::Mode;

namespace {

QByteArray head()
{
    return "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE>"
           "<FIELD name='n' datatype='int'/><DATA><TABLEDATA>";
}

QByteArray rows(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "<TR><TD>" + QByteArray::number(i) + "</TD></TR>\n";
    return text;
}

QByteArray tail(const QByteArray& status = "OK", const QByteArray& words = {})
{
    return "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='" + status + "'>" + words
        + "</INFO></RESOURCE></VOTABLE>";
}

Answer refusal(const QByteArray& words)
{
    return {.status = 400,
            .body = "<VOTABLE version='1.3'><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                    "value='ERROR'>"
                + words + "</INFO></RESOURCE></VOTABLE>"};
}

/// A view that follows a query on a scripted network, as a user sees it.
class Scene final
{
public:
    explicit Scene(const QList<Answer>& script)
        : view(bench.workbench())
    {
        bench.network.script = script;
        view.resize(700, 400);
        view.show();
    }

    TapRun* run(Mode mode)
    {
        TapQuery query;
        query.service = bench.service;
        query.text = u"SELECT n FROM t"_s;
        query.mode = mode;
        auto* made = bench.jobs.run(query);
        view.follow(made);
        return made;
    }

    template <typename T>
    T* find() const
    {
        return view.findChild<T*>();
    }
    QToolButton* button(const QString& text) const
    {
        for (auto* button : find<RunStrip>()->findChildren<QToolButton*>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    QString strip() const { return find<RunStrip>()->text(); }
    bool isFinished() const { return view.run()->outcome().has_value(); }

    WorkbenchScene bench;
    ResultView view;
};

} // namespace

class TestResultView final : public QObject
{
    Q_OBJECT

private slots:
    void rowsArrive()
    {
        Scene scene({{.body = head() + rows(3), .pieces = {rows(4)}, .stalls = true}});
        QSignalSpy changed(&scene.view, &ResultView::statusChanged);
        scene.run(Mode::Sync);
        QVERIFY(scene.button(u"Abort"_s)->isVisible());
        QVERIFY(!scene.button(u"Leave running"_s)->isVisible());
        QVERIFY2(scene.strip().startsWith(u"Sent to Test"_s), qPrintable(scene.strip()));

        QTRY_COMPARE(scene.view.table().rowCount(), 7);
        QVERIFY(scene.find<ResultTableView>()->isVisible());
        QTRY_VERIFY2(scene.strip().startsWith(u"7 rows so far"_s), qPrintable(scene.strip()));
        QVERIFY(!changed.isEmpty());

        // What came stays, and is marked.
        QTest::mouseClick(scene.button(u"Abort"_s), Qt::LeftButton);
        QTRY_VERIFY(scene.isFinished());
        QVERIFY(scene.find<ResultTableView>()->isVisible());
        QVERIFY2(scene.strip().startsWith(u"Incomplete · 7 rows"_s), qPrintable(scene.strip()));
        QCOMPARE(scene.view.statusText(), u"7 rows · Incomplete"_s);
        QVERIFY(!scene.button(u"Abort"_s)->isVisible());
    }

    void truthIsSeen_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("said");
        QTest::newRow("complete") << Answer {.body = head() + rows(2) + tail()}
                                  << "2 rows · Complete"
                                  << "Complete";
        QTest::newRow("no rows") << Answer {.body = head() + tail()} << "0 rows · Complete"
                                 << "0 rows";
        QTest::newRow("overflow") << Answer {.body = head() + rows(1) + tail("OVERFLOW")}
                                  << "1 row · Cut by the service"
                                  << "Cut by the service";
        QTest::newRow("error after rows")
            << Answer {.body = head() + rows(2) + tail("ERROR", "out of memory")}
            << "2 rows · Incomplete"
            << "out of memory";
        QTest::newRow("cut connection")
            << Answer {.body = head() + rows(2), .error = QNetworkReply::RemoteHostClosedError}
            << "2 rows · Incomplete"
            << "example.org";
    }
    void truthIsSeen()
    {
        QFETCH(const Answer, answer);
        Scene scene({answer});
        scene.run(Mode::Sync);
        QTRY_VERIFY(scene.isFinished());
        QTEST(scene.view.statusText(), "status");
        QFETCH(const QString, said);
        QVERIFY2(scene.strip().contains(said), qPrintable(scene.strip()));
        QVERIFY(scene.find<ResultTableView>()->isVisible());
        QVERIFY(scene.find<InfoPage>()->toPlainText().contains(u"SELECT n FROM t"_s));
    }

    void errorCanBeCopied()
    {
        Scene scene({refusal("relation \"t\" does not exist\nLINE 1: SELECT n FROM t")});
        scene.run(Mode::Sync);
        QTRY_VERIFY(scene.isFinished());
        auto* panel = scene.find<ErrorPanel>();
        QVERIFY(panel->isVisible());
        QVERIFY(scene.find<RunStrip>()->height() < 45); // one line, however many the server says
        QCOMPARE(scene.view.statusText(), u"No result"_s);

        QTest::mouseClick(panel->findChild<QPushButton*>(), Qt::LeftButton);

        const auto copied = QApplication::clipboard()->text();
        for (const auto& part : {u"relation \"t\" does not exist"_s, u"LINE 1: SELECT n FROM t"_s,
                                 u"HTTP 400"_s, u"https://example.org/tap"_s, u"SELECT n FROM t"_s})
            QVERIFY2(copied.contains(part), qPrintable(copied));
    }

    void aLongMessageDoesNotWidenTheWindow()
    {
        Scene scene({refusal(QByteArray("x").repeated(5000) + " https://example.org/"
                             + QByteArray("a").repeated(5000))});
        const auto before = scene.view.minimumSizeHint();
        scene.run(Mode::Sync);
        QTRY_VERIFY(scene.isFinished());
        QVERIFY(scene.view.minimumSizeHint().width() <= std::max(before.width(), 300));
        QVERIFY(scene.view.minimumSizeHint().height() < 500);
        QVERIFY(scene.find<ErrorPanel>()->text().contains(u"x"_s.repeated(5000)));
    }

    void phasesOfAJob()
    {
        Scene scene({seeJob(),
                     phase("PENDING"),
                     seeJob(),
                     phase("EXECUTING", "<uws:executionDuration>30</uws:executionDuration>"),
                     {.hangs = true}});
        scene.run(Mode::Async);
        QTRY_VERIFY2(scene.strip().startsWith(u"EXECUTING for"_s)
                         && scene.strip().contains(u"of at most 30"_s),
                     qPrintable(scene.strip()));
        QVERIFY(scene.button(u"Leave running"_s)->isVisible());
        QVERIFY(scene.button(u"Abort"_s)->isVisible());

        QTest::mouseClick(scene.button(u"Leave running"_s), Qt::LeftButton);

        QTRY_VERIFY(scene.isFinished());
        QVERIFY(scene.view.run()->isDetached());
        QCOMPARE(scene.strip(), u"Left running; the job goes on"_s);
        QVERIFY(scene.find<ErrorPanel>()->text().contains(u"goes on"_s));
        for (const auto& asked : std::as_const(scene.bench.network.bodies))
            QVERIFY(!asked.contains("ABORT"));
    }

    void stoppingAJob()
    {
        Scene scene({seeJob(),
                     phase("PENDING"),
                     seeJob(),
                     phase("EXECUTING"),
                     {.hangs = true},
                     seeJob(),
                     phase("ABORTED")});
        scene.run(Mode::Async);
        QTRY_VERIFY(scene.strip().startsWith(u"EXECUTING for"_s));
        QTRY_COMPARE(scene.bench.network.asked.size(), 5);

        QTest::mouseClick(scene.button(u"Abort"_s), Qt::LeftButton);

        QTRY_VERIFY(scene.isFinished());
        QVERIFY(scene.bench.network.bodies.contains("PHASE=ABORT"));
        QCOMPARE(scene.strip(), u"Aborted"_s);
        QVERIFY(!scene.view.run()->isDetached());
    }

    void losingSightIsSaid()
    {
        Scene scene({seeJob(), phase("PENDING"), seeJob(), phase("QUEUED")});
        scene.bench.network.route = [](const test::Asked&) {
            return Answer {.status = 0, .error = QNetworkReply::HostNotFoundError};
        };
        scene.run(Mode::Async);
        QTRY_VERIFY2(scene.strip().startsWith(u"Out of sight"_s), qPrintable(scene.strip()));
    }

    void anotherRunReplacesAll()
    {
        Scene scene({{.body = head() + rows(9) + tail()}, {.hangs = true}});
        scene.run(Mode::Sync);
        QTRY_VERIFY(scene.isFinished());
        scene.run(Mode::Sync);
        QCOMPARE(scene.view.table().columnCount(), 0);
        QVERIFY(!scene.find<ResultTableView>()->isVisible());
        QVERIFY(scene.find<InfoPage>()->toPlainText().isEmpty());
    }

    void theClockOfTheNextRunGoesOn()
    {
        Scene scene({{.body = head() + tail()}, {.hangs = true}});
        const QPointer<TapRun> first = scene.run(Mode::Sync);
        QTRY_VERIFY(scene.isFinished());
        scene.run(Mode::Sync);
        QTRY_VERIFY(!first);

        const auto before = scene.strip();
        QTRY_VERIFY2(scene.strip() != before, qPrintable(before));
    }

    /// A job that is being started must not be orphaned.
    void theRunOutlivesTheView()
    {
        WorkbenchScene bench;
        bench.network.script = {seeJob(), {.hangs = true}};
        auto view = std::make_unique<ResultView>(bench.workbench());
        TapQuery query;
        query.service = bench.service;
        query.text = u"SELECT 1"_s;
        query.mode = Mode::Async;
        const QPointer<TapRun> run = bench.jobs.run(query);
        view->follow(run);
        QTRY_VERIFY(!run->jobUrl().isEmpty());
        view.reset();
        QVERIFY(run);
        QVERIFY(!run->outcome());
    }
};

QTEST_MAIN(TestResultView)
#include "tst_resultview.moc"
