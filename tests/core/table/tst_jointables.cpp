// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/jointables.h"
#include "tests/support/tables.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using test::makeTable;
using Kind = JoinWarning::Kind;

Q_DECLARE_METATYPE(QList<Table>)

namespace {

Field number(const QString& name, Datatype datatype = Datatype::Int, const QString& unit = {})
{
    return {.name = name, .datatype = datatype, .unit = unit};
}

Field text(const QString& name)
{
    return {.name = name, .datatype = Datatype::Char, .shape = ArrayShape::variable()};
}

/// "a:int b:char|1,x|2,--": names and datatypes, then rows.
QString words(const Table& table)
{
    QStringList heads;
    for (const auto& field : table.fields())
        heads.append(field.name + u':' + datatypeName(field.datatype));
    QStringList lines {heads.join(u' ')};
    for (qsizetype row = 0; row < table.rowCount(); ++row) {
        QStringList cells;
        for (qsizetype column = 0; column < table.columnCount(); ++column)
            cells.append(table.isNull(row, column) ? u"--"_s : table.text(row, column));
        lines.append(cells.join(u','));
    }
    return lines.join(u'|');
}

QString words(const QList<JoinWarning>& warnings)
{
    QStringList said;
    for (const auto& warning : warnings)
        said.append(u"%1 %2 %3"_s.arg(
            QStringList {u"Missing"_s, u"Promoted"_s, u"Reshaped"_s, u"OtherUnit"_s}.at(
                int(warning.kind)),
            warning.column, QString::number(warning.part)));
    return said.join(u", "_s);
}

} // namespace

class TestJoinTables final : public QObject
{
    Q_OBJECT

private slots:
    void joins_data()
    {
        QTest::addColumn<QList<Table>>("parts");
        QTest::addColumn<QString>("joined");
        QTest::addColumn<QString>("warnings");

        const auto a = number(u"a"_s);
        const auto b = text(u"b"_s);
        QTest::newRow("none") << QList<Table>() << u""_s << u""_s;
        QTest::newRow("two of a kind")
            << QList {makeTable({a, b}, {{u"1"_s, u"x"_s}}), makeTable({a, b}, {{u"2"_s, {}}})}
            << u"a:int b:char|1,x|2,--"_s << u""_s;
        QTest::newRow("another order")
            << QList {makeTable({a, b}, {{u"1"_s, u"x"_s}}), makeTable({b, a}, {{u"y"_s, u"2"_s}})}
            << u"a:int b:char|1,x|2,y"_s << u""_s;
        QTest::newRow("missing") << QList {makeTable({a}, {{u"1"_s}}),
                                           makeTable({b}, {{u"y"_s}, {u"z"_s}})}
                                 << u"a:int b:char|1,--|--,y|--,z"_s
                                 << u"Missing a 1, Missing b 0"_s;
        QTest::newRow("promoted") << QList {makeTable({a}, {{u"1"_s}, {QString()}}),
                                            makeTable({number(u"a"_s, Datatype::Double)},
                                                      {{u"2.5"_s}})}
                                  << u"a:double|1|--|2.5"_s << u"Promoted a 1"_s;
        QTest::newRow("promoted to text")
            << QList {makeTable({a}, {{u"1"_s}}), makeTable({text(u"a"_s)}, {{u"n/a"_s}})}
            << u"a:char|1|n/a"_s << u"Promoted a 1"_s;
        QTest::newRow("a part without rows has no say")
            << QList {makeTable({text(u"a"_s)}, {}), makeTable({a}, {{u"1"_s}})} << u"a:int|1"_s
            << u""_s;
        QTest::newRow("nothing but empty parts")
            << QList {makeTable({a}, {}), makeTable({a}, {})} << u"a:int"_s << u""_s;
        QTest::newRow("two columns of one name")
            << QList {makeTable({a, a}, {{u"1"_s, u"2"_s}}), makeTable({a, a}, {{u"3"_s, u"4"_s}})}
            << u"a:int a:int|1,2|3,4"_s << u""_s;
        QTest::newRow("another unit")
            << QList {makeTable({number(u"a"_s, Datatype::Int, u"mJy"_s)}, {{u"1"_s}}),
                      makeTable({number(u"a"_s, Datatype::Int, u"Jy"_s)}, {{u"2"_s}})}
            << u"a:int|1|2"_s << u"OtherUnit a 1"_s;
    }

    void joins()
    {
        QFETCH(const QList<Table>, parts);

        const auto joined = joinTables(parts);

        QTEST(words(joined.table), "joined");
        QTEST(words(joined.warnings), "warnings");
        if (!parts.isEmpty() && joined.table.columnCount() > 0)
            QCOMPARE(joined.table.fields().first().unit, parts.first().fields().first().unit);
    }

    void sharesBlocks()
    {
        const auto part = makeTable({number(u"a"_s)}, {{u"1"_s}, {u"2"_s}, {u"3"_s}}, 2);

        const auto joined = joinTables({part, part}).table;

        QCOMPARE(joined.rowCount(), 6);
        QCOMPARE(joined.blocks().size(), 4U);
        QCOMPARE(joined.blocks().at(2), part.blocks().at(0));
    }

    void firstColumn_data()
    {
        QTest::addColumn<Datatype>("datatype");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("wider");
        QTest::newRow("text") << Datatype::Char << u"ä b"_s << u"p:char a:int|ä b,1|ä b,2"_s;
        QTest::newRow("integer") << Datatype::Long << u"-9007199254740993"_s
                                 << u"p:long a:int|-9007199254740993,1|-9007199254740993,2"_s;
        QTest::newRow("real") << Datatype::Double << u"0.10"_s << u"p:double a:int|0.1,1|0.1,2"_s;
    }

    void firstColumn()
    {
        QFETCH(const Datatype, datatype);
        QFETCH(const QString, value);
        const auto table = makeTable({number(u"a"_s)}, {{u"1"_s}, {u"2"_s}}, 1);
        Field field {.name = u"p"_s, .datatype = datatype};
        if (isText(datatype))
            field.shape = ArrayShape::variable();

        QTEST(words(withFirstColumn(table, field, value)), "wider");
    }
};

QTEST_APPLESS_MAIN(TestJoinTables)
#include "tst_jointables.moc"
