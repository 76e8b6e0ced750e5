// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tables.h"
#include "ui/base/labels.h"
#include "ui/editor/sqleditor.h"
#include "ui/sweeps/sweepdialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;

namespace {

TapQuery query(const QString& text)
{
    return {.text = text,
            .language = u"PostgreSQL"_s,
            .mode = TapQuery::Mode::Async,
            .queue = u"30s"_s};
}

/// A dialog with what is seen of it.
struct Seen
{
    explicit Seen(const QString& text)
        : dialog(query(text))
    {
        QObject::connect(&dialog, &SweepDialog::chosen, &dialog,
                         [this](const QList<SweepParameter>& parameters) { chosen = parameters; });
        dialog.show();
    }

    template <typename Input>
    Input* input(const QString& name) const
    {
        const auto all = dialog.findChildren<Input*>();
        for (auto* each : all) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    QString words() const ///< under the fields
    {
        QStringList all;
        for (const auto* label : dialog.findChildren<NoticeLabel*>())
            all.append(label->notice());
        return all.join(u'\n');
    }

    QPushButton* run() const
    {
        for (auto* button : dialog.findChildren<QPushButton*>()) {
            if (button->text().remove(u'&') == "Run"_L1)
                return button;
        }
        return nullptr;
    }

    bool says(const QString& text) const
    {
        const auto labels = dialog.findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&text](const QLabel* label) { return label->text() == text; });
    }

    QString preview() const { return dialog.findChild<SqlEditor*>()->text(); }

    SweepDialog dialog;
    std::optional<QList<SweepParameter>> chosen;
};

Table targets()
{
    return test::makeTable(
        {{.name = u"id"_s, .datatype = Datatype::Int},
         {.name = u"Name"_s, .datatype = Datatype::Char, .shape = ArrayShape::variable()}},
        {{u"1"_s, u"b"_s}, {u"2"_s, u"a"_s}, {u"3"_s, u"b"_s}, {u"4"_s, {}}});
}

} // namespace

class TestSweepDialog final : public QObject
{
    Q_OBJECT

private slots:
    void typedValues_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("sum");
        QTest::addColumn<QString>("first");
        const auto asWritten = u"SELECT :v"_s;
        QTest::newRow("nothing") << QString() << QString() << QString() << asWritten;
        QTest::newRow("list") << u"a, b"_s << u"2 values: a, b"_s << u"2 jobs in the queue 30s"_s
                              << u"SELECT 'a'"_s;
        QTest::newRow("one") << u"7"_s << u"1 value: 7"_s << u"1 job in the queue 30s"_s
                             << u"SELECT 7"_s;
        QTest::newRow("range") << u"1:41"_s << u"41 values: 1, 2, 3, 4, …"_s
                               << u"41 jobs in the queue 30s"_s << u"SELECT 1"_s;
        QTest::newRow("again") << u"a, b, a"_s
                               << u"2 values: a, b · 1 value comes again and is left out"_s
                               << u"2 jobs in the queue 30s"_s << u"SELECT 'a'"_s;
        QTest::newRow("wrong way") << u"1:5:-1"_s
                                   << u"“1:5:-1” is no range; write START:STOP or "
                                      "START:STOP:STEP."_s
                                   << QString() << asWritten;
        QTest::newRow("commas") << u" , "_s << u"There are no values for :v."_s << QString()
                                << asWritten;
        QTest::newRow("too many") << u"1:10001"_s
                                  << u"These are too many values for :v; at most 10,000 queries at "
                                     "once."_s
                                  << QString() << asWritten;
    }

    void typedValues()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, words);
        QFETCH(const QString, sum);
        QFETCH(const QString, first);
        const Seen seen(u"SELECT :v"_s);

        QTest::keyClicks(seen.input<QLineEdit>(u"Values of :v"_s), typed);

        QCOMPARE(seen.words(), words);
        QCOMPARE(seen.run()->isEnabled(), !sum.isEmpty());
        QVERIFY(seen.says(sum));
        QCOMPARE(seen.preview(), first);
    }

    void twoPlaceholders()
    {
        Seen seen(u"SELECT :a, :b WHERE x > :a"_s);
        QTest::keyClicks(seen.input<QLineEdit>(u"Values of :a"_s), u"1:200"_s);
        QVERIFY(!seen.run()->isEnabled());
        auto* second = seen.input<QLineEdit>(u"Values of :b"_s);
        QTest::keyClicks(second, u"1:51"_s);
        QVERIFY(!seen.run()->isEnabled());
        QVERIFY(seen.says(u"More than 10,000 queries are too many at once."_s));
        second->setText(u"x, y"_s);
        QVERIFY(seen.says(u"400 jobs in the queue 30s"_s));

        QTest::keyClick(second, Qt::Key_Return);

        QVERIFY(seen.chosen);
        QCOMPARE(seen.chosen->size(), 2);
        QCOMPARE(seen.chosen->first().values.size(), 200);
        QCOMPARE(seen.chosen->last().values, QStringList({u"x"_s, u"y"_s}));
        QVERIFY(!seen.dialog.isVisible());
    }

    void columnOfAResult()
    {
        Seen seen(u"SELECT :name"_s);
        seen.input<QComboBox>(u"Where the values of :name come from"_s)->setCurrentIndex(1);
        QVERIFY(seen.words().startsWith("No result is open"_L1));
        QVERIFY(!seen.run()->isEnabled());

        seen.dialog.setResults({{.id = 7, .title = u"targets"_s, .table = targets()}});

        // The column that is called like the placeholder is meant.
        QTRY_COMPARE(
            seen.words(),
            u"2 values: b, a · 1 null is left out · 1 value comes again and is left out"_s);
        QCOMPARE(seen.preview(), u"SELECT 'b'"_s);
        auto* column = seen.input<QComboBox>(u"Column with the values of :name"_s);
        column->setCurrentText(u"id"_s);
        QTRY_COMPARE(seen.words(), u"4 values: 1, 2, 3, 4"_s);

        // Other results come and go; the choice stays.
        seen.dialog.setResults({{.id = 8, .title = u"other"_s, .table = targets()},
                                {.id = 7, .title = u"targets"_s, .table = targets()}});
        QCOMPARE(
            seen.dialog.sources().value(u"name"_s),
            (ParameterSource {.isColumn = true, .written = {}, .result = 7, .column = u"id"_s}));
        seen.run()->click();
        QCOMPARE(seen.chosen->first().values.size(), 4);
        QCOMPARE(seen.chosen->first().datatype, Datatype::Long);
    }

    void sourcesAreRemembered()
    {
        Seen before(u"SELECT :a, :b"_s);
        QTest::keyClicks(before.input<QLineEdit>(u"Values of :a"_s), u"1:3"_s);
        Seen after(u"SELECT :c, :a"_s);

        after.dialog.setSources(before.dialog.sources());

        QCOMPARE(after.input<QLineEdit>(u"Values of :a"_s)->text(), u"1:3"_s);
        QCOMPARE(after.input<QLineEdit>(u"Values of :c"_s)->text(), QString());
        QVERIFY(after.words().contains("3 values: 1, 2, 3"_L1));
    }
};

QTEST_MAIN(TestSweepDialog)
#include "tst_sweepdialog.moc"
