// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/panes.h"

#include <QApplication>
#include <QWidget>

namespace tapdesk::ui {

namespace {

QWidget* entryOf(QWidget* pane)
{
    if (pane->focusProxy() || (pane->focusPolicy() & Qt::TabFocus))
        return pane;
    for (auto* next = pane->nextInFocusChain(); next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && next->isVisible() && next->isEnabled()
            && (next->focusPolicy() & Qt::TabFocus))
            return next;
    }
    return nullptr;
}

} // namespace

void focusPane(const QList<QWidget*>& panes, int step)
{
    QList<QWidget*> seen;
    qsizetype current = -1;
    const auto* focus = QApplication::focusWidget();
    for (auto* pane : panes) {
        if (!pane || !pane->isVisible() || !entryOf(pane))
            continue;
        if (focus && (pane == focus || pane->isAncestorOf(focus)))
            current = seen.size();
        seen.append(pane);
    }
    if (seen.isEmpty())
        return;
    const auto count = seen.size();
    const auto next = current < 0 ? 0 : (current + step + count) % count;
    entryOf(seen.at(next))->setFocus(Qt::TabFocusReason);
}

} // namespace tapdesk::ui
