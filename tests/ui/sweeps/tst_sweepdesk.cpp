// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"
#include "tests/core/batch/jobservice.h"
#include "tests/ui/testbench.h"
#include "ui/base/actions.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/editor/sqleditor.h"
#include "ui/results/resultview.h"
#include "ui/results/runstrip.h"
#include "ui/sweeps/slicedialog.h"
#include "ui/sweeps/sweepdesk.h"
#include "ui/sweeps/sweepdialog.h"
#include "ui/sweeps/sweepstrip.h"

#include <QLineEdit>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Asked;
using tapdesk::test::JobService;
using tapdesk::test::jobServiceAddress;
using tapdesk::test::TestBench;

namespace {

/// Query tabs with a desk for sweeps, on a scripted service of jobs.
struct Program
{
    Program()
    {
        bench.network.route = [this](const Asked& asked) { return service(asked); };
        bench.jobs.setPace(
            {.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms});
        auto address = jobServiceAddress();
        address.title = u"Test"_s;
        address.language = u"ADQL"_s;
        (void)bench.services.add(address);
        state = std::move(*BatchState::open(bench.path(u"tapdesk.sqlite"_s)));
        auto workbench = bench.workbench;
        const Workbench whole {workbench.http,     workbench.services, workbench.jobs,
                               workbench.settings, workbench.editors,  nullptr,
                               state.get()};
        actions = std::make_unique<Actions>(&window);
        tabs = new QueryTabs(whole, *actions);
        window.setCentralWidget(tabs);
        desk = std::make_unique<SweepDesk>(
            whole, *tabs, [] { return Tableset(); }, nullptr);
        window.resize(900, 700);
        window.show();
        open(u"SELECT :v"_s);
    }

    void open(const QString& text)
    {
        tabs->openText(text,
                       {.serviceId = u"test"_s,
                        .language = u"ADQL"_s,
                        .runAs = RunOptions::asJob,
                        .runId = u"s"_s});
    }

    QueryTab& tab() { return *tabs->current(); }
    SweepDialog* dialog() { return tab().findChild<SweepDialog*>(); }
    SweepStrip* strip() { return tab().findChild<SweepStrip*>(); }

    void runWith(const QString& values)
    {
        tab().run();
        dialog()->findChild<QLineEdit*>()->setText(values);
        QTest::keyClick(dialog(), Qt::Key_Return);
    }

    /// By the strip; nothing while there is none.
    QString said() { return strip() ? strip()->text() : QString(); }

    void press(const QString& text)
    {
        for (auto* button : strip()->findChildren<QToolButton*>()) {
            if (button->text() == text && button->isVisible() && button->isEnabled())
                button->click();
        }
    }

    QStringList rows()
    {
        QStringList rows;
        const auto* view = tab().currentResult();
        for (qsizetype row = 0; view && row < view->table().rowCount(); ++row)
            rows.append(view->table().text(row, 0) + u'|' + view->table().text(row, 1));
        return rows;
    }

    TestBench bench;
    JobService service;
    std::unique_ptr<BatchState> state;
    QMainWindow window;
    std::unique_ptr<Actions> actions;
    QueryTabs* tabs = nullptr;
    std::unique_ptr<SweepDesk> desk;
};

} // namespace

class TestSweepDesk final : public QObject
{
    Q_OBJECT

private slots:
    void placeholdersAreAskedFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("asks");
        QTest::newRow("placeholder") << u"SELECT :v"_s << true;
        QTest::newRow("in a comment") << u"SELECT 1 -- :v"_s << false;
        QTest::newRow("in a literal") << u"SELECT ':v'"_s << false;
    }

    void placeholdersAreAskedFor()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, asks);
        Program program;
        program.open(text);

        program.tab().run();

        QCOMPARE(program.dialog() != nullptr, asks);
        QCOMPARE(program.tab().currentResult() == nullptr, asks);
        QTRY_COMPARE(program.service.jobs.size(), asks ? 0 : 1);
    }

    void rowsComeAsOneTable()
    {
        Program program;

        program.runWith(u"b, a, c"_s);

        QTRY_COMPARE(program.rows(),
                     QStringList({u"b|SELECT 'b'"_s, u"a|SELECT 'a'"_s, u"c|SELECT 'c'"_s}));
        QVERIFY(program.tab().currentResult()->statusText().endsWith("Complete"_L1));
        QTRY_VERIFY(!program.strip()); // the result tells
        QCOMPARE(program.service.jobs.first().runId, u"s-1"_s);

        // The values are there again, and the question is a new one.
        program.tab().run();
        QTRY_COMPARE(program.tab().findChildren<SweepDialog*>().size(), 1);
        QCOMPARE(program.dialog()->findChild<QLineEdit*>()->text(), u"b, a, c"_s);
        QTest::keyClick(program.dialog(), Qt::Key_Return);
        QTRY_COMPARE(program.service.jobs.size(), 6);
    }

    void failuresAreNamed()
    {
        Program program;

        program.runWith(u"a, bad, fails"_s);

        QTRY_COMPARE(program.rows(), QStringList {u"a|SELECT 'a'"_s});
        const auto* view = program.tab().currentResult();
        QVERIFY(view->statusText().endsWith("Incomplete"_L1));
        QVERIFY2(view->findChild<RunStrip*>()->text().contains("2 of 3 failed: bad, fails"_L1),
                 qPrintable(view->findChild<RunStrip*>()->text()));
        QCOMPARE(program.said(), u"1 done, 2 failed"_s);
        QVERIFY2(program.strip()->failures().contains("bad: "_L1)
                     && program.strip()->failures().contains("QUERY: bad"_L1),
                 qPrintable(program.strip()->failures()));
        QCOMPARE(program.strip()->failures().count(u'\n'), 1);

        // Only what failed is sent again.
        const auto jobs = program.service.jobs.size();
        program.press(u"Go on"_s);
        QTRY_COMPARE(program.said(), u"1 done, 2 failed"_s);
        QTRY_COMPARE(program.service.jobs.size(), jobs + 1); // "bad" makes none
    }

    void nothingCame()
    {
        Program program;

        program.runWith(u"bad, bad2"_s);

        QTRY_COMPARE(program.said(), u"0 done, 2 failed"_s);
        QVERIFY(!program.tab().currentResult());
    }

    void stopAndCancel_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("active");
        QTest::newRow("leave") << u"Leave running"_s << 3;
        QTest::newRow("abort") << u"Abort"_s << 0;
    }

    void stopAndCancel()
    {
        QFETCH(const QString, button);
        QFETCH(const int, active);
        Program program;
        program.service.completesAtOnce = false;
        program.runWith(u"a, b, c"_s);
        QTRY_COMPARE(program.service.active(), 3);
        QCOMPARE(program.said(), u"0 of 3"_s);
        QTRY_COMPARE(program.strip()->run().report().entries.last().state,
                     BatchOutcome::State::Running);

        program.press(button);

        QTRY_COMPARE(program.said(), u"0 done, 3 stopped"_s);
        QCOMPARE(program.service.active(), active);
        QVERIFY(!program.tab().currentResult());
    }

    void fullService()
    {
        Program program;
        program.service.completesAtOnce = false;
        program.service.mostActive = 2;
        program.runWith(u"a, b, c"_s);

        QTRY_COMPARE(program.said(), u"0 of 3 · waiting: Test runs 2 of 2"_s);
        program.service.completesAtOnce = true;

        QTRY_COMPARE(program.rows().size(), 3);
    }

    /// Closing the query ends what is seen, not the jobs; the same sweep goes on with them.
    void closedTab()
    {
        Program program;
        program.service.completesAtOnce = false;
        program.runWith(u"a, b"_s);
        QTRY_COMPARE(program.service.active(), 2);
        QTRY_COMPARE(program.strip()->run().report().entries.last().state,
                     BatchOutcome::State::Running);
        QPointer<SweepStrip> strip(program.strip());

        program.tabs->closeQuery(program.tabs->currentIndex());
        QTRY_VERIFY(!strip);
        QCOMPARE(program.service.active(), 2);
        program.service.completesAtOnce = true;
        program.open(u"SELECT :v"_s);
        program.runWith(u"a, b"_s);

        QTRY_COMPARE(program.rows().size(), 2);
        QCOMPARE(program.service.jobs.size(), 2);
    }

    void twiceAtOnce()
    {
        Program program;
        program.service.completesAtOnce = false;
        program.service.mostActive = 1;
        program.runWith(u"a, b"_s);
        QTRY_COMPARE(program.service.active(), 1);
        QSignalSpy notice(program.desk.get(), &SweepDesk::notice);

        program.open(u"SELECT :v"_s);
        program.runWith(u"a, b"_s);

        QTRY_COMPARE(notice.size(), 1);
        QVERIFY(!program.strip());
        program.runWith(u"a, c"_s);
        QTRY_VERIFY(program.strip());
    }

    void closedWhileItAsks()
    {
        Program program;
        program.tab().run();
        QPointer<SweepDialog> dialog(program.dialog());

        program.tabs->closeQuery(program.tabs->currentIndex());

        QTRY_VERIFY(!dialog);
    }

    void slicesTakeNoPlaceholders()
    {
        Program program;
        QSignalSpy notice(program.desk.get(), &SweepDesk::notice);

        program.tab().runInSlices();
        QCOMPARE(notice.size(), 1);
        QVERIFY(!program.tab().findChild<SliceDialog*>());

        program.open(u"SELECT x FROM t"_s);
        program.tab().runInSlices();
        QVERIFY(program.tab().findChild<SliceDialog*>());
    }
};

QTEST_MAIN(TestSweepDesk)
#include "tst_sweepdesk.moc"
