// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/findbar.h"

#include "ui/base/icons.h"
#include "ui/base/searchfield.h"
#include "ui/editor/sqleditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

FindBar::FindBar(SqlEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_words(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    m_words->setPlaceholderText(tr("Find"));
    m_words->setAccessibleName(tr("Find"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    auto* shut = new QToolButton(this);
    shut->setIcon(icon(u"close"_s));
    shut->setAutoRaise(true);
    shut->setToolTip(tr("Close (Esc)"));
    shut->setAccessibleName(tr("Close"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 3, 6, 3);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_message, 1);
    layout->addWidget(shut);
    connect(m_words, &QLineEdit::textEdited, this, &FindBar::onTyped);
    connect(m_words, &QLineEdit::returnPressed, this, [this] { find(Direction::Forward); });
    connect(shut, &QToolButton::clicked, this, [this] {
        hide();
        m_editor.setFocus();
    });
    hide();
}

void FindBar::open()
{
    const auto selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n'))
        m_words->setText(selected);
    m_message->clear();
    show();
    m_words->setFocus();
    m_words->selectAll();
}

void FindBar::find(Direction direction)
{
    if (m_words->text().isEmpty()) {
        open(); // to ask what
        return;
    }
    int line = 0;
    int index = 0;
    int lineEnd = 0;
    int indexEnd = 0;
    m_editor.getCursorPosition(&line, &index);
    if (m_editor.hasSelectedText()) {
        m_editor.getSelection(&line, &index, &lineEnd, &indexEnd);
        if (direction == Direction::Forward) {
            line = lineEnd;
            index = indexEnd;
        }
    }
    findFrom(line, index, direction);
}

void FindBar::findFrom(int line, int index, Direction direction)
{
    if (m_words->text().isEmpty()) {
        m_message->clear();
        return;
    }
    const bool isFound = m_editor.findFirst(m_words->text(), false, false, false, true,
                                            direction == Direction::Forward, line, index);
    m_message->setText(isFound ? QString() : tr("Not found"));
}

void FindBar::onTyped()
{
    int line = 0;
    int index = 0;
    m_editor.getCursorPosition(&line, &index);
    if (m_editor.hasSelectedText()) {
        int ignored = 0;
        m_editor.getSelection(&line, &index, &ignored, &ignored);
    }
    findFrom(line, index, Direction::Forward);
}

bool FindBar::event(QEvent* event)
{
    if (asksForEscape(event)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    hide();
    m_editor.setFocus();
}

} // namespace tapdesk::ui
