// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/sqlhighlighter.h"

#include "core/sql/lexer.h"
#include "ui/base/theme.h"

#include <Qsci/qsciscintilla.h>

namespace tapdesk::ui {

namespace {

using Sci = QsciScintillaBase;

/// Kept by Scintilla for every line: whether it begins within a token of an earlier line.
enum LineState { BeginsToken = 0, WithinToken = 1 };

/// The few of Scintilla's messages that are needed, with types.
struct Document
{
    QsciScintilla& view;

    int lineAt(int position) const
    {
        return int(view.SendScintilla(Sci::SCI_LINEFROMPOSITION, position));
    }
    int startOf(int line) const { return int(view.SendScintilla(Sci::SCI_POSITIONFROMLINE, line)); }
    int state(int line) const { return int(view.SendScintilla(Sci::SCI_GETLINESTATE, line)); }
    void setState(int line, LineState state) const
    {
        view.SendScintilla(Sci::SCI_SETLINESTATE, static_cast<unsigned long>(line), long(state));
    }
    void setStyles(int from, const QByteArray& styles) const
    {
        view.SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(from), 0L);
        view.SendScintilla(Sci::SCI_SETSTYLINGEX, static_cast<uintptr_t>(styles.size()),
                           styles.constData());
    }
};

/// Length in UTF-8, which is how Scintilla counts.
qsizetype utf8Length(QStringView text)
{
    qsizetype length = 0;
    for (const auto unit : text) {
        if (unit < QChar(0x80))
            length += 1;
        else if (unit < QChar(0x800) || unit.isSurrogate())
            length += 2; // a surrogate is half of four bytes
        else
            length += 3;
    }
    return length;
}

} // namespace

SqlHighlighter::SqlHighlighter(QObject* parent)
    : QsciLexerCustom(parent)
{
}

QString SqlHighlighter::description(int style) const
{
    switch (style) {
    case Plain:
        return tr("Text");
    case Keyword:
        return tr("Keyword");
    case Function:
        return tr("Function");
    case String:
        return tr("String");
    case Number:
        return tr("Number");
    case Comment:
        return tr("Comment");
    case QuotedName:
        return tr("Quoted name");
    case Unknown:
        return tr("Not SQL");
    default:
        return {};
    }
}

void SqlHighlighter::setDialect(sql::Dialect dialect)
{
    if (dialect == m_dialect)
        return;
    m_dialect = dialect;
    if (auto* view = editor()) {
        view->SendScintilla(Sci::SCI_STARTSTYLING, 0UL, 0L); // so that all is asked for anew
        view->viewport()->update();
    }
}

void SqlHighlighter::setTheme(const Theme& theme, const QFont& font)
{
    setDefaultColor(theme.text);
    setDefaultPaper(theme.margin);
    setDefaultFont(font);
    setPaper(theme.margin, -1);
    setFont(font, -1);
    for (const auto style :
         {Plain, Keyword, Function, String, Number, Comment, QuotedName, Unknown})
        setColor(sqlstyle::colour(style, theme), style);
    auto bold = font;
    bold.setWeight(QFont::DemiBold);
    setFont(bold, Keyword);
}

void SqlHighlighter::styleText(int start, int end)
{
    auto* view = editor();
    if (!view)
        return;

    // Back to a line that begins a token, and on to the end of the last line: then no token is
    // cut but one that goes on after the stretch.
    const Document document {*view};
    int line = document.lineAt(start);
    while (line > 0 && document.state(line) == WithinToken)
        --line;
    const int last = document.lineAt(end);
    const int from = document.startOf(line);
    const int to = last + 1 < view->lines() ? document.startOf(last + 1) : view->length();
    if (to <= from)
        return;
    for (int inner = line + 1; inner <= last + 1; ++inner)
        document.setState(inner, BeginsToken);

    const auto text = QString::fromUtf8(view->bytes(from, to).constData(), to - from);
    const auto tokens = sql::tokenize(text, m_dialect);
    QByteArray styles;
    styles.reserve(to - from);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const auto piece = QStringView(text).sliced(tokens.at(i).start, tokens.at(i).length);
        const int begun = from + int(styles.size());
        styles.append(utf8Length(piece), char(sqlstyle::of(tokens, i, text, m_dialect)));
        if (tokens.at(i).kind == sql::Token::Kind::Space || !piece.contains(u'\n'))
            continue;
        const int endLine = document.lineAt(from + int(styles.size()));
        for (int inner = document.lineAt(begun) + 1; inner <= endLine; ++inner)
            document.setState(inner, WithinToken);
    }
    styles.resize(to - from, char(Plain));
    document.setStyles(from, styles);
}

} // namespace tapdesk::ui
