// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/announcements.h"

#include <QStringList>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

/// An object as those that announce: its queue goes with it.
class Speaker final : public QObject
{
public:
    Announcements announcements {*this};
};

} // namespace

class TestAnnouncements final : public QObject
{
    Q_OBJECT

private slots:
    void comeInOrderAndOnce()
    {
        Speaker speaker;
        QStringList told;
        speaker.announcements.add([&] { told.append(u"a"_s); });
        speaker.announcements.add([&] { told.append(u"b"_s); });
        QCOMPARE(told, QStringList());

        speaker.announcements.deliver();
        speaker.announcements.deliver();

        QCOMPARE(told, (QStringList {u"a"_s, u"b"_s}));
    }

    void theOlderComeFirstWhenASlotCallsBack()
    {
        Speaker speaker;
        QStringList told;
        speaker.announcements.add([&] {
            told.append(u"a"_s);
            speaker.announcements.add([&] { told.append(u"c"_s); });
            speaker.announcements.deliver();
        });
        speaker.announcements.add([&] { told.append(u"b"_s); });

        speaker.announcements.deliver();

        QCOMPARE(told, (QStringList {u"a"_s, u"b"_s, u"c"_s}));
    }

    void stopWhenASlotDeletesTheSpeaker()
    {
        auto speaker = std::make_unique<Speaker>();
        QStringList told;
        speaker->announcements.add([&] {
            told.append(u"a"_s);
            speaker.reset();
        });
        speaker->announcements.add([&] { told.append(u"b"_s); });

        speaker->announcements.deliver();

        QCOMPARE(told, QStringList {u"a"_s});
    }
};

QTEST_APPLESS_MAIN(TestAnnouncements)

#include "tst_announcements.moc"
