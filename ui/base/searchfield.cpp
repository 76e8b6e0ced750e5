// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/searchfield.h"

#include "ui/base/icons.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

SearchField::SearchField(const QString& words, QWidget* parent)
    : QLineEdit(parent)
{
    setPlaceholderText(words);
    setAccessibleName(words);
    setClearButtonEnabled(true);
    addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
}

bool SearchField::event(QEvent* event)
{
    if (asksForEscape(event)) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

bool asksForEscape(const QEvent* event)
{
    return event->type() == QEvent::ShortcutOverride
        && static_cast<const QKeyEvent*>(event)->matches(QKeySequence::Cancel);
}

} // namespace tapdesk::ui
