// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findbar.h"
#include "ui/editor/sqleditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

class TestFindBar final : public QObject
{
    Q_OBJECT

private slots:
    void findsWhileTyping()
    {
        QWidget window;
        auto* editor = new SqlEditor;
        auto* bar = new FindBar(*editor);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(editor);
        layout->addWidget(bar);
        editor->load(u"SELECT flux,\n Flux_err, other"_s);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* words = bar->findChild<QLineEdit*>();
        const auto* message = bar->findChild<QLabel*>();
        const auto start = [editor] {
            int line = 0;
            int index = 0;
            int ignored = 0;
            editor->getSelection(&line, &index, &ignored, &ignored);
            return std::pair(line, index);
        };

        bar->open();
        QVERIFY(words->hasFocus());
        QTest::keyClicks(words, u"flux"_s);
        QCOMPARE(editor->selectedText(), u"flux"_s);
        QCOMPARE(start(), std::pair(0, 7));

        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(editor->selectedText(), u"Flux"_s);
        QCOMPARE(start(), std::pair(1, 1));
        bar->find(FindBar::Direction::Backward);
        QCOMPARE(start(), std::pair(0, 7));
        bar->find(FindBar::Direction::Backward); // around the top
        QCOMPARE(start(), std::pair(1, 1));

        QTest::keyClicks(words, u"zz"_s);
        QCOMPARE(message->text(), u"Not found"_s);

        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(editor->hasFocus());
    }
};

QTEST_MAIN(TestFindBar)

#include "tst_findbar.moc"
