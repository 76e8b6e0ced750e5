// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/panes.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace tapdesk::ui;

class TestPanes final : public QObject
{
    Q_OBJECT

private slots:
    void goesAroundWhatCanBeEntered()
    {
        QWidget window;
        auto* layout = new QHBoxLayout(&window);
        QList<QWidget*> panes;
        QList<QLineEdit*> edits;
        for (int i = 0; i < 4; ++i) {
            auto* pane = new QWidget;
            auto* inner = new QHBoxLayout(pane);
            inner->addWidget(new QLabel);
            edits.append(new QLineEdit);
            inner->addWidget(edits.last());
            layout->addWidget(pane);
            panes.append(pane);
        }
        auto* words = new QLabel; // takes no keys
        layout->addWidget(words);
        panes.insert(1, words);
        panes.insert(3, nullptr);
        window.show();
        edits.at(2)->parentWidget()->hide();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        edits.at(0)->setFocus();

        QList<qsizetype> entered;
        for (const int step : {1, 1, 1, -1, -1}) {
            focusPane(panes, step);
            entered.append(edits.indexOf(qobject_cast<QLineEdit*>(QApplication::focusWidget())));
        }
        QCOMPARE(entered, (QList<qsizetype> {1, 3, 0, 3, 1}));
    }

    void nothingToEnter()
    {
        QWidget pane;
        focusPane({&pane, nullptr}, 1);
        focusPane({}, -1);
        QVERIFY(!QApplication::focusWidget());
    }
};

QTEST_MAIN(TestPanes)

#include "tst_panes.moc"
