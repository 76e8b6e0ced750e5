// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/workbenchscene.h"
#include "ui/services/logindialog.h"
#include "ui/services/servicedialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::WorkbenchScene;

namespace {

const auto capabilities =
    "<capabilities><capability standardID='ivo://ivoa.net/std/TAP'>"
    "<interface version='1.1'><accessURL>https://example.org/tap</accessURL></interface>"
    "<language><name>ADQL</name><version>2.0</version></language>"
    "<language><name>PostgreSQL</name><version>11</version></language>"
    "</capability></capabilities>"_ba;

QPushButton* button(const QDialog& dialog, const QString& text)
{
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->text().remove(u'&').startsWith(text))
            return button;
    }
    return nullptr;
}

/// All that a person sees in words.
QString words(const QDialog& dialog)
{
    QStringList said;
    for (const auto* label : dialog.findChildren<QLabel*>()) {
        if (label->isVisible())
            said.append(label->text().remove(QChar(0x200b)));
    }
    return said.join(u'\n');
}

} // namespace

class TestServiceDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("canAdd");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << "" << false << "address that a service gives";
        QTest::newRow("no address") << "not an address" << false << "not a web address";
        QTest::newRow("other scheme") << "ftp://example.org/tap" << false << "not a web address";
        QTest::newRow("https") << "https://example.org/tap/sync" << true
                               << "address that a service gives";
        QTest::newRow("http") << "http://example.org/tap" << true << "not encrypted";
        QTest::newRow("this machine")
            << "http://127.0.0.1:8080/tap" << true << "address that a service gives";
    }
    void addresses()
    {
        WorkbenchScene bench;
        ServiceDialog dialog(bench.workbench());
        dialog.show();
        QFETCH(const QString, typed);
        dialog.findChildren<QLineEdit*>().first()->setText(typed);
        QTEST(button(dialog, u"Add"_s)->isEnabled(), "canAdd");
        QTEST(button(dialog, u"Check"_s)->isEnabled(), "canAdd");
        QFETCH(const QString, said);
        QVERIFY2(words(dialog).contains(said), qPrintable(words(dialog)));
        QVERIFY(bench.network.asked.isEmpty());
    }

    void addsWhatAnswers()
    {
        WorkbenchScene bench;
        bench.network.script = {{.body = capabilities}};
        ServiceDialog dialog(bench.workbench());
        dialog.show();
        QSignalSpy added(&dialog, &ServiceDialog::added);
        dialog.findChildren<QLineEdit*>().first()->setText(u" https://example.org/tap/sync "_s);

        QTest::mouseClick(button(dialog, u"Add"_s), Qt::LeftButton);

        QTRY_COMPARE(added.size(), 1);
        const auto* service = bench.services.find(u"example.org/tap"_s);
        QVERIFY(service);
        QCOMPARE(service->title, u"example.org"_s);
        QCOMPARE(service->baseUrl, QUrl(u"https://example.org/tap"_s));
        QCOMPARE(service->language, u"ADQL"_s);
        QCOMPARE(service->languages, (QStringList {u"ADQL"_s, u"PostgreSQL"_s}));
        QCOMPARE(bench.network.asked, QByteArrayList {"GET /tap/capabilities"});
        QVERIFY(!dialog.isVisible());
    }

    void aSlipShowsFirst()
    {
        WorkbenchScene bench;
        bench.network.route = [](const Asked&) {
            return Answer {
                .status = 404, .body = "<html>Not here</html>", .contentType = "text/html"};
        };
        ServiceDialog dialog(bench.workbench());
        dialog.show();
        QSignalSpy added(&dialog, &ServiceDialog::added);
        dialog.findChildren<QLineEdit*>().first()->setText(u"https://example.org/typo"_s);
        QTest::mouseClick(button(dialog, u"Add"_s), Qt::LeftButton);
        QVERIFY(!button(dialog, u"Add"_s)->isEnabled());
        QTRY_VERIFY(button(dialog, u"Add anyway"_s));
        QVERIFY2(words(dialog).contains(u"404"_s), qPrintable(words(dialog)));
        QCOMPARE(added.size(), 0);
        const auto known = bench.services.services().size();

        QTest::mouseClick(button(dialog, u"Add anyway"_s), Qt::LeftButton);

        QCOMPARE(added.size(), 1);
        QCOMPARE(bench.services.services().size(), known + 1);
    }

    void typingOnTakesTheQuestionBack()
    {
        WorkbenchScene bench;
        bench.network.script = {{.hangs = true}};
        ServiceDialog dialog(bench.workbench());
        dialog.show();
        auto* address = dialog.findChildren<QLineEdit*>().first();
        address->setText(u"https://example.org/ta"_s);
        QTest::mouseClick(button(dialog, u"Add"_s), Qt::LeftButton);
        address->setText(u"https://example.org/tap"_s);
        QVERIFY(button(dialog, u"Add"_s)->isEnabled());
        QVERIFY(dialog.isVisible());
        QTRY_COMPARE(bench.network.openReplies(), 0);
    }

    void aKnownServiceIsNotAddedTwice()
    {
        WorkbenchScene bench;
        QVERIFY(bench.services.add(bench.service));
        const auto known = bench.services.services().size();
        ServiceDialog dialog(bench.workbench());
        dialog.show();
        QSignalSpy added(&dialog, &ServiceDialog::added);
        dialog.findChildren<QLineEdit*>().first()->setText(u"example.org/tap/"_s);
        QTest::mouseClick(button(dialog, u"Add"_s), Qt::LeftButton);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().value<TapService>().id, u"test"_s);
        QCOMPARE(bench.services.services().size(), known);
        QVERIFY(bench.network.asked.isEmpty());
    }

    void otherSchemes_data()
    {
        QTest::addColumn<QString>("known");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("canAdd");
        QTest::addColumn<QString>("said");
        QTest::newRow("safe is known") << "https://example.org/tap"
                                       << "http://example.org/tap" << false << "not replaced";
        QTest::newRow("unsafe is known") << "http://example.org/tap"
                                         << "https://example.org/tap" << true << "takes its place";
        QTest::newRow("another path") << "https://example.org/tap"
                                      << "http://example.org/other" << true << "not encrypted";
    }

    void otherSchemes()
    {
        QFETCH(const QString, known);
        QFETCH(const QString, typed);
        QFETCH(const QString, said);
        WorkbenchScene bench;
        bench.service.id = u"example.org/tap"_s; // as the dialog makes it
        bench.service.baseUrl = QUrl(known);
        QVERIFY(bench.services.add(bench.service));
        ServiceDialog dialog(bench.workbench());
        dialog.show();

        dialog.findChildren<QLineEdit*>().first()->setText(typed);

        QVERIFY2(words(dialog).contains(said), qPrintable(words(dialog)));
        const auto* add =
            button(dialog, u"Add"_s) ? button(dialog, u"Add"_s) : button(dialog, u"Replace"_s);
        QTEST(add->isEnabled(), "canAdd");
    }

    /// The keyring may ask for its password: who closes the dialog meanwhile is logged in.
    void loggedInBeforeTheKeyringAnswers()
    {
        WorkbenchScene bench;
        LoginDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        QSignalSpy loggedIn(&dialog, &LoginDialog::loggedIn);
        auto* token = dialog.findChild<QLineEdit*>();
        dialog.findChild<QCheckBox*>()->setChecked(true);
        token->setText(u"s3cret"_s);

        QTest::mouseClick(button(dialog, u"Log in"_s), Qt::LeftButton);

        QCOMPARE(loggedIn.size(), 1);
        QVERIFY(bench.client.credentials().forUrl(bench.service.baseUrl));
        token->setText(u"s3cret too"_s);
        QVERIFY(!button(dialog, u"Log in"_s)->isEnabled());
        QVERIFY(!button(dialog, u"Cancel"_s)); // nothing is taken back any more
        QTest::mouseClick(button(dialog, u"Close"_s), Qt::LeftButton);
        QCOMPARE(loggedIn.size(), 1);
        QVERIFY(bench.client.credentials().forUrl(bench.service.baseUrl));
    }

    void tokenIsTaken()
    {
        WorkbenchScene bench;
        LoginDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        QSignalSpy loggedIn(&dialog, &LoginDialog::loggedIn);
        auto* token = dialog.findChild<QLineEdit*>();
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QVERIFY(!button(dialog, u"Log in"_s)->isEnabled());
        dialog.findChild<QCheckBox*>()->setChecked(false);
        token->setText(u"Token s3cret "_s);
        QVERIFY(!token->displayText().contains(u"s3cret"_s));
        QVERIFY(!words(dialog).contains(u"s3cret"_s));

        QTest::mouseClick(button(dialog, u"Log in"_s), Qt::LeftButton);

        QCOMPARE(loggedIn.size(), 1);
        const auto& credentials = bench.client.credentials();
        QCOMPARE(credentials.forUrl(bench.service.baseUrl)->header(), "Token s3cret"_ba);
        QVERIFY(!credentials.forUrl(QUrl(u"https://evil.example/tap"_s)));
        QVERIFY(!credentials.forUrl(QUrl(u"http://example.org/tap"_s)));
    }

    void whatIsNoTokenIsNotTaken()
    {
        WorkbenchScene bench;
        LoginDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        dialog.findChild<QLineEdit*>()->setText(u"Token \"\""_s);
        QTest::mouseClick(button(dialog, u"Log in"_s), Qt::LeftButton);
        QVERIFY(dialog.isVisible());
        QVERIFY2(words(dialog).contains(u"not a token"_s), qPrintable(words(dialog)));
        QVERIFY(!bench.client.credentials().forUrl(bench.service.baseUrl));
    }

    void noTokenGoesOverAnOpenConnection()
    {
        WorkbenchScene bench;
        bench.service.baseUrl = QUrl(u"http://example.org/tap"_s);
        LoginDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        QVERIFY(!dialog.findChild<QLineEdit*>()->isEnabled());
        QVERIFY2(words(dialog).contains(u"not encrypted"_s), qPrintable(words(dialog)));
        dialog.findChild<QLineEdit*>()->setText(u"s3cret"_s);
        QVERIFY(!button(dialog, u"Log in"_s)->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(!bench.client.credentials().forUrl(bench.service.baseUrl));
    }

    void logOutForgets()
    {
        WorkbenchScene bench;
        bench.client.credentials().set(Origin(bench.service.baseUrl), {.secret = u"s3cret"_s});
        LoginDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        QVERIFY(dialog.findChild<QLineEdit*>()->text().isEmpty());
        QTest::mouseClick(button(dialog, u"Log out"_s), Qt::LeftButton);
        QVERIFY(!bench.client.credentials().forUrl(bench.service.baseUrl));
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(TestServiceDialogs)
#include "tst_servicedialogs.moc"
