// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/sqleditor.h"
#include "ui/editor/sqlhighlighter.h"

#include <QApplication>
#include <QTest>
#include <Qsci/qscicommandset.h>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

/// One letter for each character, as it would be painted.
QString stylesOf(SqlEditor& editor)
{
    static const QString letters = u".kfsncq!"_s;
    editor.SendScintilla(QsciScintillaBase::SCI_COLOURISE, 0UL, -1L);
    QString styles;
    const auto text = editor.text();
    for (int i = 0; i < text.size(); ++i) {
        const auto position = text.first(i).toUtf8().size();
        const auto style = editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT,
                                                static_cast<unsigned long>(position));
        styles += letters.at(style);
    }
    return styles;
}

void show(QWidget& widget)
{
    widget.resize(500, 300);
    widget.show();
    widget.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&widget));
}

} // namespace

class TestSqlEditor final : public QObject
{
    Q_OBJECT

private slots:
    void colours_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("styles");
        QTest::newRow("everything")
            << u"SELECT log(a), 'x' FROM \"T\" -- c"_s << u"kkkkkk.fff.....sss.kkkk.qqq.cccc"_s;
        QTest::newRow("a column with the name of a function")
            << u"select distance"_s << u"kkkkkk........."_s;
        QTest::newRow("numbers") << u"1.5e3+2"_s << u"nnnnn.n"_s;
        QTest::newRow("beyond ASCII") << u"'é銀\U0001F52D' 1"_s << u"ssssss.n"_s;
        QTest::newRow("comment over lines") << u"/* a\nb */ 1"_s << u"ccccccccc.n"_s;
        QTest::newRow("string over lines") << u"'a\nb' 1"_s << u"sssss.n"_s;
        QTest::newRow("string without an end") << u"'a\nb 1"_s << u"ssssss"_s;
        QTest::newRow("curly quote") << u"‘1"_s << u"!n"_s;
        QTest::newRow("empty") << QString() << QString();
    }

    void colours()
    {
        QFETCH(QString, text);
        SqlEditor editor;

        editor.load(text);

        QTEST(stylesOf(editor), "styles");
    }

    void coloursFollowTheDialect()
    {
        SqlEditor editor;
        editor.load(u"$$a$$"_s);
        QCOMPARE(stylesOf(editor), u"sssss"_s);

        editor.setDialect(sql::Dialect::Adql);

        QVERIFY(stylesOf(editor) != u"sssss"_s);
    }

    /// Painting alone brings the colours back: nobody need edit the text first.
    void coloursStayWithTheDialect()
    {
        SqlEditor editor;
        show(editor);
        editor.load(u"SELECT ra FROM t"_s);
        (void)editor.grab();

        editor.setDialect(sql::Dialect::Adql);
        (void)editor.grab();

        for (const auto position : {0UL, 10UL}) // SELECT, FROM
            QCOMPARE(editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, position),
                     long(SqlHighlighter::Keyword));
        QCOMPARE(editor.SendScintilla(QsciScintillaBase::SCI_GETENDSTYLED), 16L);
    }

    /// A change may alter the meaning of everything after it; painting in steps must end in the
    /// same colours as painting at once.
    void coloursAfterAChange_data()
    {
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("insert");
        QTest::newRow("opens a comment") << 1 << u"/*"_s;
        QTest::newRow("opens a string") << 2 << u"'"_s;
        QTest::newRow("a plain word") << 3 << u"x"_s;
        QTest::newRow("closes a comment that is open") << 12 << u"*/"_s;
    }

    void coloursAfterAChange()
    {
        QFETCH(int, line);
        QFETCH(QString, insert);
        QString text;
        for (int i = 0; i < 10; ++i)
            text += u"SELECT 'a', 1 -- c\n"_s;
        text += u"/* open\n"_s;
        for (int i = 0; i < 200; ++i)
            text += u"SELECT 'a', 1 -- c\n"_s;
        SqlEditor editor;
        show(editor);
        editor.load(text);

        editor.insertAt(insert, line, 0);
        for (int seen = 0; seen < editor.lines(); seen += 7) {
            editor.ensureLineVisible(seen);
            (void)editor.grab();
        }

        SqlEditor anew;
        anew.load(editor.text());
        const auto end = editor.SendScintilla(QsciScintillaBase::SCI_GETENDSTYLED);
        QVERIFY(end > 3000);
        QString styles;
        QString expected;
        (void)stylesOf(anew);
        for (long i = 0; i < end; ++i) {
            const auto at = static_cast<unsigned long>(i);
            styles += QString::number(editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, at));
            expected += QString::number(anew.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, at));
        }
        QCOMPARE(styles, expected);
    }

    /// Only what is seen is styled, so that a keystroke costs the same in a text of 1 MB.
    void aKeystrokeStylesOnlyWhatIsSeen()
    {
        SqlEditor editor;
        show(editor);
        editor.load(u"SELECT 'a', 1 FROM t WHERE x > 1.5; -- c\n"_s.repeated(26'000));

        QTest::keyClicks(&editor, u"SELECT 2 "_s);
        (void)editor.grab();

        QVERIFY(editor.SendScintilla(QsciScintillaBase::SCI_GETLENGTH) > 1'000'000);
        QVERIFY(editor.SendScintilla(QsciScintillaBase::SCI_GETENDSTYLED) < 20'000);
    }

    void runnable_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("caret");
        QTest::addColumn<QString>("runnable");
        const auto two = u"-- é\nSELECT 1;\n\nSELECT 2;"_s;
        QTest::newRow("the first") << two << 8 << u"-- é\nSELECT 1"_s;
        QTest::newRow("the second") << two << int(two.size()) << u"SELECT 2"_s;
        QTest::newRow("no statement") << u"-- only words\n"_s << 3 << QString();
        QTest::newRow("empty") << QString() << 0 << QString();
    }

    void runnable()
    {
        QFETCH(QString, text);
        QFETCH(int, caret);
        SqlEditor editor;

        editor.load(text, caret);

        QCOMPARE(editor.caret(), qsizetype(caret));
        QTEST(editor.runnableText(), "runnable");
    }

    void aSelectionIsRunAsItIs()
    {
        SqlEditor editor;
        editor.load(u"SELECT 1;\nSELECT 2"_s);

        editor.setSelection(1, 0, 1, 6);
        QCOMPARE(editor.runnableText(), u"SELECT"_s);

        editor.load(u"SELECT 1   "_s);
        editor.setSelection(0, 8, 0, 11); // blanks are no statement
        QCOMPARE(editor.runnableText(), u"SELECT 1"_s);
    }

    void comment_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("selection"); // line, index, line, index; or a caret
        QTest::addColumn<QString>("toggled");
        QTest::newRow("a line") << u"SELECT 1"_s << QList<int> {0, 3} << u"-- SELECT 1"_s;
        QTest::newRow("back") << u"-- SELECT 1"_s << QList<int> {0, 3} << u"SELECT 1"_s;
        QTest::newRow("back, no blank") << u"--SELECT 1"_s << QList<int> {0, 0} << u"SELECT 1"_s;
        QTest::newRow("keeps the indent")
            << u"  a\n    b\n\nc"_s << QList<int> {0, 0, 1, 2} << u"  -- a\n  --   b\n\nc"_s;
        QTest::newRow("mixed: all become comments")
            << u"-- a\nb"_s << QList<int> {0, 0, 1, 1} << u"-- -- a\n-- b"_s;
        QTest::newRow("blank lines stay")
            << u"a\n\nb"_s << QList<int> {0, 0, 2, 1} << u"-- a\n\n-- b"_s;
        QTest::newRow("a selection that ends at the start of a line")
            << u"a\nb"_s << QList<int> {0, 0, 1, 0} << u"-- a\nb"_s;
        QTest::newRow("nothing there") << u"\n"_s << QList<int> {0, 0} << u"\n"_s;
        QTest::newRow("beyond ASCII") << u"é\n銀"_s << QList<int> {0, 0, 1, 1} << u"-- é\n-- 銀"_s;
    }

    void comment()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, selection);
        SqlEditor editor;
        editor.load(text);
        if (selection.size() == 2)
            editor.setCursorPosition(selection[0], selection[1]);
        else
            editor.setSelection(selection[0], selection[1], selection[2], selection[3]);

        editor.toggleComment();
        QTEST(editor.text(), "toggled");

        if (editor.text() != text) {
            editor.undo(); // one step
            QCOMPARE(editor.text(), text);
        }
    }

    void insertReplacesTheSelection()
    {
        SqlEditor editor;
        editor.load(u"SELECT x"_s);
        editor.setSelection(0, 7, 0, 8);

        editor.insertAtCaret(u"\"é\""_s);

        QCOMPARE(editor.text(), u"SELECT \"é\""_s);
        QCOMPARE(editor.caret(), 10);
    }

    void menuKeysAreFree()
    {
        const SqlEditor editor;
        for (const auto key :
             {Qt::CTRL | Qt::Key_T, Qt::CTRL | Qt::Key_D, Qt::CTRL | Qt::Key_L,
              Qt::CTRL | Qt::SHIFT | Qt::Key_T, Qt::CTRL | Qt::Key_Slash, Qt::CTRL | Qt::Key_Return,
              QKeyCombination(Qt::Key_Escape), Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_PageUp})
            QVERIFY(!editor.standardCommands()->boundTo(key.toCombined()));
        QVERIFY(editor.standardCommands()->boundTo(Qt::Key_Left));
        QVERIFY(editor.standardCommands()->boundTo((Qt::CTRL | Qt::Key_Left).toCombined()));
    }
};

QTEST_MAIN(TestSqlEditor)

#include "tst_sqleditor.moc"
