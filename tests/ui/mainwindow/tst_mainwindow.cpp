// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/settings.h"
#include "tests/core/uws/uwsanswers.h"
#include "tests/ui/testbench.h"
#include "ui/base/theme.h"
#include "ui/batch/runsheet.h"
#include "ui/editor/findbar.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/editor/sqleditor.h"
#include "ui/jobs/jobactions.h"
#include "ui/jobs/jobpanel.h"
#include "ui/jobs/quotameter.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/results/resultview.h"
#include "ui/services/schemapanel.h"
#include "ui/services/servicedialog.h"
#include "ui/services/servicesettingsdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::TestBench;

namespace {

QByteArray table()
{
    QByteArray rows;
    const QList<QByteArray> bands {"GALEX FUV", "GALEX NUV", "SDSS u",  "SDSS g", "2MASS J",
                                   "WISE W1",   "WISE W2",   "WISE W3", "WISE W4"};
    for (int i = 0; i < bands.size(); ++i) {
        rows += "<TR><TD>" + bands.at(i) + "</TD><TD>" + QByteArray::number(0.15 * (i + 1))
            + "</TD><TD>" + (i == 3 ? QByteArray() : QByteArray::number(0.7 + i)) + "</TD></TR>";
    }
    return R"(<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">)"
           R"(<RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>)"
           R"(<FIELD name="phot_band" datatype="char" arraysize="*"/>)"
           R"(<FIELD name="phot_centwave" datatype="double" unit="um"/>)"
           R"(<FIELD name="phot_flux" datatype="double" unit="mJy"/>)"
           "<DATA><TABLEDATA>"
        + rows + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
}

QByteArray tables()
{
    return R"(<vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0"><schema>)"
           "<name>cars_dr1</name>"
           "<table><name>cars_dr1.photometry</name><description>SYNTHETIC fluxes</description>"
           "<column><name>hes_name</name><dataType>char</dataType></column>"
           "<column><name>phot_flux</name><unit>mJy</unit><dataType>double</dataType></column>"
           "</table><table><name>cars_dr1.agn_parameters</name></table>"
           "</schema></vosi:tableset>";
}

QByteArray jobList()
{
    return R"(<uws:jobs xmlns:uws="http://www.ivoa.net/xml/UWS/v1.0")"
           R"( xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1">)"
           R"(<uws:jobref id="a1" xlink:href="http://127.0.0.1:9/tap/async/a1">)"
           "<uws:phase>COMPLETED</uws:phase><uws:runId>BH-mass</uws:runId>"
           "<uws:creationTime>2026-11-22T08:00:00Z</uws:creationTime></uws:jobref>"
           R"(<uws:jobref id="a2" xlink:href="http://127.0.0.1:9/tap/async/a2">)"
           "<uws:phase>ERROR</uws:phase><uws:runId>O3-wind</uws:runId>"
           "<uws:creationTime>2026-11-22T09:00:00Z</uws:creationTime></uws:jobref>"
           "</uws:jobs>";
}

/// A small service: rows for sync queries, two jobs, two tables.
std::optional<Answer> service(const Asked& asked)
{
    const auto path = asked.url.path();
    if (path.endsWith("/sync"_L1))
        return Answer {.body = table(), .contentType = "application/x-votable+xml"};
    if (path.endsWith("/tables"_L1))
        return Answer {.body = tables()};
    if (path.endsWith("/async"_L1) && asked.verb == "GET")
        return Answer {.body = jobList()};
    if (path.endsWith("/async"_L1))
        return Answer {.hangs = true};
    return Answer {.status = 404};
}

/// A service that makes one job, which runs on and on.
std::optional<Answer> jobThatRuns(const Asked& asked)
{
    const auto path = asked.url.path();
    if (path.endsWith("/async"_L1) && asked.verb == "GET")
        return Answer {.hangs = true};
    if (path.endsWith("/async"_L1) || path.endsWith("/phase"_L1))
        return Answer {.status = 303, .location = "http://127.0.0.1:9/tap/async/7"};
    if (path.endsWith("/async/7"_L1))
        return asked.url.hasQuery() ? Answer {.hangs = true} : test::phase("EXECUTING");
    return service(asked);
}

/// A started program.
struct Program
{
    explicit Program(const QString& folder = {})
        : bench(folder)
    {
        bench.network.route = service;
        window = std::make_unique<MainWindow>(bench.workbench);
        window->restore();
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        isActive = QTest::qWaitForWindowActive(window.get()); // keys of menus need it
    }

    QueryTabs& tabs() { return *window->findChild<QueryTabs*>(); }
    QueryTab& tab() { return *tabs().current(); }
    SqlEditor& editor() { return tab().editor(); }
    QString status(const QString& name) { return window->findChild<QLabel*>(name)->text(); }

    template <typename Widget>
    Widget* input(const QString& name)
    {
        const auto all = window->findChildren<Widget*>();
        for (auto* each : all) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    void choose(const QString& box, const QString& text)
    {
        auto* combo = input<QComboBox>(box);
        combo->setCurrentText(text);
        emit combo->activated(combo->currentIndex());
    }

    QMenu* menu(const QString& title)
    {
        const auto menus = window->menuBar()->findChildren<QMenu*>();
        for (auto* each : menus) {
            if (each->title().remove(u'&') == title)
                return each;
        }
        return nullptr;
    }

    QAction* action(const QString& menuTitle, const QString& text)
    {
        for (auto* each : menu(menuTitle)->actions()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }

    /// All that the status bar says.
    QString bar() { return window->statusBar()->currentMessage() + status(u"resultStatus"_s); }

    /// Whether it was taken.
    bool drop(const QList<QUrl>& urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &drop);
        return true;
    }

    /// The last query that was sent: its parameters, and where.
    std::optional<QUrlQuery> sent(const QString& resource)
    {
        for (auto it = bench.network.requests.crbegin(); it != bench.network.requests.crend();
             ++it) {
            if (it->verb == "POST" && it->url.path().endsWith(resource))
                return QUrlQuery(QString::fromUtf8(it->body).replace(u'+', "%20"_L1));
        }
        return {};
    }

    TestBench bench;
    std::unique_ptr<MainWindow> window;
    bool isActive = false;
};

QString value(const std::optional<QUrlQuery>& query, const QString& name)
{
    return query ? query->queryItemValue(name, QUrl::FullyDecoded) : u"nothing was sent"_s;
}

void runByKey(Program& program)
{
    QTest::keyClick(&program.editor(), Qt::Key_Return, Qt::ControlModifier);
}

} // namespace

class TestMainWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!QFont|.*propagateSizeHints)"_s)); }

    void firstStartIsReadyToRun()
    {
        Program program;
        QVERIFY(program.isActive);
        QVERIFY(program.editor().hasFocus());

        runByKey(program);

        QTRY_VERIFY(program.status(u"resultStatus"_s).startsWith("9 rows"_L1));
        const auto query = program.sent(u"/sync"_s);
        QVERIFY(value(query, u"QUERY"_s).contains("cars_dr1.photometry"_L1));
        QCOMPARE(value(query, u"LANG"_s), u"PostgreSQL"_s);
        QCOMPARE(program.window->windowTitle(), u"Spectral Energy Distributio… – Tapdesk"_s);
        QVERIFY(program.status(u"serviceStatus"_s).startsWith("Sample service (offline)"_L1));
    }

    void runsWhatTheBarSays()
    {
        Program program;
        program.editor().load(u"SELECT 1;\nSELECT 2;\nSELECT 3"_s, 15);
        program.choose(u"Language"_s, u"ADQL"_s);
        program.choose(u"Run as"_s, u"5m"_s);
        QTest::keyClicks(program.input<QLineEdit>(u"Run id"_s), u"mine"_s);
        QTest::keyClicks(program.input<QLineEdit>(u"Max rows"_s), u"50"_s);

        runByKey(program);

        QTRY_VERIFY(program.sent(u"/async"_s));
        const auto query = program.sent(u"/async"_s);
        QCOMPARE(value(query, u"QUERY"_s), u"SELECT 2"_s);
        QCOMPARE(value(query, u"LANG"_s), u"ADQL"_s);
        QCOMPARE(value(query, u"QUEUE"_s), u"5m"_s);
        QCOMPARE(value(query, u"RUNID"_s), u"mine"_s);
        QCOMPARE(value(query, u"MAXREC"_s), u"50"_s);
        QVERIFY(!program.sent(u"/sync"_s));
    }

    void runKeys_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("Ctrl+Return")
            << Qt::Key_Return << Qt::KeyboardModifiers(Qt::ControlModifier);
        QTest::newRow("Ctrl+Enter") << Qt::Key_Enter << Qt::KeyboardModifiers(Qt::ControlModifier);
        QTest::newRow("F5") << Qt::Key_F5 << Qt::KeyboardModifiers();
    }

    void runKeys()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Program program;
        QVERIFY(program.isActive);
        program.editor().load(u"SELECT 1;\nSELECT 2"_s);
        program.editor().setSelection(1, 0, 1, 6);

        QTest::keyClick(&program.editor(), key, modifiers);

        QTRY_COMPARE(value(program.sent(u"/sync"_s), u"QUERY"_s), u"SELECT"_s);
        QCOMPARE(program.editor().text(), u"SELECT 1;\nSELECT 2"_s);
    }

    void tabKeys()
    {
        Program program;
        QVERIFY(program.isActive);

        QTest::keyClick(&program.editor(), Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(program.tabs().count(), 2);
        QTest::keyClicks(&program.editor(), u"SELECT 'typed'"_s);
        QTest::keyClick(&program.editor(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(program.tabs().count(), 1);
        QTest::keyClick(&program.editor(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(program.tabs().count(), 2);
        QCOMPARE(program.editor().text(), u"SELECT 'typed'"_s);

        QTest::keyClick(&program.editor(), Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(program.editor().text(), u"-- SELECT 'typed'"_s);
        QTest::keyClick(&program.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.editor().text(), u"SELECT 'typed'"_s);
        QTest::keyClick(&program.editor(), Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(program.tabs().currentIndex(), 0);
        QTest::keyClick(&program.editor(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(program.bench.settings.editorZoom(), 1);
    }

    void escEndsNoQueryThatNeedsUs()
    {
        Program program;
        QVERIFY(program.isActive);
        program.bench.network.route = [](const Asked&) { return Answer {.hangs = true}; };
        runByKey(program);
        QTRY_VERIFY(program.tab().activeRun());

        QTest::keyClick(&program.editor(), Qt::Key_Escape);
        QVERIFY(program.tab().activeRun());
        QVERIFY(!program.action(u"Query"_s, u"Leave running"_s)->isEnabled());

        QTest::keyClick(&program.editor(), Qt::Key_Period, Qt::ControlModifier);
        QTRY_VERIFY(!program.tab().activeRun());
        QVERIFY(program.tab().currentResult()); // it says what happened
    }

    void escLeavesAJobRunning()
    {
        Program program;
        QVERIFY(program.isActive);
        program.bench.network.route = jobThatRuns;
        program.choose(u"Run as"_s, u"30s"_s);
        runByKey(program);
        QTRY_VERIFY(program.action(u"Query"_s, u"Leave running"_s)->isEnabled());

        // Fields that know Esc keep it for themselves.
        program.tab().findBar().open();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!program.tab().findBar().isVisible());
        for (const auto& name : {u"Search tables and columns"_s, u"Filter jobs"_s}) {
            auto* field = program.input<QLineEdit>(name);
            field->setFocus();
            QTest::keyClicks(field, u"abc"_s);
            QTest::keyClick(field, Qt::Key_Escape);
            QCOMPARE(field->text(), QString());
        }
        QVERIFY(program.tab().activeRun());

        program.editor().setFocus();
        const auto* run = program.tab().activeRun();
        QTest::keyClick(&program.editor(), Qt::Key_Escape);
        QTRY_VERIFY(!program.tab().activeRun());
        QVERIFY(run->isDetached());
        QVERIFY(!program.sent(u"/phase"_s)
                || value(program.sent(u"/phase"_s), u"PHASE"_s) != "ABORT"_L1);
    }

    /// Cut, Copy, Select all and the like are for the widget with the keyboard.
    void editMenuFollowsTheKeyboard()
    {
        Program program;
        QVERIFY(program.isActive);
        runByKey(program);
        QTRY_VERIFY(program.status(u"resultStatus"_s).startsWith("9 rows"_L1));
        program.editor().load(u"SELECT 1"_s);
        program.editor().setSelection(0, 0, 0, 6);
        const auto isEnabled = [&](const QString& text) {
            emit program.menu(u"Edit"_s)->aboutToShow();
            const bool is = program.action(u"Edit"_s, text)->isEnabled();
            emit program.menu(u"Edit"_s)->aboutToHide();
            return is;
        };
        const auto choose = [&](const QString& text) {
            program.action(u"Edit"_s, text)->trigger();
            return QApplication::clipboard()->text();
        };

        QVERIFY(isEnabled(u"Cut"_s));
        QVERIFY(!isEnabled(u"Undo"_s));
        QCOMPARE(choose(u"Copy"_s), u"SELECT"_s);

        auto* runId = program.input<QLineEdit>(u"Run id"_s);
        runId->setFocus();
        QTest::keyClicks(runId, u"mine"_s);
        QVERIFY(!isEnabled(u"Cut"_s));
        QVERIFY(isEnabled(u"Undo"_s));
        choose(u"Select all"_s);
        QCOMPARE(choose(u"Cut"_s), u"mine"_s);
        QCOMPARE(runId->text(), QString());
        choose(u"Undo"_s);
        QCOMPARE(runId->text(), u"mine"_s);

        auto* rows = program.tab().currentResult()->findChild<QTableView*>();
        rows->setFocus();
        QVERIFY(!isEnabled(u"Paste"_s));
        QVERIFY(!isEnabled(u"Undo"_s));
        choose(u"Select all"_s);
        QVERIFY(choose(u"Copy"_s).startsWith("GALEX FUV\t0.15"_L1));
        QCOMPARE(program.editor().text(), u"SELECT 1"_s);
    }

    void addingAServiceKeepsTheRest()
    {
        Program program;
        const RunOptions before {.serviceId = u"cars"_s,
                                 .language = u"PostgreSQL"_s,
                                 .runAs = u"now"_s,
                                 .runId = u"mine"_s,
                                 .maxrec = 7};
        program.tabs().openText(u"SELECT 1"_s, before);
        TapService other;
        other.id = u"other"_s;
        other.title = u"Other"_s;
        other.baseUrl = QUrl(u"https://other.example/tap"_s);
        other.language = u"PostgreSQL"_s;
        QVERIFY(program.bench.services.add(other));
        program.menu(u"Services"_s)->actions().first()->trigger();

        emit program.window->findChild<ServiceDialog*>()->added(other);

        auto expected = before;
        expected.serviceId = other.id;
        QVERIFY(program.tab().options() == expected);
    }

    void adoptingAJobChangesNoQuery()
    {
        Program program;
        const auto before = program.tab().options();

        emit program.window->findChild<JobActions*>()->serviceMet(
            *program.bench.services.find(u"cars"_s));

        QVERIFY(program.tab().options() == before);
        QTRY_COMPARE(program.status(u"jobsStatus"_s), u"No job is running at CARS@AIP"_s);
        program.tabs().newQuery(); // back to the service of the query in front
        QTRY_COMPARE(program.status(u"jobsStatus"_s),
                     u"No job is running at Sample service (offline)"_s);
    }

    void resultsOfABatchHaveATabOfTheirOwn()
    {
        Program program;
        runByKey(program);
        QTRY_VERIFY(program.status(u"resultStatus"_s).startsWith("9 rows"_L1));
        auto* mine = program.tab().currentResult();
        for (int i = 0; i < 50; ++i)
            emit program.window->runSheet().resultArrived({}, u"q%1"_s.arg(i));

        QCOMPARE(program.tabs().count(), 2);
        QCOMPARE(program.tab().currentResult(), mine); // still in front, and there
        QCOMPARE(program.tabs().findChildren<ResultView*>().size(), 51);
        QVERIFY(program.tabs().tabText(1).startsWith("Batch"_L1));

        emit program.window->runSheet().showResult({}, u"asked for"_s);
        QCOMPARE(program.tabs().currentIndex(), 1);
        QVERIFY(program.tab().currentResult());
    }

    void whatIsDropped_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("tabs");
        QTest::addColumn<QString>("said"); // in the status bar
        QTest::newRow("a query") << "a.sql"
                                 << "SELECT 1"_ba << 2 << "";
        QTest::newRow("a VOTable") << "a.vot" << table() << 1 << "9 rows";
        QTest::newRow("a broken VOTable") << "b.vot"
                                          << "<html>no</html>"_ba << 1 << "no VOTable";
        QTest::newRow("a picture") << "a.png"
                                   << "\x89PNG\r\n\0\0\0\rIHDR"_ba << 1 << "no text";
        QTest::newRow("nothing") << "" << QByteArray() << 1 << "cannot be read";
    }

    void whatIsDropped()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, said);
        Program program;
        const auto path = program.bench.path(name.isEmpty() ? u"absent.vot"_s : name);
        if (!name.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }

        QVERIFY(program.drop({QUrl::fromLocalFile(path)}));

        QFETCH(const int, tabs);
        QTRY_COMPARE(program.tabs().count(), tabs);
        if (!said.isEmpty())
            QTRY_VERIFY2(program.bar().contains(said), qPrintable(program.bar()));
    }

    void linksAreNotDropped()
    {
        Program program;
        QVERIFY(!program.drop({QUrl(u"https://example.org/a.sql"_s)}));
        QCOMPARE(program.tabs().count(), 1);
    }

    void whatHasNothingToDoIsDisabled()
    {
        Program program;
        QVERIFY(program.isActive);
        const auto* reopen = program.action(u"File"_s, u"Reopen closed query"_s);
        QVERIFY(!reopen->isEnabled());
        program.tabs().openText(u"SELECT 1"_s, {.serviceId = u"sample"_s});
        program.tabs().closeQuery(1);
        QVERIFY(reopen->isEnabled());
        QTest::keyClick(&program.editor(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(program.tabs().count(), 2);
        QTRY_VERIFY(!reopen->isEnabled());

        QTest::keyClick(&program.editor(), Qt::Key_F3); // asks what to find
        QVERIFY(program.tab().findBar().isAncestorOf(QApplication::focusWidget()));
    }

    /// Whatever a server says, the window stays as wide as it is.
    void longTroubleIsCut()
    {
        Program program;
        const auto width = program.window->minimumSizeHint().width();
        emit program.window->findChild<SchemaPanel*>()->stateChanged(
            u"It failed. "_s + u"very long words\n"_s.repeated(500));
        QVERIFY(program.status(u"serviceStatus"_s).endsWith("It failed."_L1));
        emit program.window->findChild<SchemaPanel*>()->stateChanged(u"x"_s.repeated(5000));
        QVERIFY(program.window->minimumSizeHint().width() <= width);
    }

    void runningJobsAreOfAService()
    {
        Program program;
        QTRY_COMPARE(program.status(u"jobsStatus"_s),
                     u"No job is running at Sample service (offline)"_s);
        program.choose(u"Service"_s, u"CARS@AIP"_s);
        QTRY_COMPARE(program.status(u"jobsStatus"_s), u"No job is running at CARS@AIP"_s);
    }

    void buttonsHaveNames()
    {
        Program program;
        runByKey(program);
        QTRY_VERIFY(program.status(u"resultStatus"_s).startsWith("9 rows"_L1));
        int seen = 0;
        for (const auto* button : program.window->findChildren<QToolButton*>()) {
            if (!button->toolTip().startsWith("Close"_L1))
                continue;
            ++seen;
            QCOMPARE(button->accessibleName(), u"Close"_s);
        }
        QVERIFY(seen >= 3); // of the query, its result, and the find bar
    }

    void theSameQueryAgainReplacesItsResult()
    {
        Program program;
        program.editor().load(u"SELECT 1;\nSELECT 2"_s);
        runByKey(program);
        QTRY_VERIFY(!program.tab().activeRun());
        auto* first = program.tab().currentResult();

        runByKey(program);
        QTRY_VERIFY(!program.tab().activeRun());
        QCOMPARE(program.tab().currentResult(), first);

        program.editor().setCaret(12);
        runByKey(program);
        QTRY_VERIFY(!program.tab().activeRun());
        QVERIFY(program.tab().currentResult() != first);
        QCOMPARE(program.tab().findChildren<ResultView*>().size(), 2);
    }

    void examplesOpenReadyToRun()
    {
        Program program;
        const auto* menu = program.menu(u"Examples"_s);
        QVERIFY(menu);
        QAction* wing = nullptr;
        for (auto* action : menu->actions()) {
            if (action->text().contains("wing velocity"_L1))
                wing = action;
        }
        QVERIFY(wing);

        wing->trigger();

        QCOMPARE(program.tabs().count(), 2);
        QVERIFY(program.editor().text().contains("wing_sigma > 300"_L1));
        QCOMPARE(program.input<QComboBox>(u"Run as"_s)->currentText(), u"5m"_s);
        QCOMPARE(program.input<QLineEdit>(u"Run id"_s)->text(), u"O3-wind-velo-disp"_s);
    }

    void theBarFollowsTheTab()
    {
        Program program;
        program.choose(u"Run as"_s, u"30s"_s);
        program.tabs().openText(u"SELECT 1"_s, {.serviceId = u"sample"_s, .runId = u"other"_s});
        QCOMPARE(program.input<QComboBox>(u"Run as"_s)->currentText(), u"now"_s);
        QCOMPARE(program.input<QLineEdit>(u"Run id"_s)->text(), u"other"_s);

        program.tabs().setCurrentIndex(0);

        QCOMPARE(program.input<QComboBox>(u"Run as"_s)->currentText(), u"30s"_s);
        QCOMPARE(program.input<QLineEdit>(u"Run id"_s)->text(), QString());
    }

    void panesAndPanels()
    {
        Program program;
        QVERIFY(program.isActive);
        auto* schema = program.window->findChild<SchemaPanel*>();
        auto* jobs = program.window->findChild<JobPanel*>();
        program.editor().load(u"SELECT "_s, 7);

        emit schema->insertText(u"phot_flux"_s);
        QCOMPARE(program.editor().text(), u"SELECT phot_flux"_s);

        QTest::keyClick(&program.editor(), Qt::Key_F6);
        QVERIFY(jobs->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(schema->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(jobs->isAncestorOf(QApplication::focusWidget()));

        QTest::keyClick(&program.editor(), Qt::Key_F10);
        QVERIFY(!jobs->isVisible());
    }

    void aJobsQueryOpensAsItWasSent()
    {
        Program program;
        JobRecord job;
        job.serviceId = u"cars"_s;
        job.query = u"SELECT 7"_s;
        job.language = u"ADQL"_s;
        job.queue = u"5m"_s;
        job.runId = u"seven"_s;

        emit program.window->findChild<JobPanel*>()->openQuery(job);

        QCOMPARE(program.editor().text(), u"SELECT 7"_s);
        const RunOptions expected {
            .serviceId = u"cars"_s, .language = u"ADQL"_s, .runAs = u"5m"_s, .runId = u"seven"_s};
        QVERIFY(program.tab().options() == expected);
        QVERIFY(program.status(u"serviceStatus"_s).startsWith("CARS@AIP"_L1));
    }

    /// A query that makes no job leaves it to the next one, and only that job points to the old.
    void aChangedJobPointsToTheOld()
    {
        Program program;
        int made = 0;
        program.bench.network.route = [&made](const Asked& asked) -> std::optional<Answer> {
            if (asked.verb == "POST" && asked.url.path().endsWith("/async"_L1))
                return Answer {.status = 303,
                               .location =
                                   asked.url.toEncoded() + "/new" + QByteArray::number(++made)};
            return service(asked);
        };
        const auto reruns = [&program] {
            QStringList ids;
            const auto jobs = program.bench.store->jobs(RecordFilter {.rerunOf = u"old"_s});
            for (const auto& job : jobs.value_or(QList<JobRecord>()))
                ids.append(job.jobId);
            return ids;
        };
        JobRecord job;
        job.serviceId = u"cars"_s;
        job.jobId = u"old"_s;
        job.query = u"SELECT 7"_s;
        job.queue = u"5m"_s;

        emit program.window->findChild<JobPanel*>()->changeQuery(job);
        program.choose(u"Run as"_s, u"now"_s);
        program.tab().run();
        program.choose(u"Run as"_s, u"5m"_s);
        program.tab().run();
        QTRY_COMPARE(reruns(), QStringList {u"new1"_s});
        program.tab().run();
        QTRY_VERIFY(program.bench.store->job(u"cars"_s, u"new2"_s).value_or(std::nullopt));
        QCOMPARE(reruns(), QStringList {u"new1"_s});
    }

    /// It is asked where it was, and not at the first service of the list.
    void aQueryOfAnUnknownServiceOpensThere()
    {
        Program program;
        JobRecord job;
        job.serviceId = u"elsewhere.example.net"_s;
        job.jobId = u"9"_s;
        job.url = QUrl(u"https://elsewhere.example.net/tap/async/9"_s);
        job.query = u"SELECT 9"_s;

        emit program.window->findChild<JobPanel*>()->changeQuery(job);

        const auto id = program.tab().options().serviceId;
        QVERIFY2(id != "sample"_L1, qPrintable(id));
        QVERIFY(program.status(u"serviceStatus"_s).contains("elsewhere.example.net"_L1));
        QCOMPARE(program.editor().text(), u"SELECT 9"_s);
    }

    void settingsOfTheServiceCountAtOnce()
    {
        Program program;
        JobRecord job;
        job.serviceId = u"cars"_s;
        job.jobId = u"1"_s;
        job.url = QUrl(u"https://cars.aip.de/tap/async/1"_s);
        job.phase = JobPhase::Kind::Completed;
        job.serverBytes = 4'200'000'000;
        QVERIFY(program.bench.store->save(job));
        QAction* settings = nullptr;
        for (auto* action : program.menu(u"Services"_s)->actions()) {
            if (action->text().startsWith("&Settings"_L1))
                settings = action;
        }
        QVERIFY(settings);
        QVERIFY(!settings->isEnabled()); // the sample service has what it has
        program.choose(u"Service"_s, u"CARS@AIP"_s);
        QVERIFY(settings->isEnabled());
        auto* meter = program.window->findChild<QuotaMeter*>();
        QTRY_COMPARE(meter->accessibleName(), u"4.2 GB of 10.0 GB in use"_s);

        settings->trigger();
        auto* dialog = program.window->findChild<ServiceSettingsDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QDoubleSpinBox*>()->setValue(5);
        dialog->findChildren<QLineEdit*>().first()->setText(u"Mine"_s);
        for (auto* button : dialog->findChildren<QPushButton*>()) {
            if (button->text() == "&Save"_L1)
                button->click();
        }

        QTRY_COMPARE(meter->accessibleName(), u"4.2 GB of 5.0 GB in use"_s);
        QVERIFY(program.status(u"serviceStatus"_s).startsWith("Mine"_L1));
        QCOMPARE(program.input<QComboBox>(u"Service"_s)->currentText(), u"Mine"_s);
    }

    void everythingIsThereAfterARestart()
    {
        const QTemporaryDir folder;
        {
            Program program(folder.path());
            program.tabs().openText(u"-- Kept\nSELECT 1"_s, {.serviceId = u"cars"_s});
            program.window->findChild<QDockWidget*>(u"jobs"_s)->hide();
            program.window->close();
        }

        Program program(folder.path());

        QCOMPARE(program.tabs().count(), 2);
        QCOMPARE(program.editor().text(), u"-- Kept\nSELECT 1"_s);
        QCOMPARE(program.input<QComboBox>(u"Service"_s)->currentText(), u"CARS@AIP"_s);
        QVERIFY(!program.window->findChild<QDockWidget*>(u"jobs"_s)->isVisible());
    }

    void fitsItsSize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<Appearance>("appearance");
        QTest::newRow("light-1280x800") << QSize(1280, 800) << Appearance::Light;
        QTest::newRow("dark-1280x800") << QSize(1280, 800) << Appearance::Dark;
        QTest::newRow("light-900x600") << QSize(900, 600) << Appearance::Light;
        QTest::newRow("dark-900x600") << QSize(900, 600) << Appearance::Dark;
    }

    /// TAPDESK_SHOTS names a folder for pictures to look at.
    void fitsItsSize()
    {
        QFETCH(QSize, size);
        QFETCH(Appearance, appearance);
        Program program;
        program.bench.settings.setAppearance(appearance);
        program.window->resize(size);
        runByKey(program);
        QTRY_VERIFY(program.status(u"resultStatus"_s).startsWith("9 rows"_L1));

        QCOMPARE(program.window->size(), size); // nothing asks for more
        QCOMPARE(Theme::of(program.window->palette()).dark, appearance == Appearance::Dark);
        const auto folder = qEnvironmentVariable("TAPDESK_SHOTS");
        if (!folder.isEmpty()) {
            QTest::qWait(300); // jobs and tables have arrived
            const auto name = QString::fromLatin1(QTest::currentDataTag()) + ".png"_L1;
            QVERIFY(program.window->grab().save(QDir(folder).filePath(name)));
        }
    }
};

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
