// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/actions.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

class TestActions final : public QObject
{
    Q_OBJECT

private slots:
    void everyActionHasAnEntryAKeyAndATooltip()
    {
        QMainWindow window;
        Actions actions(&window);
        actions.fill(window.menuBar());
        QSet<QAction*> entries;
        const auto menus = window.menuBar()->findChildren<QMenu*>();
        for (const auto* menu : menus) {
            for (auto* action : menu->actions())
                entries.insert(action);
        }

        QCOMPARE(actions.all().size(), int(Command::About) + 1);
        for (auto* action : actions.all()) {
            const auto* name = qPrintable(action->text());
            QVERIFY2(entries.contains(action), name);
            QVERIFY2(!action->shortcut().isEmpty(), name);
            const auto key = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(action->toolTip().endsWith(u'(' + key + u')'), name);
            QVERIFY2(action->text().contains(u'&'), name);
        }
    }

    void noKeyMeansTwoThings()
    {
        QMainWindow window;
        const Actions actions(&window);
        const auto ofList = actions.ofScope(Actions::Scope::Jobs);
        QHash<QKeySequence, QString> owners;
        QHash<QKeySequence, QString> ownersInList; // the editor's keys mean nothing there

        for (auto* action : actions.all()) {
            const bool isOfEditor = actions.ofScope(Actions::Scope::Editor).contains(action);
            for (const auto& key : action->shortcuts()) {
                QVERIFY2(!key.isEmpty(), qPrintable(action->text()));
                if (!ofList.contains(action)) {
                    QVERIFY2(!owners.contains(key), qPrintable(action->text() + owners.value(key)));
                    owners.insert(key, action->text());
                }
                if (!isOfEditor) {
                    QVERIFY2(!ownersInList.contains(key), qPrintable(action->text()));
                    ownersInList.insert(key, action->text());
                }
            }
        }
    }

    void keysOfTheDesign_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<Command>("command");
        QTest::newRow("Ctrl+Enter") << u"Ctrl+Return"_s << Command::Run;
        QTest::newRow("Ctrl+Enter of the number pad") << u"Ctrl+Enter"_s << Command::Run;
        QTest::newRow("F5") << u"F5"_s << Command::Run;
        QTest::newRow("Ctrl+/") << u"Ctrl+/"_s << Command::ToggleComment;
        QTest::newRow("Ctrl+T") << u"Ctrl+T"_s << Command::NewTab;
        QTest::newRow("Ctrl+W") << u"Ctrl+W"_s << Command::CloseTab;
        QTest::newRow("Ctrl+Shift+T") << u"Ctrl+Shift+T"_s << Command::ReopenTab;
        QTest::newRow("Esc") << u"Esc"_s << Command::Detach;
        QTest::newRow("F6") << u"F6"_s << Command::NextPane;
        QTest::newRow("Ctrl+O") << u"Ctrl+O"_s << Command::OpenFile;
        QTest::newRow("Ctrl+S") << u"Ctrl+S"_s << Command::SaveFile;
    }

    void keysOfTheDesign()
    {
        QFETCH(QString, key);
        QFETCH(Command, command);
        QMainWindow window;
        const Actions actions(&window);

        QVERIFY(actions[command]->shortcuts().contains(QKeySequence(key)));
    }

    void mnemonicsAreUniqueInEachMenu()
    {
        QMainWindow window;
        Actions actions(&window);
        actions.fill(window.menuBar());
        const auto letter = [](const QString& text) {
            return text.mid(text.indexOf(u'&') + 1, 1).toLower();
        };

        auto lists = QList<QList<QAction*>> {window.menuBar()->actions()};
        const auto menus = window.menuBar()->findChildren<QMenu*>();
        for (const auto* menu : menus)
            lists.append(menu->actions());
        for (const auto& list : std::as_const(lists)) {
            QSet<QString> letters;
            for (const auto* action : list) {
                if (action->isSeparator())
                    continue;
                QVERIFY2(!letters.contains(letter(action->text())), qPrintable(action->text()));
                letters.insert(letter(action->text()));
            }
        }
    }
};

QTEST_MAIN(TestActions)

#include "tst_actions.moc"
