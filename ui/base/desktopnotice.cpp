// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/desktopnotice.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

const auto service = u"org.freedesktop.Notifications"_s;
const auto path = u"/org/freedesktop/Notifications"_s;
constexpr int asLongAsTheDesktopLikes = -1;

} // namespace

DesktopNotice::DesktopNotice(QWidget* window)
    : QObject(window)
    , m_window(window)
{
    QDBusConnection::sessionBus().connect(service, path, service, u"ActionInvoked"_s, this,
                                          SLOT(onActionInvoked(uint, QString)));
}

void DesktopNotice::show(const QString& title, const QString& text)
{
    auto message = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    // "default" is what a click does. Servers that know markup would take a "<" for it.
    message << u"Tapdesk"_s << m_id << u"tapdesk"_s << title << text.toHtmlEscaped()
            << QStringList {u"default"_s, tr("Show")} << QVariantMap() << asLongAsTheDesktopLikes;
    auto* watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        m_id = reply.isValid() ? reply.value() : 0;
        if (!reply.isValid())
            QApplication::alert(m_window);
    });
}

void DesktopNotice::onActionInvoked(uint id, const QString& action)
{
    if (id == m_id && action == "default"_L1)
        emit activated();
}

} // namespace tapdesk::ui
