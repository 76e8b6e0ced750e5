// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/sqleditor.h"

#include "core/sql/statements.h"
#include "ui/base/theme.h"
#include "ui/editor/sqlhighlighter.h"

#include <QAction>
#include <QEvent>
#include <QFontDatabase>
#include <QMimeData>
#include <Qsci/qscicommandset.h>

#include <limits>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int numberMargin = 0;
constexpr auto commentMark = "--"_L1;

QFont editorFont()
{
    auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QFontDatabase::systemFont(QFontDatabase::GeneralFont).pointSizeF());
    return font;
}

/// Keys that move in the text or change it. All others that Scintilla knows belong to menus.
bool isTextKey(int key)
{
    switch (key & ~Qt::KeyboardModifierMask) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_Insert:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return !(key & Qt::ControlModifier);
    default:
        return false;
    }
}

qsizetype indentOf(QStringView line)
{
    qsizetype count = 0;
    while (count < line.size() && line[count].isSpace())
        ++count;
    return count;
}

bool isComment(QStringView line)
{
    return line.trimmed().startsWith(commentMark);
}

QString uncommented(QString line)
{
    const auto mark = indentOf(line);
    line.remove(mark, commentMark.size());
    if (mark < line.size() && line.at(mark) == u' ')
        line.remove(mark, 1);
    return line;
}

/// The lines as comments, or back as code when all that are not blank are comments.
QList<QString> commentToggled(QList<QString> lines)
{
    bool areComments = true;
    qsizetype indent = std::numeric_limits<qsizetype>::max();
    for (const auto& line : std::as_const(lines)) {
        if (line.trimmed().isEmpty())
            continue;
        areComments = areComments && isComment(line);
        indent = qMin(indent, indentOf(line));
    }
    for (auto& line : lines) {
        if (line.trimmed().isEmpty())
            continue;
        if (areComments)
            line = uncommented(line);
        else
            line.insert(indent, commentMark + ' '_L1);
    }
    return lines;
}

} // namespace

SqlEditor::SqlEditor(QWidget* parent)
    : QsciScintilla(parent)
    , m_highlighter(new SqlHighlighter(this))
{
    setUtf8(true);
    setEolMode(EolUnix);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Query"));

    setIndentationsUseTabs(false);
    setTabWidth(4);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setScrollWidth(1); // grows with the widest line that was seen
    setScrollWidthTracking(true);
    SendScintilla(SCI_SETEXTRAASCENT, 1);
    SendScintilla(SCI_SETEXTRADESCENT, 1);
    setMarginType(numberMargin, NumberMargin);
    for (int margin = numberMargin + 1; margin < 5; ++margin)
        setMarginWidth(margin, 0);
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 4L);

    setLexer(m_highlighter);
    applyTheme();
    freeKeys();
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(this, &QsciScintilla::linesChanged, this, &SqlEditor::fitMargin);
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, [this] {
        fitMargin();
        const int zoom = int(SendScintilla(SCI_GETZOOM));
        if (zoom != m_zoom) {
            m_zoom = zoom;
            emit zoomChanged(zoom);
        }
    });
    fitMargin();
}

void SqlEditor::load(const QString& text, qsizetype caret)
{
    setText(text);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setModified(false);
    setCaret(caret);
}

void SqlEditor::setDialect(sql::Dialect dialect)
{
    m_dialect = dialect;
    m_highlighter->setDialect(dialect);
}

qsizetype SqlEditor::caret() const
{
    const int position = int(SendScintilla(SCI_GETCURRENTPOS));
    return QString::fromUtf8(bytes(0, position).constData(), position).size();
}

void SqlEditor::setCaret(qsizetype position)
{
    const auto before = text().first(qBound<qsizetype>(0, position, text().size())).toUtf8();
    SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(before.size()));
}

QString SqlEditor::runnableText() const
{
    if (const auto selection = selectedText(); !selection.trimmed().isEmpty())
        return selection;
    const auto all = text();
    const auto statement = sql::statementAt(all, m_dialect, caret());
    return statement ? all.sliced(statement->start, statement->end - statement->start) : QString();
}

void SqlEditor::insertAtCaret(const QString& text)
{
    beginUndoAction();
    removeSelectedText();
    const auto bytes = text.toUtf8();
    SendScintilla(SCI_ADDTEXT, static_cast<uintptr_t>(bytes.size()), bytes.constData());
    endUndoAction();
    ensureCursorVisible();
    setFocus();
}

void SqlEditor::toggleComment()
{
    int first = 0;
    int firstIndex = 0;
    int last = 0;
    int lastIndex = 0;
    const bool isSelected = hasSelectedText();
    if (isSelected) {
        getSelection(&first, &firstIndex, &last, &lastIndex);
        if (lastIndex == 0 && last > first)
            --last; // the selection ends before this line
    } else {
        getCursorPosition(&first, &firstIndex);
        last = first;
    }

    const int start = positionFromLineIndex(first, 0);
    const int end = int(SendScintilla(SCI_GETLINEENDPOSITION, last));
    const auto old = text(start, end).split(u'\n');
    const auto now = commentToggled(old);
    if (now == old)
        return;
    const auto bytes = now.join(u'\n').toUtf8();
    beginUndoAction();
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(start), long(end));
    SendScintilla(SCI_REPLACETARGET, static_cast<uintptr_t>(bytes.size()), bytes.constData());
    endUndoAction();

    if (isSelected) {
        setSelection(first, 0, last, int(now.last().size()));
    } else {
        const auto moved = now.first().size() - old.first().size();
        setCursorPosition(first, qMax(0, firstIndex + int(moved)));
    }
}

void SqlEditor::setZoom(int points)
{
    m_zoom = points;
    zoomTo(points);
    fitMargin();
}

void SqlEditor::leaveKeysTo(const QList<QAction*>& actions)
{
    const auto commands = standardCommands()->commands();
    for (const auto* action : actions) {
        const auto sequences = action->shortcuts();
        for (const auto& sequence : sequences) {
            const auto key = sequence[0].toCombined();
            for (auto* command : commands) {
                if (command->key() == key)
                    command->setKey(0);
                if (command->alternateKey() == key)
                    command->setAlternateKey(0);
            }
        }
    }
}

bool SqlEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return !source->hasUrls() && QsciScintilla::canInsertFromMimeData(source);
}

void SqlEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void SqlEditor::applyTheme()
{
    const auto theme = Theme::of(palette());
    m_highlighter->setTheme(theme, editorFont());
    setCaretForegroundColor(theme.text);
    setCaretLineBackgroundColor(theme.currentLine);
    setSelectionBackgroundColor(palette().color(QPalette::Highlight));
    setSelectionForegroundColor(palette().color(QPalette::HighlightedText));
    setMarginsBackgroundColor(theme.margin);
    setMarginsForegroundColor(theme.marginText);
    setMarginsFont(editorFont());
    setMatchedBraceBackgroundColor(theme.braces);
    setMatchedBraceForegroundColor(theme.text);
    setUnmatchedBraceBackgroundColor(theme.margin);
    setUnmatchedBraceForegroundColor(theme.bad);
}

void SqlEditor::freeKeys()
{
    const auto commands = standardCommands()->commands();
    for (auto* command : commands) {
        if (command->key() && !isTextKey(command->key()))
            command->setKey(0);
        if (command->alternateKey() && !isTextKey(command->alternateKey()))
            command->setAlternateKey(0);
    }
}

void SqlEditor::fitMargin()
{
    const auto digits = qMax<qsizetype>(3, QString::number(lines()).size());
    setMarginWidth(numberMargin, QString(digits + 1, u'8'));
}

} // namespace tapdesk::ui
