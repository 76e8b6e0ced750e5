// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testbench.h"
#include "ui/base/labels.h"
#include "ui/sweeps/slicecolumns.h"
#include "ui/sweeps/slicedialog.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::TestBench;

namespace {

Answer bounds(const QByteArray& least, const QByteArray& greatest)
{
    return {.body = "<VOTABLE><RESOURCE type='results'><TABLE>"
                    "<FIELD name='slice_min' datatype='char' arraysize='*'/>"
                    "<FIELD name='slice_max' datatype='char' arraysize='*'/><DATA><TABLEDATA>"
                    "<TR><TD>"
                + least + "</TD><TD>" + greatest
                + "</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"};
}

} // namespace

class TestSliceDialog final : public QObject
{
    Q_OBJECT

private:
    void make(const QString& text)
    {
        m_bench = std::make_unique<TestBench>();
        m_dialog =
            std::make_unique<SliceDialog>(m_bench->jobs,
                                          TapQuery {.service = *m_bench->services.find(u"sample"_s),
                                                    .text = text,
                                                    .language = u"PostgreSQL"_s},
                                          QStringList {u"x"_s, u"y"_s});
        m_chosen.reset();
        connect(m_dialog.get(), &SliceDialog::chosen, this,
                [this](const Sweep& slices) { m_chosen = slices; });
        m_dialog->show();
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* each : m_dialog->findChildren<QPushButton*>()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }

    QString words() const { return m_dialog->findChild<NoticeLabel*>()->notice(); }
    QString conditions() const { return m_dialog->findChild<QPlainTextEdit*>()->toPlainText(); }

    std::unique_ptr<TestBench> m_bench;
    std::unique_ptr<SliceDialog> m_dialog;
    std::optional<Sweep> m_chosen;

private slots:
    void cleanup() { m_dialog.reset(); }

    void refusals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("words");
        QTest::newRow("can be cut") << u"SELECT x FROM t"_s << u"t.x"_s << QString();
        QTest::newRow("no column yet") << u"SELECT x FROM t"_s << u""_s << QString();
        QTest::newRow("no name") << u"SELECT x FROM t"_s << u"x + 1"_s
                                 << u"“x + 1” is no name of a column."_s;
        QTest::newRow("sums") << u"SELECT sum(x) FROM t"_s << u""_s
                              << u"Sum() counts over all rows, which slices do not have."_s;
        QTest::newRow("order") << u"SELECT x FROM t ORDER BY x"_s << u"x"_s
                               << u"A query with ORDER cannot be cut into slices: they would not "
                                  "give the same rows together."_s;
    }

    void refusals()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, column);
        QFETCH(const QString, words);
        make(text);

        m_dialog->findChild<QComboBox*>()->setEditText(column);

        QCOMPARE(this->words(), words);
        QCOMPARE(button(u"Find bounds"_s)->isEnabled(), words.isEmpty() && !column.isEmpty());
        QVERIFY(!button(u"Run"_s)->isEnabled());
        QVERIFY(m_bench->network.asked.isEmpty());
    }

    void answers_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("conditions");
        QTest::newRow("integers") << bounds("1", "9") << u"4 queries"_s
                                  << u"x < 4\nx >= 4 AND x < 7\nx >= 7\nx IS NULL"_s;
        QTest::newRow("texts") << bounds("a", "b") << u"x is no column of numbers."_s << QString();
        QTest::newRow("no such column")
            << Answer {.status = 400,
                       .body = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                               "value='ERROR'>column x does not exist</INFO></RESOURCE></VOTABLE>"}
            << u"column x does not exist"_s << QString();
    }

    void answers()
    {
        QFETCH(const Answer, answer);
        QFETCH(const QString, words);
        QFETCH(const QString, conditions);
        make(u"SELECT x FROM t"_s);
        m_bench->network.route = [answer](const Asked&) { return answer; };
        m_dialog->findChild<QSpinBox*>()->setValue(3);

        button(u"Find bounds"_s)->click();

        QVERIFY(this->words().startsWith("Asking"_L1));
        QVERIFY(!button(u"Run"_s)->isEnabled());
        QTRY_VERIFY2(this->words().contains(words), qPrintable(this->words()));
        QCOMPARE(this->conditions(), conditions);
        QCOMPARE(button(u"Run"_s)->isEnabled(), !conditions.isEmpty());
        if (conditions.isEmpty())
            return;
        button(u"Run"_s)->click();
        QVERIFY(m_chosen);
        QCOMPARE(m_chosen->queries.first().query.text, u"SELECT x FROM t\nWHERE (x < 4)"_s);
    }

    /// Bounds of another column, or other slices, are none.
    void editedWhileItAsks()
    {
        make(u"SELECT x FROM t"_s);
        button(u"Find bounds"_s)->click();
        QTRY_COMPARE(m_bench->network.asked.size(), 1);

        m_dialog->findChild<QComboBox*>()->setEditText(u"y"_s);

        QVERIFY(words().isEmpty());
        QVERIFY(button(u"Find bounds"_s)->isEnabled());
        QTRY_COMPARE(m_bench->network.openReplies(), 0); // nobody waits for it
        m_bench->network.route = [](const Asked&) { return bounds("1", "9"); };
        button(u"Find bounds"_s)->click();
        QTRY_VERIFY(button(u"Run"_s)->isEnabled());
        m_dialog->findChild<QSpinBox*>()->setValue(5);
        QVERIFY(!button(u"Run"_s)->isEnabled());
        QVERIFY(conditions().isEmpty());
    }

    void columns_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("columns");
        QTest::newRow("numeric, indexed first")
            << u"SELECT * FROM s.a"_s << QStringList {u"id"_s, u"ra"_s, u"flux"_s, u"n"_s};
        QTest::newRow("any case") << u"select * from S.B"_s << QStringList {u"id"_s, u"z"_s};
        QTest::newRow("both: what is ambiguous is left out")
            << u"SELECT * FROM s.a JOIN s.b USING (id)"_s
            << QStringList {u"ra"_s, u"flux"_s, u"n"_s, u"z"_s};
        QTest::newRow("part of another name") << u"SELECT * FROM s.abc"_s << QStringList();
        QTest::newRow("unknown") << u"SELECT 1"_s << QStringList();
    }

    void columns()
    {
        QFETCH(const QString, query);
        QFETCH(const QStringList, columns);
        const TableInfo a {.name = u"s.a"_s,
                           .columns = {{.name = u"ra"_s, .type = u"double"_s},
                                       {.name = u"name"_s, .type = u"char(*)"_s},
                                       {.name = u"flux"_s, .type = u"NUMERIC(10,2)"_s},
                                       {.name = u"spectrum"_s, .type = u"float(2x3)"_s},
                                       {.name = u"n"_s, .type = u"BIGINT"_s},
                                       {.name = u"id"_s, .type = u"int"_s, .indexed = true}}};
        const TableInfo b {
            .name = u"s.b"_s,
            .columns = {{.name = u"id"_s, .type = u"int"_s}, {.name = u"z"_s, .type = u"real"_s}}};

        QCOMPARE(sliceColumns(query, {.schemas = {{.name = u"s"_s, .tables = {a, b}}}}), columns);
    }
};

QTEST_MAIN(TestSliceDialog)
#include "tst_slicedialog.moc"
