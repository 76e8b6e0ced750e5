// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/framelog.h"

#include "ui/results/resultview.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QTimer>

#include <algorithm>

namespace tapdesk::app {

namespace {

Q_LOGGING_CATEGORY(lcStart, "tapdesk.start", QtInfoMsg)

} // namespace

FrameLog::FrameLog(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    if (lcStart().isDebugEnabled())
        window->installEventFilter(this);
}

bool FrameLog::eventFilter(QObject* /*watched*/, QEvent* event)
{
    if (event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest) {
        // told when what is there now has been painted
        QTimer::singleShot(0, this, [this, withRows = hasRows()] { tell(withRows); });
    }
    return false;
}

void FrameLog::tell(bool withRows)
{
    if (!std::exchange(m_isPainted, true))
        qCDebug(lcStart) << "window painted";
    if (!withRows || std::exchange(m_hasRows, true))
        return;
    m_window->removeEventFilter(this);
    qCDebug(lcStart) << "rows painted";
}

bool FrameLog::hasRows() const
{
    const auto results = m_window->findChildren<ui::ResultView*>();
    return std::any_of(results.cbegin(), results.cend(), [](const ui::ResultView* result) {
        return result->isVisible() && result->table().rowCount() > 0;
    });
}

} // namespace tapdesk::app
