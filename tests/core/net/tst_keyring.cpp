// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/keyring.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tapdesk;

using Found = Result<std::optional<QString>>;

/// Runs in keyring_session, against a daemon of the desktop.
class TestKeyring final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(Keyring::isAvailable()); }

    void whatIsWrittenIsRead_data()
    {
        QTest::addColumn<QString>("token");
        QTest::newRow("a token of Daiquiri") << u"0123456789abcdef0123456789abcdef01234567"_s;
        QTest::newRow("a password beyond ASCII") << u"pä\"ß 😀 word"_s;
        QTest::newRow("a long one") << QString(10'000, u'x');
    }

    void whatIsWrittenIsRead()
    {
        QFETCH(QString, token);
        QVERIFY(write(m_cars, token));
        QCOMPARE(read(m_cars), Found(token));
    }

    void anotherOriginFindsNothing()
    {
        QVERIFY(write(m_cars, u"secret"_s));
        QCOMPARE(read(m_other), Found(std::nullopt));
    }

    void theNewTokenCounts()
    {
        QVERIFY(write(m_cars, u"old"_s));
        QVERIFY(write(m_other, u"other"_s));
        QVERIFY(write(m_cars, u"new"_s));
        QCOMPARE(read(m_cars), Found(u"new"_s));
        QCOMPARE(read(m_other), Found(u"other"_s));
    }

    void whatIsRemovedIsGone()
    {
        QVERIFY(write(m_cars, u"secret"_s));
        QVERIFY(write(m_other, u"other"_s));
        QVERIFY(remove(m_cars));
        QCOMPARE(read(m_cars), Found(std::nullopt));
        QCOMPARE(read(m_other), Found(u"other"_s));
        QVERIFY(remove(m_cars)); // what is not there is removed
    }

    void aContextThatIsGoneHearsNothing()
    {
        QVERIFY(write(m_cars, u"secret"_s));
        bool isTold = false;
        auto context = std::make_unique<QObject>();
        Keyring::readToken(m_cars, context.get(), [&](const Found&) { isTold = true; });
        context.reset();
        QCOMPARE(read(m_cars), Found(u"secret"_s)); // asked later, told all the same
        QVERIFY(!isTold);
    }

    void cleanup()
    {
        QVERIFY(remove(m_cars));
        QVERIFY(remove(m_other));
    }

private:
    Status write(const Origin& origin, const QString& token)
    {
        return ended<Status>(
            [&](auto next) { Keyring::writeToken(origin, token, this, std::move(next)); });
    }

    Status remove(const Origin& origin)
    {
        return ended<Status>(
            [&](auto next) { Keyring::removeToken(origin, this, std::move(next)); });
    }

    Found read(const Origin& origin)
    {
        return ended<Found>([&](auto next) { Keyring::readToken(origin, this, std::move(next)); });
    }

    /// What @p start passes on, once.
    template <class T, class Start>
    static T ended(const Start& start)
    {
        const auto told = std::make_shared<QList<T>>(); // the callback may be late
        start([told](const T& outcome) { told->append(outcome); });
        if (!QTest::qWaitFor([&] { return !told->isEmpty(); }))
            return failure({.kind = Error::Kind::Timeout});
        return told->first();
    }

    const Origin m_cars {QUrl(u"https://cars.aip.de/tap"_s)};
    const Origin m_other {QUrl(u"https://other.example.org/tap"_s)};
};

QTEST_GUILESS_MAIN(TestKeyring)

#include "tst_keyring.moc"
