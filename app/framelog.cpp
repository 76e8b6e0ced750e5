// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/framelog.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QTimer>
#include <QWidget>

namespace tapdesk::app {

namespace {

Q_LOGGING_CATEGORY(lcStart, "tapdesk.start", QtInfoMsg)

} // namespace

FrameLog::FrameLog(QWidget* window)
    : QObject(window)
{
    if (lcStart().isDebugEnabled())
        window->installEventFilter(this);
}

bool FrameLog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, [] { qCDebug(lcStart) << "window painted"; });
    }
    return false;
}

} // namespace tapdesk::app
