// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "core/batch/batchstate.h"
#include "core/session/editorstore.h"
#include "core/tap/taprun.h"
#include "tests/support/hostileserver.h"
#include "ui/base/actions.h"
#include "ui/base/guide.h"
#include "ui/base/offerbar.h"
#include "ui/batch/runsheet.h"
#include "ui/batch/sheetwords.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/editor/sqleditor.h"
#include "ui/jobs/joblistmodel.h"
#include "ui/jobs/jobpanel.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/results/errorpanel.h"
#include "ui/results/resultview.h"
#include "ui/results/runstrip.h"
#include "ui/services/schemapanel.h"
#include "ui/sweeps/slicedialog.h"
#include "ui/sweeps/sweepdialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::HostileServer;

namespace {

constexpr int patienceMs = 60'000; // jobs are processes elsewhere, and the machine is shared

/// What differs between the services that take the same steps.
struct Place
{
    QString id = {}; ///< of the service
    QUrl url = {}; ///< empty: the embedded one
    QString language = {};
    QString runAs = {}; ///< as the bar calls it
    QString slow = {}; ///< runs until it is aborted, for all that a test waits
};

Place sample()
{
    return {.id = u"sample"_s,
            .url = {},
            .language = u"PostgreSQL"_s,
            .runAs = u"30s"_s,
            .slow = u"SELECT count(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
                    "cars_dr1.ifu_datatable_unbinned AS b "
                    "WHERE a.halpha_flux * b.hbeta_flux > 1e9"_s};
}

Place real()
{
    return {.id = u"real"_s,
            .url = QUrl(qEnvironmentVariable("TAPDESK_REAL_TAP")),
            .language = u"ADQL"_s,
            .runAs = u"as a job"_s,
            .slow = u"JUST HANG around"_s}; // DaCHS's own word for that
}

/// Long enough that EXECUTING is seen, short enough to wait for.
const auto someSeconds =
    u"SELECT count(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
    "cars_dr1.ifu_datatable_unbinned AS b "
    "WHERE a.target_id = 12 AND b.target_id < 5 AND a.halpha_flux * b.hbeta_flux > 1e9"_s;

const auto sed = u"SELECT phot_band, phot_flux FROM cars_dr1.photometry "
                 "WHERE hes_name = 'HE0040-1105'"_s;

/// The window over the whole of core, put together as app/window.cpp does.
class Desk
{
public:
    /// @param folder  of an earlier desk, as after a restart; a new one when empty
    explicit Desk(const QString& folder = {})
    {
        auto made = app::Application::make(folder.isEmpty() ? m_folder.path() : folder);
        Q_ASSERT(made);
        application = std::move(*made);
        const auto started = application->startSampleService();
        Q_ASSERT(started);
        m_settings = std::make_unique<Settings>(application->folders().config + u"/settings.ini"_s);
        m_editors = std::make_unique<EditorStore>(application->folders().data + u"/session"_s);
        auto batches = BatchState::open(application->folders().data + u"/tapdesk.sqlite"_s);
        Q_ASSERT(batches);
        m_batches = std::move(*batches);
        window = std::make_unique<MainWindow>(
            Workbench {application->http(), application->services(), application->jobs(),
                       *m_settings, *m_editors, application->shelf(), m_batches.get()});
        window->restore();
        window->show();
        isActive = activate();
        model = window->findChild<JobPanel*>()->findChild<JobListModel*>();
        const auto look = [this] {
            for (int row = 0; row < model->rowCount(); ++row) {
                const auto& job = model->job(row);
                auto& seen = phases[job.jobId];
                if (seen.isEmpty() || seen.last() != job.phase.word())
                    seen.append(job.phase.word());
            }
        };
        QObject::connect(model, &JobListModel::rowsInserted, window.get(), look);
        QObject::connect(model, &JobListModel::dataChanged, window.get(), look);
        QObject::connect(model, &JobListModel::modelReset, window.get(), look);
    }

    /// Keys of menus need it; a dialog takes it away.
    bool activate()
    {
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get());
    }

    QueryTab& tab() { return *window->findChild<QueryTabs*>()->current(); }
    const ResultView* result() { return window->currentResult(); }
    bool isRunning() { return tab().activeRun(); }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&tab().editor(), key, modifiers);
    }

    /// A new tab with a query, as typed.
    void type(const QString& query)
    {
        key(Qt::Key_T, Qt::ControlModifier);
        QTest::keyClicks(&tab().editor(), query);
    }

    void run() { key(Qt::Key_Return, Qt::ControlModifier); }

    void choose(const QString& box, const QString& text)
    {
        for (auto* combo : window->findChildren<QComboBox*>()) {
            if (combo->accessibleName() == box) {
                combo->setCurrentText(text);
                emit combo->activated(combo->currentIndex());
            }
        }
    }

    /// Makes a service known and chooses it.
    void goTo(const Place& place)
    {
        if (!place.url.isEmpty()) {
            TapService service;
            service.id = place.id;
            service.title = place.id;
            service.baseUrl = place.url;
            service.language = place.language;
            service.languages = {place.language};
            QVERIFY(application->services().add(service));
        }
        choose(u"Service"_s, application->services().find(place.id)->title);
        choose(u"Language"_s, place.language);
    }

    /// What the button Abort above a result does.
    void stop()
    {
        for (auto* button : result()->findChild<RunStrip*>()->findChildren<QToolButton*>()) {
            if (button->isVisible() && button->text().remove(u'&') == "Abort"_L1)
                QTest::mouseClick(button, Qt::LeftButton);
        }
    }

    qsizetype shownRows()
    {
        const auto* view = result() ? result()->findChild<QTableView*>() : nullptr;
        return view && view->isVisible() ? view->model()->rowCount() : -1;
    }

    /// What the error panel says, while it is seen.
    QString trouble()
    {
        const auto* panel = result() ? result()->findChild<ErrorPanel*>() : nullptr;
        return panel && panel->isVisible() ? panel->text() : QString();
    }

    QString strip() { return result() ? result()->findChild<RunStrip*>()->text() : QString(); }

    void press(const QString& actionText)
    {
        const auto jobs = window->findChild<Actions*>()->ofScope(Actions::Scope::Jobs);
        for (auto* action : jobs) {
            if (action->text().remove(u'&') == actionText && action->isEnabled()) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(actionText));
    }

    void selectJob(const QString& jobId)
    {
        auto* list = window->findChild<JobPanel*>()->findChild<QTreeView*>();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->job(row).jobId == jobId)
                list->setCurrentIndex(model->index(row, 0));
        }
    }

    /// Of the run in front; empty until there is one.
    QString jobId()
    {
        const auto* run = result() ? result()->run() : nullptr;
        return run ? run->jobUrl().fileName() : QString();
    }

    /// What the dock says of a job.
    QString phase(const QString& jobId)
    {
        return phases.value(jobId).value(phases.value(jobId).size() - 1);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<EditorStore> m_editors;
    std::unique_ptr<BatchState> m_batches;

public:
    std::unique_ptr<app::Application> application;
    std::unique_ptr<MainWindow> window;
    JobListModel* model = nullptr;
    QHash<QString, QStringList> phases; ///< by job id, in the order seen
    bool isActive = false;
};

} // namespace

Q_DECLARE_METATYPE(Place)

/// A user's day in the window, on the sample service, on a TAP server that nobody here wrote, and
/// on services that misbehave.
class TestWindowSteps final : public QObject
{
    Q_OBJECT

private:
    static void addPlaces()
    {
        QTest::addColumn<Place>("place");
        QTest::newRow("sample service") << sample();
        if (qEnvironmentVariableIsSet("TAPDESK_REAL_TAP"))
            QTest::newRow("real server") << real();
        else
            qWarning("NOT RUN against a real TAP server: TAPDESK_REAL_TAP is not set");
    }

    /// q1.sql … qN.sql; the 3rd names a table that is not there, the 7th a queue.
    static void writeQueries(const QTemporaryDir& folder, int count, const QString& table)
    {
        for (int i = 1; i <= count; ++i) {
            QFile file(folder.filePath(u"q%1.sql"_s.arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const auto queue = i == 7 ? u"1h"_s : i % 2 == 0 ? u"5m"_s : u"30s"_s;
            file.write(u"-- Photometry of target %1\n-- QUEUE = %2\nSELECT phot_band, phot_flux "
                       "FROM cars_dr1.%3 WHERE target_id = %1;\n"_s
                           .arg(QString::number(i), queue, i == 3 ? u"nosuch"_s : table)
                           .toUtf8());
        }
    }

    static QStringList rowsOf(const Table& table)
    {
        QStringList rows;
        for (qsizetype row = 0; row < table.rowCount(); ++row) {
            QStringList cells;
            for (qsizetype column = 0; column < table.columnCount(); ++column)
                cells.append(table.text(row, column));
            rows.append(cells.join(u'|'));
        }
        return rows;
    }

    static QPushButton* buttonOf(const QDialog* dialog, const QString& text)
    {
        for (auto* button : dialog->findChildren<QPushButton*>()) {
            if (button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }

    /// What the run sheet says of query @p number.
    static QString stateOf(const RunSheet& sheet, int number)
    {
        return sheetState(sheet.session().lines().at(number - 1)).word;
    }

    static std::optional<qint64> rowsOf(const RunSheet& sheet, int number)
    {
        const auto& outcome = sheet.session().lines().at(number - 1).outcome;
        return outcome && outcome->truth ? std::make_optional(outcome->truth->rows) : std::nullopt;
    }

    /// After whatever went wrong, the window does what it is asked.
    static void verifyAlive(Desk& desk)
    {
        desk.type(sed);
        desk.choose(u"Service"_s, u"Sample service (offline)"_s);
        desk.run();
        QTRY_VERIFY_WITH_TIMEOUT(desk.shownRows() > 15, patienceMs);
    }

private slots:
    void initTestCase() { qputenv("TAPDESK_TABLE_BYTES", "2000000"); }

    void typedQuery_data() { addPlaces(); }
    void typedQuery()
    {
        QFETCH(Place, place);
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo(place);

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.shownRows() > 15, qPrintable(desk.trouble()));
        QVERIFY(desk.result()->statusText().contains("Complete"_L1));
    }

    void everyGuideQuery_data()
    {
        QTest::addColumn<GuideQuery>("query");
        for (const auto& query : guideQueries())
            QTest::addRow("%s", qPrintable(query.title)) << query;
    }

    /// From the menu, in the queue that the guide names.
    void everyGuideQuery()
    {
        QFETCH(GuideQuery, query);
        Desk desk;
        QVERIFY(desk.isActive);
        const auto actions = desk.window->findChildren<QAction*>();
        const auto entry = std::find_if(actions.begin(), actions.end(), [&](const QAction* action) {
            return action->text().remove(u'&').contains(query.title);
        });
        QVERIFY(entry != actions.end());
        (*entry)->trigger();
        QCOMPARE(desk.tab().editor().text(), query.text);

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.shownRows() > 0, qPrintable(desk.trouble()));
        if (query.runAs == RunOptions::now)
            return;
        QTRY_COMPARE(desk.phase(desk.jobId()), u"COMPLETED"_s);
        QCOMPARE(desk.phases.value(desk.jobId()).first(), u"PENDING"_s);
    }

    /// The queue is busy, so that the second job has to wait in it.
    void phasesInTheDock()
    {
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sample().slow);
        desk.choose(u"Run as"_s, u"5m"_s);
        desk.run();
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(desk.jobId()), u"EXECUTING"_s, patienceMs);
        const auto first = desk.jobId();
        desk.type(someSeconds);
        desk.choose(u"Run as"_s, u"5m"_s);
        desk.run();
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(desk.jobId()), u"QUEUED"_s, patienceMs);
        const auto second = desk.jobId();

        desk.selectJob(first);
        desk.press(u"Abort"_s);

        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(first), u"ABORTED"_s, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.shownRows() == 1, qPrintable(desk.trouble()));
        QCOMPARE(desk.phases.value(second),
                 (QStringList {u"PENDING"_s, u"QUEUED"_s, u"EXECUTING"_s, u"COMPLETED"_s}));
    }

    void jobOpensItsResult_data() { addPlaces(); }
    void jobOpensItsResult()
    {
        QFETCH(Place, place);
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo(place);
        desk.choose(u"Run as"_s, place.runAs);

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.shownRows() > 15, qPrintable(desk.trouble()));
        const auto rows = desk.shownRows();
        const auto job = desk.jobId();
        QTRY_COMPARE(desk.phase(job), u"COMPLETED"_s);
        desk.type(u"SELECT"_s);
        QCOMPARE(desk.shownRows(), -1);
        desk.selectJob(job);
        desk.press(u"Open result"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.shownRows(), rows, patienceMs);
    }

    void abortInTheDock_data() { addPlaces(); }
    void abortInTheDock()
    {
        QFETCH(Place, place);
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(place.slow);
        desk.goTo(place);
        desk.choose(u"Run as"_s, place.runAs);
        desk.run();
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(desk.jobId()), u"EXECUTING"_s, patienceMs);
        const auto job = desk.jobId();

        desk.selectJob(job);
        desk.press(u"Abort"_s);

        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(job), u"ABORTED"_s, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(!desk.trouble().isEmpty(), qPrintable(desk.strip()));
        verifyAlive(desk);
    }

    /// "For each of the 41 targets" of the guide: the values come from a result, and the rows are
    /// those of the single queries (which tst_sweeps compares for all of them).
    void sweepOverAllTargets()
    {
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(u"SELECT target_id, hes_name FROM cars_dr1.host_properties ORDER BY target_id"_s);
        desk.goTo(sample());
        desk.run();
        QTRY_COMPARE_WITH_TIMEOUT(desk.shownRows(), 41, patienceMs);
        auto query = guideQueries().first().text;
        query.replace("'HE0040-1105'"_L1, ":hes_name"_L1);
        desk.key(Qt::Key_T, Qt::ControlModifier);
        desk.tab().editor().insertAtCaret(query);
        desk.choose(u"Run as"_s, u"30s"_s);

        desk.run();
        auto* dialog = desk.tab().findChild<SweepDialog*>();
        QVERIFY(dialog);
        desk.choose(u"Where the values of :hes_name come from"_s, u"Column of a result"_s);
        const auto* run = buttonOf(dialog, u"Run"_s);
        QTRY_VERIFY(run->isEnabled());
        const auto labels = dialog->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel* label) {
            return label->text() == "41 jobs in the queue 30s"_L1;
        }));
        QVERIFY(dialog->findChild<SqlEditor*>()->text().contains("hes_name = 'HE"_L1));
        QTest::keyClick(dialog, Qt::Key_Return);

        QTRY_VERIFY_WITH_TIMEOUT(desk.shownRows() > 41 * 10, patienceMs);
        QVERIFY(desk.result()->statusText().endsWith("Complete"_L1));
        const auto table = desk.result()->table();
        QCOMPARE(table.fields().first().name, u"hes_name"_s);
        const auto rows = rowsOf(table).filter(u"HE0040-1105|"_s);
        const auto jobs = desk.application->jobs().jobs(RecordFilter {.serviceId = u"sample"_s});
        QCOMPARE(jobs.size(), 41);
        QVERIFY(std::all_of(jobs.cbegin(), jobs.cend(), [](const JobRecord& job) {
            return job.phase.kind() == JobPhase::Kind::Completed
                && job.runId.startsWith("sweep-"_L1);
        }));
        QVERIFY(desk.activate());
        desk.key(Qt::Key_T, Qt::ControlModifier);
        desk.tab().editor().insertAtCaret(guideQueries().first().text);
        desk.choose(u"Run as"_s, u"now"_s);
        desk.run();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning() && desk.shownRows() > 0, patienceMs);
        auto expected = rowsOf(desk.result()->table());
        for (auto& row : expected)
            row.prepend(u"HE0040-1105|"_s);
        QCOMPARE(rows, expected);
    }

    /// A query that is too long for its queue, from the menu.
    void slicesFromTheMenu()
    {
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(u"SELECT * FROM cars_dr1.photometry"_s);
        desk.goTo(sample());
        const auto* columns = desk.window->findChild<SchemaPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(columns->tableset().tableCount() > 0, patienceMs);

        desk.key(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = desk.tab().findChild<SliceDialog*>();
        QVERIFY(dialog);
        auto* column = dialog->findChild<QComboBox*>();
        QVERIFY(column->findText(u"target_id"_s) >= 0);
        column->setCurrentText(u"target_id"_s);
        QTest::keyClick(dialog, Qt::Key_Return); // finds the bounds
        const auto* run = buttonOf(dialog, u"Run"_s);
        QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), patienceMs);
        QCOMPARE(dialog->findChild<QPlainTextEdit*>()->toPlainText().count(u'\n'), 8);
        QTest::keyClick(dialog, Qt::Key_Return);

        QTRY_COMPARE_WITH_TIMEOUT(desk.shownRows(), 902, patienceMs);
        QVERIFY(desk.result()->statusText().endsWith("Complete"_L1));
        auto slices = rowsOf(desk.result()->table());
        QVERIFY(desk.activate());
        desk.run();
        QVERIFY(desk.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        auto whole = rowsOf(desk.result()->table());
        slices.sort();
        whole.sort();
        QCOMPARE(slices, whole);
    }

    /// What the guide needs two scripts for.
    void archivedJobRunsAgain()
    {
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo(sample());
        desk.choose(u"Run as"_s, u"30s"_s);
        desk.run();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        const auto old = desk.jobId();
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(old), u"COMPLETED"_s, patienceMs);

        desk.selectJob(old);
        desk.press(u"Archive…"_s);
        auto* box = desk.window->findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains(u"kept there and here"_s),
                 qPrintable(box->informativeText()));
        for (auto* button : box->buttons()) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(old), u"ARCHIVED"_s, patienceMs);

        desk.type(sed); // in this tab nothing was opened: the rows come from the shelf
        desk.selectJob(old);
        desk.press(u"Open result"_s);
        QTRY_COMPARE(desk.shownRows(), 22);

        desk.press(u"Run again"_s);

        const auto reruns = [&] {
            return desk.application->jobs().jobs(
                RecordFilter {.serviceId = u"sample"_s, .rerunOf = old});
        };
        QTRY_COMPARE_WITH_TIMEOUT(reruns().size(), 1, patienceMs);
        const auto made = reruns().first();
        QCOMPARE(made.query, sed);
        QCOMPARE(made.queue, u"30s"_s);
        QCOMPARE(made.language, u"PostgreSQL"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.phase(made.jobId), u"COMPLETED"_s, patienceMs);
        QCOMPARE(desk.phase(old), u"ARCHIVED"_s);
    }

    void wrongQuery_data() { addPlaces(); }
    void wrongQuery()
    {
        QFETCH(Place, place);
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(u"SELECT x FROM cars_dr1.nosuch"_s);
        desk.goTo(place);

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(desk.trouble().contains("nosuch"_L1), patienceMs);
        QVERIFY2(!desk.trouble().contains(u'<'), qPrintable(desk.trouble()));
        QApplication::clipboard()->clear();
        QTest::mouseClick(desk.result()->findChild<ErrorPanel*>()->findChild<QPushButton*>(),
                          Qt::LeftButton);
        const auto copied = QApplication::clipboard()->text();
        QCOMPARE(copied, desk.trouble());
        QVERIFY2(copied.contains("SELECT x FROM"_L1), qPrintable(copied)); // who reads it needs it
        verifyAlive(desk);
    }

    /// "List of file queries" of the guide: twelve files, one of which names a table that is not
    /// there, and one a queue.
    void folderOfTwelve()
    {
        Desk desk;
        QVERIFY(desk.isActive);
        const QTemporaryDir folder;
        writeQueries(folder, 12, u"photometry"_s);
        auto& sheet = desk.window->runSheet();
        desk.window->openFile(folder.path());
        QTRY_COMPARE(sheet.session().lines().size(), 12);
        QCOMPARE(stateOf(sheet, 7), u"Cannot run"_s); // before anything is sent

        QVERIFY(QTest::qWaitForWindowActive(&sheet)); // keys need it
        QTest::keyClick(&sheet, Qt::Key_F5);

        QTRY_VERIFY(sheet.session().isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!sheet.session().isRunning(), patienceMs);
        for (int i = 1; i <= 12; ++i) {
            const auto expected = i == 3 ? u"Failed"_s : i == 7 ? u"Cannot run"_s : u"Done"_s;
            QCOMPARE(stateOf(sheet, i), expected);
            QCOMPARE(QFile::exists(folder.filePath(u"q%1.vot"_s.arg(i))), expected == "Done"_L1);
        }
        sheet.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&sheet));
        auto* table = sheet.findChild<QTableView*>();
        table->setCurrentIndex(table->model()->index(0, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(desk.shownRows(), qsizetype(*rowsOf(sheet, 1)));
    }

    void restartInABatch()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        writeQueries(folder, 2, u"photometry"_s);
        QFile slow(folder.filePath(u"q3.sql"_s));
        QVERIFY(slow.open(QIODevice::WriteOnly));
        slow.write("-- QUEUE = 5m\n" + someSeconds.toUtf8());
        slow.close();
        {
            Desk desk(data.path());
            QVERIFY(desk.isActive);
            desk.window->openFile(folder.path());
            auto& sheet = desk.window->runSheet();
            QTRY_COMPARE(sheet.session().lines().size(), 3);
            QVERIFY(QTest::qWaitForWindowActive(&sheet));
            QTest::keyClick(&sheet, Qt::Key_F5);
            const auto isSent = [&] {
                const auto jobs = desk.application->jobs().jobs(u"sample"_s);
                return std::any_of(jobs.cbegin(), jobs.cend(), [](const JobRecord& job) {
                    return job.runId == "q3"_L1 && job.phase.kind() != JobPhase::Kind::Pending;
                });
            };
            QTRY_VERIFY_WITH_TIMEOUT(isSent(), patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(sheet, 1), u"Done"_s, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(sheet, 2), u"Done"_s, patienceMs);
            QVERIFY(stateOf(sheet, 3) != "Done"_L1);
        }

        Desk desk(data.path());
        QVERIFY(desk.isActive);
        auto* offer = desk.window->findChild<OfferBar*>();
        QTRY_VERIFY(offer->isVisible());
        for (auto* button : offer->findChildren<QToolButton*>()) {
            if (button->text() == "Go on"_L1)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        auto& sheet = desk.window->runSheet();

        QTRY_COMPARE_WITH_TIMEOUT(stateOf(sheet, 3), u"Done"_s, patienceMs);
        QTRY_VERIFY(!sheet.session().isRunning());
        QVERIFY(QFile::exists(folder.filePath(u"q3.vot"_s)));
        const auto jobs = desk.application->jobs().jobs(u"sample"_s);
        QCOMPARE(std::count_if(jobs.cbegin(), jobs.cend(),
                               [](const JobRecord& job) { return job.runId.startsWith(u'q'); }),
                 3); // none twice
    }

    void misbehaviours_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("html") << u"127.0.0.1 sent an answer that no TAP service should send"_s;
        QTest::newRow("cut") << u"127.0.0.1 cannot be reached"_s;
        QTest::newRow("missing") << u"127.0.0.1 answered with HTTP 404 (not found)"_s;
        QTest::newRow("forbidden") << u"127.0.0.1 does not allow this: detail: Invalid token."_s;
        QTest::newRow("error200") << u"The service refused the query: no such column: nosuch."_s;
        QTest::newRow("loop") << u"127.0.0.1 sent an answer that no TAP service should send"_s;
        QTest::newRow("empty") << u"127.0.0.1 sent an answer that no TAP service should send"_s;
        QTest::newRow("garbage") << u"127.0.0.1 cannot be reached"_s;
        QTest::newRow("refused") << u"127.0.0.1 cannot be reached: Connection refused."_s;
    }

    void misbehaviours()
    {
        QFETCH(QString, says);
        const QByteArray tag(QTest::currentDataTag());
        const HostileServer server(tag == "refused" ? "fine" : tag);
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo({.id = u"hostile"_s,
                   .url = tag == "refused" ? server.refusedUrl(u"/tap"_s) : server.url(u"/tap"_s),
                   .language = u"ADQL"_s});

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.trouble().startsWith(says), qPrintable(desk.trouble()));
        QCOMPARE(desk.shownRows(), -1);
        verifyAlive(desk);
    }

    void endlessAnswer()
    {
        const HostileServer server("endless");
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo({.id = u"hostile"_s, .url = server.url(u"/tap"_s), .language = u"ADQL"_s});

        desk.run();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QVERIFY2(desk.shownRows() > 1000, qPrintable(desk.trouble())); // they stay
        QVERIFY2(desk.result()->statusText().contains("Incomplete"_L1),
                 qPrintable(desk.result()->statusText()));
        verifyAlive(desk);
    }

    void letGoOfSilence_data()
    {
        QTest::addColumn<bool>("escapes");
        QTest::newRow("abort") << false;
        QTest::newRow("Esc, which leaves only jobs") << true;
    }

    void letGoOfSilence()
    {
        QFETCH(bool, escapes);
        const HostileServer server("hang");
        Desk desk;
        QVERIFY(desk.isActive);
        desk.type(sed);
        desk.goTo({.id = u"hostile"_s, .url = server.url(u"/tap"_s), .language = u"ADQL"_s});
        desk.run();
        QTRY_VERIFY(!server.requests().isEmpty() && desk.isRunning());

        if (escapes) {
            desk.key(Qt::Key_Escape);
            QVERIFY(desk.isRunning());
        }
        desk.stop();

        QTRY_VERIFY_WITH_TIMEOUT(!desk.isRunning(), patienceMs);
        QCOMPARE(desk.trouble().trimmed(), u"The query was aborted before there were rows."_s);
        verifyAlive(desk);
    }

    /// What is open in the program is there after it was killed, and runs.
    void killedProgram()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath(u"typed.sql"_s);
        QFile sql(file);
        QVERIFY(sql.open(QIODevice::WriteOnly));
        sql.write("SELECT x FROM cars_dr1.nosuch");
        sql.close();
        const QStringList dataDir {u"--data-dir"_s, folder.filePath(u"data"_s)};
        const auto program = qEnvironmentVariable("TAPDESK_PROGRAM");
        QProcess first;
        first.start(program, dataDir + QStringList {file});
        const EditorStore store(folder.filePath(u"data/session"_s));
        const auto isKept = [&] {
            const auto editors = store.load().value_or(QList<EditorState>());
            return !editors.isEmpty() && editors.last().text.contains("nosuch"_L1)
                && editors.last().id == store.current();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKept(), patienceMs);
        ::kill(pid_t(first.processId()), SIGKILL);
        QTRY_COMPARE(first.state(), QProcess::NotRunning);
        QCOMPARE(first.exitStatus(), QProcess::CrashExit);
        QVERIFY(QFile::remove(file)); // its text is in the session too

        const auto picture = folder.filePath(u"window.png"_s);
        QProcess second;
        second.start(program, dataDir + QStringList {u"--screenshot"_s, picture});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, patienceMs);

        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 1); // the guide's query, of a new session, would end with 0
        QVERIFY(QFile::exists(picture));
    }
};

QTEST_MAIN(TestWindowSteps)

#include "tst_window_steps.moc"
