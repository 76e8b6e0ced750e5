// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testbench.h"
#include "ui/base/actions.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/editor/sqleditor.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <Qsci/qscicommandset.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::TestBench;

namespace {

constexpr auto childMode = "--type-and-hang";

struct Fixture
{
    explicit Fixture(const QString& folder = {})
        : bench(folder)
        , actions(&window)
        , tabs(new QueryTabs(bench.workbench, actions))
    {
        window.setCentralWidget(tabs);
        window.resize(800, 600);
        window.show();
    }

    TestBench bench;
    QMainWindow window;
    Actions actions;
    QueryTabs* tabs;
};

QString fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void makeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// Of the session's editors, as a later program would find them.
QList<QString> savedTexts(const QString& folder)
{
    QList<QString> texts;
    const auto editors = EditorStore(folder + "/session"_L1).load();
    for (const auto& editor : editors.value_or(QList<EditorState>()))
        texts.append(editor.text);
    return texts;
}

/// What the child process does: types into the window and never ends by itself.
int typeAndHang(const QString& folder)
{
    Fixture fixture(folder);
    fixture.tabs->restore();
    fixture.tabs->newQuery();
    QTest::keyClicks(&fixture.tabs->current()->editor(), u"SELECT 'kept'"_s);
    return QApplication::exec();
}

} // namespace

class TestQueryTabs final : public QObject
{
    Q_OBJECT

private slots:
    void firstStartShowsTheGuidesQuery()
    {
        Fixture f;

        f.tabs->restore();

        QCOMPARE(f.tabs->count(), 1);
        auto* tab = f.tabs->current();
        QVERIFY(tab->editor().text().contains("cars_dr1.photometry"_L1));
        QCOMPARE(tab->title(), u"Spectral Energy Distributio…"_s);
        QCOMPARE(tab->options().serviceId, u"sample"_s);
        QCOMPARE(tab->options().language, u"PostgreSQL"_s);
        QCOMPARE(tab->options().runAs, u"now"_s);
    }

    void whatIsTypedIsOnDiskHalfASecondLater()
    {
        Fixture f;
        f.tabs->restore();
        auto& editor = f.tabs->current()->editor();
        editor.load({});
        QElapsedTimer timer;
        timer.start();

        // Typing without a pause must not put the saving off.
        QString typed;
        while (timer.elapsed() < 600) {
            QTest::keyClick(&editor, Qt::Key_X, Qt::NoModifier, 20);
            typed += u'x';
        }

        const auto texts = savedTexts(f.bench.path({}));
        QCOMPARE(texts.size(), 1);
        QVERIFY(!texts.first().isEmpty());
        QVERIFY(typed.startsWith(texts.first()));
        QTRY_COMPARE(savedTexts(f.bench.path({})).first(), typed);
    }

    void survivesKill()
    {
        const QTemporaryDir folder;
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {QString::fromLatin1(childMode), folder.path()});
        QVERIFY(child.waitForStarted());
        const EditorStore store(folder.filePath(u"session"_s));
        const auto isKept = [&] {
            const auto editors = store.load().value_or(QList<EditorState>());
            return editors.size() == 2 && editors.last().text == "SELECT 'kept'"_L1
                && editors.last().id == store.current();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKept(), 20'000);

        ::kill(pid_t(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        Fixture f(folder.path());
        f.tabs->restore();
        QCOMPARE(f.tabs->count(), 2);
        QCOMPARE(f.tabs->current()->editor().text(), u"SELECT 'kept'"_s);
    }

    void everythingOfATabIsRestored()
    {
        const QTemporaryDir folder;
        const RunOptions options {.serviceId = u"cars"_s,
                                  .language = u"ADQL"_s,
                                  .runAs = u"5m"_s,
                                  .runId = u"x"_s,
                                  .maxrec = 7};
        {
            Fixture f(folder.path());
            f.tabs->restore();
            f.tabs->openText(u"-- Two\nSELECT 2"_s, options);
            f.tabs->current()->editor().setCaret(5);
            f.tabs->newQuery();
            f.tabs->setCurrentIndex(1);
        }

        Fixture f(folder.path());
        f.tabs->restore();

        QCOMPARE(f.tabs->count(), 3);
        QCOMPARE(f.tabs->currentIndex(), 1);
        QVERIFY(f.tabs->current()->options() == options);
        QCOMPARE(f.tabs->current()->editor().caret(), 5);
        QCOMPARE(f.tabs->tabText(1), u"Two"_s);
    }

    void directivesOfAnOpenedText()
    {
        Fixture f;
        f.tabs->restore();

        f.tabs->openText(u"-- LANGUAGE = ADQL\n-- QUEUE = 5m\n-- Lines\nSELECT 1"_s,
                         {.serviceId = u"cars"_s, .language = u"PostgreSQL"_s});

        QCOMPARE(f.tabs->current()->options().language, u"ADQL"_s);
        QCOMPARE(f.tabs->current()->options().runAs, u"5m"_s);
        QCOMPARE(f.tabs->tabText(f.tabs->currentIndex()), u"Lines"_s);
    }

    void directivesAsTheyAreTyped()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->newQuery();
        auto* tab = f.tabs->current();
        QSignalSpy changed(tab, &QueryTab::optionsChanged);

        QTest::keyClicks(&tab->editor(), u"-- QUEUE = 5m"_s);
        QTRY_COMPARE(tab->options().runAs, u"5m"_s);
        QVERIFY(changed.size() >= 1);

        // Chosen otherwise on purpose: further typing leaves it alone.
        auto options = tab->options();
        options.runAs = u"now"_s;
        tab->setOptions(options);
        QTest::keyClick(&tab->editor(), Qt::Key_Return);
        QTest::keyClicks(&tab->editor(), u"-- Title"_s);
        QTRY_COMPARE(f.tabs->tabText(f.tabs->currentIndex()), u"Title"_s);
        QCOMPARE(tab->options().runAs, u"now"_s);
    }

    /// Scintilla would take Ctrl+Shift+Del, which deletes the rest of the line there.
    void theEditorLeavesKeysToTheActions()
    {
        Fixture f;
        f.tabs->restore();
        auto& editor = f.tabs->current()->editor();

        int count = 0;
        for (const auto* action : f.actions.ofScope(Actions::Scope::Window)) {
            for (const auto& key : action->shortcuts()) {
                ++count;
                QVERIFY2(!editor.standardCommands()->boundTo(key[0].toCombined()),
                         qPrintable(key.toString()));
            }
        }
        QVERIFY(count > 30);
        QVERIFY(f.actions[Command::RemoveManyJobs]->shortcuts().contains(
            QKeySequence(u"Ctrl+Shift+Del"_s)));
        QVERIFY(editor.standardCommands()->boundTo(Qt::Key_Delete)); // of the list of jobs, there
        QVERIFY(editor.standardCommands()->boundTo((Qt::CTRL | Qt::Key_Delete).toCombined()));
    }

    void aBlankTabIsUsed()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->newQuery();
        QCOMPARE(f.tabs->count(), 2);

        f.tabs->openText(u"SELECT 1"_s, {.serviceId = u"sample"_s});

        QCOMPARE(f.tabs->count(), 2);
        QCOMPARE(f.tabs->currentIndex(), 1);
        QCOMPARE(f.tabs->current()->editor().text(), u"SELECT 1"_s);
    }

    void aTabWithoutTextKeepsItsResult()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->newQuery();
        TapQuery query;
        query.service = *f.bench.services.find(u"sample"_s);
        query.text = u"SELECT 1"_s;
        f.tabs->current()->follow(f.bench.jobs.run(query));

        f.tabs->openText(u"SELECT 2"_s, {.serviceId = u"sample"_s});

        QCOMPARE(f.tabs->count(), 3);
    }

    void closedQueriesComeBack()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->openText(u"SELECT 1"_s, {.serviceId = u"sample"_s});
        f.tabs->openText(u"SELECT 2"_s, {.serviceId = u"sample"_s, .runId = u"x"_s});
        f.tabs->closeQuery(1);
        f.tabs->closeQuery(1);
        f.tabs->closeQuery(0);
        QCOMPARE(f.tabs->count(), 1); // never none
        QVERIFY(f.tabs->current()->isBlank());

        f.tabs->reopenClosed();
        QTRY_VERIFY(f.tabs->current()->editor().text().contains("photometry"_L1));
        f.tabs->reopenClosed();
        QTRY_COMPARE(f.tabs->current()->editor().text(), u"SELECT 2"_s);
        QCOMPARE(f.tabs->current()->options().runId, u"x"_s);
    }

    void files()
    {
        Fixture f;
        f.tabs->restore();
        const auto path = f.bench.path(u"BPT & lines.sql"_s);
        makeFile(path, "-- QUEUE = 30s\nSELECT 1");

        f.tabs->openFile(path);
        QTRY_COMPARE(f.tabs->count(), 2);
        auto* tab = f.tabs->current();
        QCOMPARE(tab->title(), u"BPT & lines.sql"_s);
        QCOMPARE(tab->options().runAs, u"30s"_s);
        QCOMPARE(tab->options().runId, u"BPT & lines"_s);
        QCOMPARE(f.tabs->tabText(1), u"BPT && lines.sql"_s);

        QTest::keyClicks(&tab->editor(), u"x"_s);
        QVERIFY(f.tabs->tabText(1).endsWith(u'•'));
        f.tabs->saveCurrent();
        QTRY_COMPARE(fileText(path), u"x-- QUEUE = 30s\nSELECT 1"_s);
        QTRY_VERIFY(!f.tabs->tabText(1).endsWith(u'•'));

        f.tabs->setCurrentIndex(0);
        f.tabs->openFile(path); // open already
        QCOMPARE(f.tabs->currentIndex(), 1);
        QCOMPARE(f.tabs->count(), 2);
    }

    void aNameOnTheCommandLineIsOfTheFolderThen()
    {
        Fixture f;
        f.tabs->restore();
        const auto before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(f.bench.path({})));
        makeFile(f.bench.path(u"a.sql"_s), "SELECT 1");

        f.tabs->openFile(u"a.sql"_s);
        QVERIFY(QDir::setCurrent(before));

        QTRY_COMPARE(f.tabs->count(), 2);
        QCOMPARE(f.tabs->current()->file(), f.bench.path(u"a.sql"_s));
    }

    void whatTheFileLacksIsMarkedAfterARestart()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"a.sql"_s);
        makeFile(path, "SELECT 1");
        {
            Fixture f(folder.path());
            f.tabs->restore();
            f.tabs->openFile(path);
            QTRY_COMPARE(f.tabs->count(), 2);
            QTest::keyClicks(&f.tabs->current()->editor(), u"x"_s);
        }
        Fixture f(folder.path());
        f.tabs->restore();
        QCOMPARE(f.tabs->current()->editor().text(), u"xSELECT 1"_s);
        QVERIFY(f.tabs->tabText(1).endsWith(u'•'));

        f.tabs->saveCurrent();
        QTRY_COMPARE(fileText(path), u"xSELECT 1"_s);
        QTRY_VERIFY(!f.tabs->tabText(1).endsWith(u'•'));
    }

    void whatIsTypedWhileAFileIsWrittenIsMarked()
    {
        Fixture f;
        f.tabs->restore();
        const auto path = f.bench.path(u"a.sql"_s);
        makeFile(path, "SELECT 1");
        f.tabs->openFile(path);
        QTRY_COMPARE(f.tabs->count(), 2);
        auto& editor = f.tabs->current()->editor();
        QSignalSpy notice(f.tabs, &QueryTabs::notice);

        QTest::keyClicks(&editor, u"x"_s);
        f.tabs->saveCurrent();
        QTest::keyClicks(&editor, u"y"_s);
        QTRY_COMPARE(notice.size(), 1);
        QCOMPARE(fileText(path), u"xSELECT 1"_s);
        QVERIFY(f.tabs->tabText(1).endsWith(u'•'));

        // Back at what is in the file.
        editor.undo();
        QVERIFY(!f.tabs->tabText(1).endsWith(u'•'));
    }

    void whatCouldNotBeWrittenIsMarked()
    {
        Fixture f;
        f.tabs->restore();
        const auto path = f.bench.path(u"gone/a.sql"_s);
        QVERIFY(QDir().mkpath(f.bench.path(u"gone"_s)));
        makeFile(path, "SELECT 1");
        f.tabs->openFile(path);
        QTRY_COMPARE(f.tabs->count(), 2);
        QVERIFY(QDir(f.bench.path(u"gone"_s)).removeRecursively());
        QSignalSpy notice(f.tabs, &QueryTabs::notice);

        f.tabs->saveCurrent();

        QTRY_COMPARE(notice.size(), 1);
        QVERIFY(f.tabs->tabText(1).endsWith(u'•'));
    }

    void aNameIsNoMarkup()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->openText(u"-- <b>fat</b>\nSELECT 1"_s, {.serviceId = u"sample"_s});
        QVERIFY(f.tabs->tabToolTip(1).contains("&lt;b&gt;fat"_L1));
    }

    void aFileThatCannotBeReadIsTold()
    {
        Fixture f;
        f.tabs->restore();
        QSignalSpy notice(f.tabs, &QueryTabs::notice);

        f.tabs->openFile(f.bench.path(u"absent.sql"_s));

        QTRY_COMPARE(notice.size(), 1);
        QVERIFY(notice.first().first().toString().contains("absent.sql"_L1));
    }

    void nothingToRun()
    {
        Fixture f;
        f.tabs->restore();
        f.tabs->newQuery();
        QSignalSpy notice(f.tabs, &QueryTabs::notice);

        f.tabs->current()->run();

        QCOMPARE(notice.size(), 1);
        QVERIFY(f.bench.network.asked.isEmpty());
    }
};

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1StringView(childMode))
        return typeAndHang(arguments.at(2));
    TestQueryTabs test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_querytabs.moc"
