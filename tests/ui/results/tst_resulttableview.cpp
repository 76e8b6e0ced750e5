// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tables.h"
#include "ui/results/resulttablemodel.h"
#include "ui/results/resulttableview.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::makeTable;
using Headers = CellCopy::Headers;

namespace {

Table letters()
{
    const auto text = [](const QString& name) {
        return Field {.name = name, .datatype = Datatype::Char, .shape = ArrayShape::variable()};
    };
    return makeTable({text(u"a"_s), text(u"b"_s), text(u"c"_s)},
                     {{u"a1"_s, u"b1"_s, u"c1"_s},
                      {u"a2"_s, QString(), u"c\t2"_s},
                      {u"a3"_s, u""_s, u"say \"x\"\n"_s},
                      {u"\"a4\""_s, u"b4"_s, u"c4"_s}},
                     2);
}

Table numbers(int rows, int columns)
{
    Schema fields;
    for (int i = 0; i < columns; ++i)
        fields.append(Field {.name = u"n%1"_s.arg(i), .datatype = Datatype::Int});
    return makeTable(fields, QList<QStringList>(rows, QStringList(QList<QString>(columns, u"7"_s))),
                     1000);
}

} // namespace

class TestResultTableView final : public QObject
{
    Q_OBJECT

private slots:
    void copies_data()
    {
        QTest::addColumn<QList<QRect>>("selected");
        QTest::addColumn<Headers>("headers");
        QTest::addColumn<QString>("text");
        QTest::newRow("one value") << QList {QRect(0, 0, 1, 1)} << Headers::No << "a1";
        QTest::newRow("one value as it is")
            << QList {QRect(2, 2, 1, 1)} << Headers::No << "say \"x\"\n";
        QTest::newRow("one value, headers")
            << QList {QRect(0, 0, 1, 1)} << Headers::Yes << "a\na1\n";
        QTest::newRow("a row") << QList {QRect(0, 0, 3, 1)} << Headers::No << "a1\tb1\tc1\n";
        QTest::newRow("null and empty are empty")
            << QList {QRect(0, 1, 2, 2)} << Headers::No << "a2\t\na3\t\n";
        QTest::newRow("tab, line break and quote")
            << QList {QRect(2, 1, 1, 2)} << Headers::No << "\"c\t2\"\n\"say \"\"x\"\"\n\"\n";
        QTest::newRow("leading quote")
            << QList {QRect(0, 3, 2, 1)} << Headers::Yes << "a\tb\n\"\"\"a4\"\"\"\tb4\n";
        QTest::newRow("apart: rows between are left out")
            << QList {QRect(0, 0, 1, 1), QRect(1, 3, 1, 1)} << Headers::Yes << "a\tb\na1\t\n\tb4\n";
        QTest::newRow("overlapping")
            << QList {QRect(0, 0, 2, 2), QRect(1, 0, 1, 1)} << Headers::No << "a1\tb1\na2\t\n";
    }
    void copies()
    {
        QFETCH(const QList<QRect>, selected);
        QFETCH(const Headers, headers);
        QFETCH(const QString, text);
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(letters());
        QSignalSpy copied(&view, &ResultTableView::copied);
        for (const QRect& range : selected) {
            view.selectionModel()->select(
                QItemSelection(model.index(range.top(), range.left()),
                               model.index(range.bottom(), range.right())),
                QItemSelectionModel::Select);
        }

        view.copySelection(headers);

        QCOMPARE(copied.size(), 1);
        QCOMPARE(QApplication::clipboard()->text(), text);
    }

    void columnsAreCopiedAsSeen()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(letters());
        view.horizontalHeader()->moveSection(2, 0);
        view.selectRow(0);
        view.copySelection(Headers::Yes);
        QCOMPARE(QApplication::clipboard()->text(), u"c\ta\tb\nc1\ta1\tb1\n"_s);
    }

    void keysCopy()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(letters());
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setFocus();
        view.selectRow(0);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"a\tb\tc\na1\tb1\tc1\n"_s);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"a1\tb1\tc1\n"_s);
    }

    void muchIsCopiedByAnotherThread()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(numbers(6000, 2));
        QSignalSpy copied(&view, &ResultTableView::copied);
        view.selectAll();
        QApplication::clipboard()->clear();

        view.copySelection(Headers::No);

        QCOMPARE(copied.size(), 0);
        QTRY_COMPARE(copied.size(), 1);
        QCOMPARE(copied.first().first().toLongLong(), 12'000);
        QCOMPARE(QApplication::clipboard()->text(), u"7\t7\n"_s.repeated(6000));
    }

    void aNewerCopyWins()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(numbers(50'000, 2));
        QSignalSpy copied(&view, &ResultTableView::copied);
        view.selectAll();
        view.copySelection(Headers::No);
        view.clearSelection();
        view.selectionModel()->select(model.index(0, 0), QItemSelectionModel::Select);

        view.copySelection(Headers::No);

        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents(); // what the older one has to say
        QCOMPARE(copied.size(), 1);
        QCOMPARE(QApplication::clipboard()->text(), u"7"_s);
    }

    void tooMuchIsRefused()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(numbers(1001, 1000));
        QSignalSpy refused(&view, &ResultTableView::copyRefused);
        QApplication::clipboard()->setText(u"before"_s);
        // Few are selected, but the lines would be as long as all of them.
        view.selectionModel()->select(QItemSelection(model.index(0, 0), model.index(1000, 0)),
                                      QItemSelectionModel::Select);
        view.selectionModel()->select(QItemSelection(model.index(0, 0), model.index(0, 999)),
                                      QItemSelectionModel::Select);

        view.copySelection(Headers::No);

        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().toLongLong(), 1'001'000);
        QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    }

    void nothingIsCopiedWithoutSelection()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        model.setTable(letters());
        QApplication::clipboard()->setText(u"before"_s);
        view.copySelection(Headers::Yes);
        QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    }

    void columnsFitTheirFirstRows()
    {
        ResultTableModel model;
        ResultTableView view;
        view.setResultModel(&model);
        const Schema fields {
            Field {.name = u"a"_s, .datatype = Datatype::Char, .shape = ArrayShape::variable()},
            Field {.name = u"b"_s, .datatype = Datatype::Char, .shape = ArrayShape::variable()}};
        model.setTable(Table(fields));
        const int before = view.columnWidth(1);
        model.setTable(makeTable(fields, {{u"x"_s, u"a wider text than its name"_s}}));
        QVERIFY(view.columnWidth(1) > before);
        QVERIFY(view.columnWidth(1) > view.columnWidth(0));
        model.setTable(makeTable(fields, {{u"x"_s, u"y"_s}, {u"x"_s, u"wide "_s.repeated(300)}}));
        QVERIFY(view.columnWidth(1) < 1000);
    }
};

QTEST_MAIN(TestResultTableView)
#include "tst_resulttableview.moc"
