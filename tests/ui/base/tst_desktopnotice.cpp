// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/desktopnotice.h"

#include <QDBusConnection>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace tapdesk::ui;

/// What a desktop offers on the bus.
class FakeDesktop final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint replaces;
        QString title;
        QString text;
        QStringList actions;
    };
    QList<Shown> shown;

public slots:
    uint Notify(const QString&, uint replaces, const QString&, const QString& title,
                const QString& text, const QStringList& actions, const QVariantMap&, int)
    {
        shown.append({replaces, title, text, actions});
        return 7;
    }

signals:
    void ActionInvoked(uint id, const QString& action);
};

/// Runs on a bus of its own.
class TestDesktopNotice final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto bus = QDBusConnection::sessionBus();
        QVERIFY2(bus.isConnected(), "the test needs dbus-run-session");
        QVERIFY(bus.registerObject(u"/org/freedesktop/Notifications"_s, &m_desktop,
                                   QDBusConnection::ExportAllContents));
        QVERIFY(bus.registerService(u"org.freedesktop.Notifications"_s));
    }

    void showsAndHearsTheClick()
    {
        QWidget window;
        DesktopNotice notice(&window);
        QSignalSpy activated(&notice, &DesktopNotice::activated);

        notice.show(u"BH mass: COMPLETED"_s, u"a < b & c"_s);

        QTRY_COMPARE(m_desktop.shown.size(), 1);
        QCOMPARE(m_desktop.shown.first().replaces, 0U);
        QCOMPARE(m_desktop.shown.first().title, u"BH mass: COMPLETED"_s);
        QCOMPARE(m_desktop.shown.first().text, u"a &lt; b &amp; c"_s);
        QCOMPARE(m_desktop.shown.first().actions.value(0), u"default"_s);

        const auto click = [&] {
            emit m_desktop.ActionInvoked(6, u"default"_s); // another program's
            emit m_desktop.ActionInvoked(7, u"close"_s);
            emit m_desktop.ActionInvoked(7, u"default"_s);
            return activated.size();
        };
        QTRY_VERIFY(click() > 0); // once the desktop's answer is here
        notice.show(u"next"_s, {});
        QTRY_COMPARE(m_desktop.shown.size(), 2);
        QCOMPARE(m_desktop.shown.last().replaces, 7U);
    }

private:
    FakeDesktop m_desktop;
};

QTEST_MAIN(TestDesktopNotice)
#include "tst_desktopnotice.moc"
