// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"
#include "tests/ui/workbenchscene.h"
#include "ui/base/labels.h"
#include "ui/batch/batchstrip.h"
#include "ui/batch/runsheet.h"
#include "ui/batch/runsheetmodel.h"
#include "ui/batch/writesettingsdialog.h"
#include "ui/editor/sqleditor.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::WorkbenchScene;

namespace {

const QByteArray rows =
    R"(<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">)"
    R"(<RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>)"
    R"(<FIELD name="n" datatype="int"/><DATA><TABLEDATA><TR><TD>1</TD></TR><TR><TD>2</TD></TR>)"
    "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";

QString fieldOf(const Asked& asked, const QString& name)
{
    const QUrlQuery form(QString::fromUtf8(asked.body).replace(u'+', u' '));
    return form.queryItemValue(name, QUrl::FullyDecoded);
}

/// A TAP service that makes a job of every query; those that name "nosuch" fail, and those that
/// name "slow" run for ever.
class Service
{
public:
    std::optional<Answer> answer(const Asked& asked)
    {
        const auto path = asked.url.path();
        if (asked.verb == "POST" && path == "/tap/async"_L1) {
            const auto query = fieldOf(asked, u"QUERY"_s);
            if (mostActive >= 0 && active() >= mostActive)
                return Answer {.status = 400,
                               .body = "QUERY: Too many active jobs.",
                               .contentType = "text/plain"};
            queries.append(query);
            bodies.append(QString::fromUtf8(asked.body));
            return Answer {.status = 303,
                           .location = "https://example.org/tap/async/"
                               + QByteArray::number(queries.size())};
        }
        if (path.endsWith("/results/result"_L1))
            return Answer {.body = rows, .contentType = "application/x-votable+xml"};
        const auto id = path.section(u'/', 3, 3);
        if (asked.verb == "POST" && path.endsWith("/phase"_L1)) {
            if (asked.body.contains("ABORT"))
                aborted.append(id);
            return Answer {.status = 303,
                           .location = "https://example.org/tap/async/" + id.toLatin1()};
        }
        if (id.isEmpty())
            return Answer {.body = R"(<jobs xmlns="http://www.ivoa.net/xml/UWS/v1.0"/>)"};
        return Answer {.body = R"(<job xmlns="http://www.ivoa.net/xml/UWS/v1.0" version="1.1">)"
                               "<jobId>"
                           + id.toLatin1() + "</jobId><phase>" + phase(id) + "</phase></job>"};
    }

    QByteArray phase(const QString& id) const
    {
        const auto query = queries.value(id.toInt() - 1);
        if (aborted.contains(id))
            return "ABORTED";
        if (query.contains("nosuch"_L1))
            return "ERROR";
        return isSlow && query.contains("slow"_L1) ? "EXECUTING" : "COMPLETED";
    }

    qsizetype active() const
    {
        qsizetype count = 0;
        for (qsizetype i = 1; i <= queries.size(); ++i)
            count += phase(QString::number(i)) == "EXECUTING" ? 1 : 0;
        return count;
    }

    QStringList queries;
    QStringList bodies;
    QStringList aborted;
    bool isSlow = true;
    int mostActive = -1;
};

struct Scene final : WorkbenchScene
{
    Scene()
        : batches(std::move(*BatchState::open(folder.filePath(u"tapdesk.sqlite"_s))))
    {
        service.languages = {u"PostgreSQL"_s, u"ADQL"_s};
        service.queues = {{.name = u"30s"_s}, {.name = u"5m"_s}};
        if (!services.add(service))
            qFatal("no service");
        network.route = [this](const Asked& asked) { return remote.answer(asked); };
        QDir().mkpath(queries());
    }

    QString queries() const { return folder.filePath(u"queries"_s); }
    QString file(const QString& name) const { return queries() + u'/' + name; }

    void write(const QString& name, const QByteArray& text) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("cannot write");
    }

    QString read(const QString& name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
    }

    Workbench bench()
    {
        return {client, services, jobs, settings, editors, nullptr, batches.get()};
    }

    Service remote;
    std::unique_ptr<BatchState> batches;
};

/// A sheet as a user sees it.
struct Sheet
{
    explicit Sheet(Scene& scene)
        : page(scene.bench())
        , table(page.findChild<QTableView*>())
        , model(page.findChild<RunSheetModel*>())
    {
        page.resize(1200, 600);
    }

    void open(const QStringList& paths, int count)
    {
        page.open(paths, u"test"_s);
        QTRY_COMPARE(model->rowCount(), count);
    }

    QString cell(int row, int column) const { return model->index(row, column).data().toString(); }
    QStringList column(int column) const
    {
        QStringList cells;
        for (int row = 0; row < model->rowCount(); ++row)
            cells.append(cell(row, column));
        return cells;
    }
    QString strip() const { return page.findChild<BatchStrip*>()->text(); }

    QAction* action(const QString& text) const
    {
        for (auto* action : page.actions()) {
            if (action->text().remove(u'&') == text)
                return action;
        }
        qFatal("no action %s", qPrintable(text));
    }

    bool press(const QString& text)
    {
        auto* pressed = action(text);
        if (!pressed->isEnabled())
            return false;
        pressed->trigger();
        return true;
    }

    RunSheet page;
    QTableView* table;
    RunSheetModel* model;
};

using Model = RunSheetModel;

} // namespace

class TestRunSheet final : public QObject
{
    Q_OBJECT

private slots:
    void settingsAndProblems_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("settings"); // language, queue, run id, max rows, state
        QTest::addColumn<QString>("message");
        QTest::newRow("defaults of the guide")
            << QByteArray("SELECT 1")
            << QStringList {u"PostgreSQL"_s, u"30s"_s, u"q"_s, QString(), u"Ready"_s} << QString();
        QTest::newRow("comments") << QByteArray(
            "-- language=ADQL\n--queue = 5m\n-- MAXREC = 9\n-- RUNID = r\nSELECT 1")
                                  << QStringList {u"ADQL"_s, u"5m"_s, u"r"_s, u"9"_s, u"Ready"_s}
                                  << QString();
        QTest::newRow("unknown queue")
            << QByteArray("-- QUEUE = 1h\nSELECT 1")
            << QStringList {u"PostgreSQL"_s, u"1h"_s, u"q"_s, QString(), u"Cannot run"_s}
            << u"the service has no queue “1h”"_s;
        QTest::newRow("two statements")
            << QByteArray("SELECT 1; SELECT 2")
            << QStringList {u"PostgreSQL"_s, u"30s"_s, u"q"_s, QString(), u"Cannot run"_s}
            << u"a job takes one statement, and this has 2"_s;
        QTest::newRow("Latin-1, which does not block")
            << QByteArray("-- \xfc\nSELECT 1")
            << QStringList {u"PostgreSQL"_s, u"30s"_s, u"q"_s, QString(), u"Ready"_s}
            << u"this is no UTF-8, so it was read as Latin-1"_s;
    }

    void settingsAndProblems()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QStringList, settings);
        QFETCH(const QString, message);
        Scene scene;
        scene.write(u"q.sql"_s, text);
        Sheet sheet(scene);

        sheet.open({scene.queries()}, 1);

        QStringList shown;
        for (const auto column : {Model::LanguageColumn, Model::QueueColumn, Model::RunIdColumn,
                                  Model::MaxRowsColumn, Model::StateColumn})
            shown.append(sheet.cell(0, column));
        QCOMPARE(shown, settings);
        QCOMPARE(sheet.cell(0, Model::MessageColumn), message);
        QCOMPARE(sheet.action(u"Run all"_s)->isEnabled(), settings.last() == "Ready"_L1);
        QVERIFY(scene.remote.queries.isEmpty()); // told before anything is sent
    }

    void runsAndReports()
    {
        Scene scene;
        scene.write(u"q1.sql"_s, "-- First\nSELECT 1");
        scene.write(u"q2.sql"_s, "SELECT * FROM nosuch");
        scene.write(u"q3.sql"_s, "-- QUEUE = 1h\nSELECT 3");
        scene.write(u"q10.sql"_s, "SELECT 10");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 4);
        QVERIFY2(sheet.strip().startsWith(u"4 queries · 1 cannot run"_s),
                 qPrintable(sheet.strip()));

        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_VERIFY(!sheet.page.session().isRunning());

        QCOMPARE(sheet.column(Model::StateColumn),
                 (QStringList {u"Done"_s, u"Failed"_s, u"Cannot run"_s, u"Done"_s}));
        QCOMPARE(sheet.column(Model::RowsColumn),
                 (QStringList {u"2"_s, QString(), QString(), u"2"_s}));
        QCOMPARE(sheet.cell(0, Model::TruthColumn), u"Complete"_s);
        QVERIFY(scene.read(u"q1.vot"_s).contains("VOTABLE"_L1));
        QVERIFY(sheet.strip().startsWith("2 done, 1 failed"_L1));
        QVERIFY(scene.settings.batchPlan().isEmpty());
        const auto report = sheet.page.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(report.contains("q10.sql: Done: 2 rows"_L1), qPrintable(report));
        QVERIFY2(report.contains("q2.sql: Failed: "_L1), qPrintable(report));
        QVERIFY2(report.contains("q3.sql: Cannot run: the service has no queue"_L1),
                 qPrintable(report));
        QApplication::clipboard()->clear();
        for (auto* button : sheet.page.findChildren<QPushButton*>())
            button->click();
        QCOMPARE(QApplication::clipboard()->text(), report);

        // What was broken is mended; only that is sent again.
        scene.write(u"q3.sql"_s, "SELECT 3");
        const auto sent = scene.remote.queries.size();
        sheet.page.open({scene.queries()}, u"test"_s);
        QTRY_COMPARE(sheet.cell(2, Model::StateColumn), u"Ready"_s);
        QCOMPARE(sheet.cell(0, Model::StateColumn), u"Done before"_s);
        QVERIFY(sheet.press(u"Run changed"_s));
        QTRY_COMPARE(sheet.cell(2, Model::StateColumn), u"Done"_s);
        QCOMPARE(scene.remote.queries.size(), sent + 1);
    }

    void whatIsOnDiskIsSent()
    {
        Scene scene;
        scene.write(u"q.sql"_s, "SELECT 1");
        Sheet sheet(scene);
        sheet.open({scene.file(u"q.sql"_s)}, 1);

        scene.write(u"q.sql"_s, "SELECT 'mended'");
        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_COMPARE(sheet.cell(0, Model::StateColumn), u"Done"_s);

        QCOMPARE(scene.remote.queries, QStringList {u"SELECT 'mended'"_s});
    }

    void selectedAreThoseWithAMark()
    {
        Scene scene;
        for (int i = 1; i <= 3; ++i)
            scene.write(u"q%1.sql"_s.arg(i), "SELECT " + QByteArray::number(i));
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 3);

        for (const int row : {0, 2})
            QVERIFY(sheet.model->setData(sheet.model->index(row, Model::FileColumn), Qt::Unchecked,
                                         Qt::CheckStateRole));
        QVERIFY(sheet.press(u"Run selected"_s));
        QTRY_COMPARE(sheet.cell(1, Model::StateColumn), u"Done"_s);

        QTRY_VERIFY(!sheet.page.session().isRunning());
        QCOMPARE(scene.remote.queries, QStringList {u"SELECT 2"_s});
    }

    void editsAreSentAndWritten()
    {
        Scene scene;
        const auto text = u"-- Title\n-- QUEUE = 1h\n\nSELECT 1\n"_s;
        scene.write(u"q.sql"_s, text.toUtf8());
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 1);
        const auto queue = sheet.model->index(0, Model::QueueColumn);
        QVERIFY(!sheet.action(u"Write settings…"_s)->isEnabled());

        // By the cell's own choice of what the service has.
        sheet.table->edit(queue);
        auto* choice = sheet.table->findChild<QComboBox*>();
        QVERIFY(choice);
        QVERIFY(choice->findText(u"30s"_s) >= 0);
        choice->setCurrentText(u"5m"_s);
        emit choice->activated(choice->currentIndex());
        QVERIFY(sheet.model->setData(sheet.model->index(0, Model::MaxRowsColumn), u"7"_s,
                                     Qt::EditRole));

        QCOMPARE(queue.data().toString(), u"5m"_s);
        QVERIFY(queue.data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(queue.data(Qt::ToolTipRole).toString().contains("the file says 1h"_L1));
        QCOMPARE(sheet.cell(0, Model::StateColumn), u"Ready"_s);
        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_COMPARE(sheet.cell(0, Model::StateColumn), u"Done"_s);
        QVERIFY(scene.remote.bodies.first().contains("QUEUE=5m"_L1));
        QVERIFY(scene.remote.bodies.first().contains("MAXREC=7"_L1));
        QCOMPARE(scene.read(u"q.sql"_s), text); // nothing is written unasked

        QTRY_VERIFY(sheet.press(u"Write settings…"_s));
        auto* dialog = sheet.page.findChild<WriteSettingsDialog*>();
        QVERIFY(dialog);
        const auto changes = dialog->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(changes.contains("- -- QUEUE = 1h\n+ -- QUEUE = 5m"_L1), qPrintable(changes));
        dialog->accept();

        QTRY_VERIFY(scene.read(u"q.sql"_s).contains("-- QUEUE = 5m\n"_L1));
        QTRY_VERIFY(!sheet.action(u"Write settings…"_s)->isEnabled());
        QTRY_VERIFY(!queue.data(Qt::FontRole).value<QFont>().bold());
        QCOMPARE(queue.data().toString(), u"5m"_s);
    }

    /// Reading the files again, as when the window comes to the front, does not hide it.
    void whatCouldNotBeWrittenIsSaid()
    {
        Scene scene;
        scene.write(u"a.sql"_s, "SELECT 1");
        scene.write(u"b.sql"_s, "SELECT 2");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 2);
        const auto says = [&](const QString& words) {
            const auto labels = sheet.page.findChildren<NoticeLabel*>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](const NoticeLabel* label) {
                return label->isVisibleTo(&sheet.page) && label->text().contains(words);
            });
        };
        sheet.model->setData(sheet.model->index(0, Model::RunIdColumn), u"mine"_s, Qt::EditRole);
        QVERIFY(QFile::remove(scene.file(u"a.sql"_s)));
        QSignalSpy opened(&sheet.page.session(), &BatchSession::opened);

        QVERIFY(sheet.press(u"Write settings…"_s));
        sheet.page.findChild<WriteSettingsDialog*>()->accept();
        QTRY_COMPARE(sheet.model->rowCount(), 1);
        QVERIFY(says(u"a.sql"_s));
        QEvent activation(QEvent::WindowActivate);
        const auto before = opened.count();
        QApplication::sendEvent(&sheet.page, &activation);
        QTRY_VERIFY(opened.count() > before);
        QVERIFY(says(u"a.sql"_s));

        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_COMPARE(sheet.cell(0, Model::StateColumn), u"Done"_s);
        QVERIFY(!says(u"a.sql"_s));
    }

    /// While another folder is read there are no lines, and nothing to do with one.
    void nothingToOpenWhileAFolderIsRead()
    {
        Scene scene;
        scene.write(u"a.sql"_s, "SELECT 1");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 1);
        QVERIFY(sheet.action(u"Open query"_s)->isEnabled());
        QSignalSpy reset(sheet.model, &QAbstractItemModel::modelReset);

        sheet.page.open({scene.queries()}, u"test"_s);

        QCOMPARE(sheet.model->rowCount(), 0);
        QCOMPARE(reset.count(), 1);
        for (const auto& name : {u"Open query"_s, u"Open result"_s, u"Run this"_s, u"Run all"_s})
            QVERIFY2(!sheet.action(name)->isEnabled(), qPrintable(name));
        QTRY_COMPARE(sheet.model->rowCount(), 1);
        QTRY_VERIFY(sheet.action(u"Open query"_s)->isEnabled());
    }

    /// The current line is that of a file, not of a place.
    void currentLineStaysWithItsFile()
    {
        Scene scene;
        scene.write(u"b.sql"_s, "SELECT 2");
        scene.write(u"c.sql"_s, "SELECT 3");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 2);
        sheet.table->setCurrentIndex(sheet.model->index(1, 0));
        sheet.table->selectRow(1);

        QVERIFY(QFile::remove(scene.file(u"b.sql"_s)));
        scene.write(u"d.sql"_s, "SELECT 4");
        QVERIFY(sheet.press(u"Read again"_s));

        QTRY_COMPARE(sheet.column(Model::FileColumn), QStringList({u"c.sql"_s, u"d.sql"_s}));
        QCOMPARE(sheet.table->currentIndex().row(), 0);
        const auto marked = sheet.table->selectionModel()->selectedRows();
        QCOMPARE(marked.size(), 1);
        QCOMPARE(marked.first().data().toString(), u"c.sql"_s);
    }

    void previewCanBeCopied()
    {
        Scene scene;
        scene.write(u"a.sql"_s, "SELECT 1");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 1);
        auto* preview = sheet.page.findChild<SqlEditor*>();
        QTRY_COMPARE(preview->text(), u"SELECT 1"_s);
        preview->setFocus();
        QTRY_VERIFY(preview->hasFocus());

        QTest::keySequence(preview, QKeySequence::SelectAll);
        QTest::keySequence(preview, QKeySequence::Copy);

        QCOMPARE(QApplication::clipboard()->text(), u"SELECT 1"_s);
        QCOMPARE(preview->actions().size(), 2); // of its context menu
    }

    void anEmptiedCellSaysWhatTheFileSays()
    {
        Scene scene;
        scene.write(u"q.sql"_s, "-- RUNID = mine\nSELECT 1");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 1);
        const auto runId = sheet.model->index(0, Model::RunIdColumn);

        sheet.model->setData(runId, u"other"_s, Qt::EditRole);
        QCOMPARE(runId.data().toString(), u"other"_s);
        sheet.model->setData(runId, QString(), Qt::EditRole);

        QCOMPARE(runId.data().toString(), u"mine"_s);
        QVERIFY(sheet.page.session().plan().edits.isEmpty());
    }

    void saysThatTheServiceIsFull()
    {
        Scene scene;
        scene.remote.mostActive = 2;
        for (int i = 1; i <= 4; ++i)
            scene.write(u"q%1.sql"_s.arg(i), "SELECT slow" + QByteArray::number(i));
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 4);

        QVERIFY(sheet.press(u"Run all"_s));

        QTRY_COMPARE(sheet.strip(), u"0 of 4 · waiting: Test runs 2 of 2"_s);
        scene.remote.isSlow = false;
        QTRY_VERIFY(sheet.strip().startsWith("4 done"_L1));
    }

    void leaveAndAbort_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("aborted");
        QTest::addColumn<bool>("isOffered"); // at the next start
        QTest::newRow("leave running") << u"Leave running"_s << 0 << true;
        QTest::newRow("abort") << u"Abort"_s << 1 << false;
    }

    void leaveAndAbort()
    {
        QFETCH(const QString, button);
        QFETCH(const int, aborted);
        QFETCH(const bool, isOffered);
        Scene scene;
        scene.write(u"q1.sql"_s, "SELECT 1");
        scene.write(u"q2.sql"_s, "SELECT slow");
        Sheet sheet(scene);
        sheet.open({scene.queries()}, 2);
        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_COMPARE(sheet.cell(1, Model::StateColumn), u"EXECUTING"_s);
        QTRY_COMPARE(sheet.cell(0, Model::StateColumn), u"Done"_s);

        QVERIFY(sheet.press(button));

        QTRY_VERIFY(!sheet.page.session().isRunning());
        QCOMPARE(scene.remote.aborted.size(), aborted);
        QCOMPARE(!scene.settings.batchPlan().isEmpty(), isOffered);
        QVERIFY(sheet.action(u"Run all"_s)->isEnabled());
    }

    /// The program ends in the middle; the next one offers to go on, and sends nothing twice.
    void restartInTheMiddle()
    {
        Scene scene;
        scene.write(u"q1.sql"_s, "SELECT 1");
        scene.write(u"q2.sql"_s, "SELECT slow");
        scene.write(u"q3.sql"_s, "SELECT 3 AS slow");
        {
            Sheet sheet(scene);
            sheet.open({scene.queries()}, 3);
            sheet.model->setData(sheet.model->index(1, Model::QueueColumn), u"5m"_s, Qt::EditRole);
            QVERIFY(sheet.press(u"Run all"_s));
            QTRY_COMPARE(sheet.cell(2, Model::StateColumn), u"EXECUTING"_s);
            QTRY_COMPARE(sheet.cell(1, Model::StateColumn), u"EXECUTING"_s);
            QTRY_COMPARE(sheet.cell(0, Model::StateColumn), u"Done"_s);
        }
        scene.remote.isSlow = false;

        Sheet sheet(scene);
        QSignalSpy offers(&sheet.page, &RunSheet::interrupted);
        sheet.page.lookForInterrupted();
        QTRY_COMPARE(offers.size(), 1);
        QCOMPARE(offers.first().first().toString(),
                 u"Batch of 3 queries in %1 was interrupted: 1 done."_s.arg(scene.queries()));
        QCOMPARE(sheet.cell(1, Model::QueueColumn), u"5m"_s); // with another, it would be new
        sheet.page.goOn();

        QTRY_COMPARE(sheet.column(Model::StateColumn).filter(u"Done"_s).size(), 3);
        QTRY_VERIFY(!sheet.page.session().isRunning());
        QCOMPARE(scene.remote.queries.size(), 3);
        QVERIFY(scene.read(u"q3.vot"_s).contains("VOTABLE"_L1));
        QVERIFY(scene.settings.batchPlan().isEmpty());
    }

    void nothingIsOffered_data()
    {
        QTest::addColumn<QByteArray>("plan");
        QTest::newRow("no plan") << QByteArray();
        QTest::newRow("damaged plan") << QByteArray("{");
        QTest::newRow("folder that is gone") << BatchPlan {.paths = {u"/nosuch/q"_s}}.toJson();
    }

    void nothingIsOffered()
    {
        QFETCH(const QByteArray, plan);
        Scene scene;
        scene.settings.setBatchPlan(plan);
        Sheet sheet(scene);
        QSignalSpy offers(&sheet.page, &RunSheet::interrupted);
        QSignalSpy opened(&sheet.page.session(), &BatchSession::opened);

        sheet.page.lookForInterrupted();

        if (BatchPlan::fromJson(plan))
            QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(offers.size(), 0);
    }

    void opensResultOrQuery()
    {
        Scene scene;
        scene.write(u"q1.sql"_s, "SELECT 1");
        scene.write(u"q2.sql"_s, "SELECT * FROM nosuch");
        Sheet sheet(scene);
        QSignalSpy results(&sheet.page, &RunSheet::showResult);
        QSignalSpy queries(&sheet.page, &RunSheet::openQuery);
        sheet.open({scene.queries()}, 2);
        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_VERIFY(!sheet.page.session().isRunning());

        QVERIFY(QTest::qWaitForWindowActive(&sheet.page)); // keys need it
        sheet.table->setFocus();
        sheet.table->setCurrentIndex(sheet.model->index(0, 0));
        QTest::keyClick(sheet.table, Qt::Key_Return);
        QTRY_COMPARE(results.size(), 1);
        sheet.table->setCurrentIndex(sheet.model->index(1, 0));
        QTest::keyClick(sheet.table, Qt::Key_Return);
        QTRY_COMPARE(queries.size(), 1);

        const auto result = results.first().first().value<QueryResult>();
        QCOMPARE(result.table.rowCount(), 2);
        QCOMPARE(result.provenance.query, u"SELECT 1"_s);
        QCOMPARE(queries.first().first().toString(), scene.file(u"q2.sql"_s));
    }

    void rowsInTabs()
    {
        Scene scene;
        scene.write(u"q1.sql"_s, "SELECT 1");
        Sheet sheet(scene);
        QSignalSpy arrived(&sheet.page, &RunSheet::resultArrived);
        QSignalSpy wanted(&sheet.page, &RunSheet::showResult);
        sheet.open({scene.queries()}, 1);
        for (auto* choice : sheet.page.findChildren<QComboBox*>()) {
            if (choice->accessibleName() == "Rows"_L1) {
                choice->setCurrentIndex(2);
                emit choice->activated(2);
            }
        }
        QCOMPARE(sheet.cell(0, Model::OutputColumn), QString());

        QVERIFY(sheet.press(u"Run all"_s));
        QTRY_COMPARE(arrived.size(), 1);

        QTRY_VERIFY(!sheet.page.session().isRunning());
        QVERIFY(scene.read(u"q1.vot"_s).isEmpty());
        sheet.table->setCurrentIndex(sheet.model->index(0, 0));
        QVERIFY(sheet.press(u"Open result"_s)); // however many tabs were closed meanwhile
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(arrived.size(), 1);
    }

    void droppedFiles()
    {
        const QTemporaryDir folder;
        const auto file = [&](const QString& name) {
            QFile made(folder.filePath(name));
            if (!made.open(QIODevice::WriteOnly))
                qFatal("cannot write");
            return QUrl::fromLocalFile(folder.filePath(name));
        };
        const auto a = file(u"a.sql"_s);
        const auto b = file(u"b.SQL"_s);
        const auto text = file(u"c.txt"_s);
        const auto whole = QUrl::fromLocalFile(folder.path());

        QCOMPARE(droppedBatch({a}).size(), 0); // one file is a query, no batch
        QCOMPARE(droppedBatch({a, text}).size(), 0);
        QCOMPARE(droppedBatch({a, b, text}).size(), 2);
        QCOMPARE(droppedBatch({whole}).size(), 1);
        QCOMPARE(droppedBatch({QUrl(u"https://example.org/a.sql"_s)}).size(), 0);
    }
};

QTEST_MAIN(TestRunSheet)
#include "tst_runsheet.moc"
