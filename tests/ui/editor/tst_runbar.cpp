// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/servicecatalog.h"
#include "ui/base/actions.h"
#include "ui/editor/runbar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

Q_DECLARE_METATYPE(tapdesk::ui::RunOptions)

namespace {

template <typename Widget>
Widget* input(const RunBar& bar, const QString& name)
{
    const auto inputs = bar.findChildren<Widget*>();
    for (auto* each : inputs) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

QList<QString> items(const QComboBox& box)
{
    QList<QString> texts;
    for (int i = 0; i < box.count(); ++i)
        texts.append(box.itemText(i));
    return texts;
}

/// As a user does with the mouse; unlike setCurrentIndex() it is told by activated().
void choose(QComboBox& box, const QString& text)
{
    const int index = box.findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box.setCurrentIndex(index);
    emit box.activated(index);
}

class Fixture
{
public:
    Fixture()
        : services(folder.filePath(u"services.json"_s))
        , actions(&window)
        , bar(services, actions)
        , edited(&bar, &RunBar::edited)
    {
        TapService plain;
        plain.id = u"plain"_s;
        plain.title = u"Plain"_s;
        plain.baseUrl = QUrl(u"https://plain.example/tap"_s);
        plain.language = u"ADQL"_s;
        plain.languages = {u"ADQL"_s};
        (void)services.add(plain);
    }

    QTemporaryDir folder;
    ServiceCatalog services;
    QMainWindow window;
    Actions actions;
    RunBar bar;
    QSignalSpy edited;
};

} // namespace

class TestRunBar final : public QObject
{
    Q_OBJECT

private slots:
    void showsTheOptions()
    {
        Fixture f;

        f.bar.setOptions({.serviceId = u"cars"_s,
                          .language = u"ADQL"_s,
                          .runAs = u"5m"_s,
                          .runId = u"O3"_s,
                          .maxrec = 100});

        QCOMPARE(input<QComboBox>(f.bar, u"Service"_s)->currentText(), u"CARS@AIP"_s);
        QCOMPARE(input<QComboBox>(f.bar, u"Language"_s)->currentText(), u"ADQL"_s);
        const auto* runAs = input<QComboBox>(f.bar, u"Run as"_s);
        QCOMPARE(items(*runAs), (QList<QString> {u"now"_s, u"automatic"_s, u"30s"_s, u"5m"_s}));
        QCOMPARE(runAs->currentText(), u"5m"_s);
        QCOMPARE(input<QLineEdit>(f.bar, u"Run id"_s)->text(), u"O3"_s);
        QCOMPARE(input<QLineEdit>(f.bar, u"Max rows"_s)->text(), u"100"_s);
        QCOMPARE(f.edited.size(), 0);
    }

    void tellsWhatTheUserEdits()
    {
        Fixture f;
        f.bar.setOptions({.serviceId = u"cars"_s});

        choose(*input<QComboBox>(f.bar, u"Run as"_s), u"30s"_s);
        choose(*input<QComboBox>(f.bar, u"Language"_s), u"ADQL"_s);
        QTest::keyClicks(input<QLineEdit>(f.bar, u"Run id"_s), u"a b"_s);
        QTest::keyClicks(input<QLineEdit>(f.bar, u"Max rows"_s), u"1x0"_s); // no letters there

        const RunOptions expected {.serviceId = u"cars"_s,
                                   .language = u"ADQL"_s,
                                   .runAs = u"30s"_s,
                                   .runId = u"a b"_s,
                                   .maxrec = 10};
        QVERIFY(f.bar.options() == expected);
        QVERIFY(f.edited.last().first().value<RunOptions>() == expected);
    }

    void anotherServiceHasOtherChoices()
    {
        Fixture f;
        f.bar.setOptions({.serviceId = u"cars"_s, .runAs = u"5m"_s, .runId = u"x"_s});

        choose(*input<QComboBox>(f.bar, u"Service"_s), u"Plain"_s);

        QCOMPARE(items(*input<QComboBox>(f.bar, u"Run as"_s)),
                 (QList<QString> {u"now"_s, u"automatic"_s, u"as a job"_s}));
        QCOMPARE(f.bar.options().runAs, u"job"_s);
        QCOMPARE(f.bar.options().language, u"ADQL"_s);
        QCOMPARE(f.bar.options().runId, u"x"_s);
    }

    void aServiceTellsItsLanguagesAndLimits()
    {
        Fixture f;
        f.bar.setOptions({.serviceId = u"plain"_s});
        Capabilities capabilities;
        Capabilities::Language language;
        language.name = u"ADQL-2.1"_s;
        capabilities.languages = {language};
        capabilities.generalLimits.defaultRows = 2000;

        f.bar.setCapabilities(u"plain"_s, capabilities);

        QCOMPARE(items(*input<QComboBox>(f.bar, u"Language"_s)),
                 (QList<QString> {u"ADQL"_s, u"ADQL-2.1"_s}));
        QVERIFY(
            input<QLineEdit>(f.bar, u"Max rows"_s)->toolTip().contains(QLocale().toString(2000)));
    }

    void aServiceThatIsGone()
    {
        Fixture f;

        f.bar.setOptions({.serviceId = u"nosuch"_s});

        QCOMPARE(f.bar.options().serviceId, f.services.services().first().id);
    }

    void theListOfServicesFollowsTheCatalogue()
    {
        Fixture f;
        const auto* box = input<QComboBox>(f.bar, u"Service"_s);
        f.bar.setOptions({.serviceId = u"plain"_s});

        QVERIFY(f.services.remove(u"plain"_s));

        QVERIFY(box->findText(u"Plain"_s) < 0);
        QVERIFY(box->currentIndex() >= 0);
    }
};

QTEST_MAIN(TestRunBar)

#include "tst_runbar.moc"
