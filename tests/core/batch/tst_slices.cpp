// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/slices.h"
#include "tests/support/tables.h"

#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>
#include <QVariant>

#include <limits>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using test::makeTable;

class TestSlices final : public QObject
{
    Q_OBJECT

private slots:
    void bounds_data()
    {
        QTest::addColumn<Datatype>("datatype");
        QTest::addColumn<QString>("least");
        QTest::addColumn<QString>("greatest");
        QTest::addColumn<int>("slices");
        QTest::addColumn<QString>("bounds"); // "none" for a column that cannot be cut

        const auto row = [](const char* name, Datatype datatype, const QString& least,
                            const QString& greatest, int slices, const QString& bounds) {
            QTest::newRow(name) << datatype << least << greatest << slices << bounds;
        };
        row("integers", Datatype::Int, u"1"_s, u"41"_s, 4, u"11 21 31"_s);
        row("fewer values than slices", Datatype::Int, u"1"_s, u"3"_s, 10, u"2 3"_s);
        row("one slice", Datatype::Int, u"1"_s, u"41"_s, 1, u""_s);
        row("one value", Datatype::Int, u"5"_s, u"5"_s, 4, u""_s);
        row("all null", Datatype::Int, {}, {}, 4, u""_s);
        row("all of 64 bits", Datatype::Long, u"-9223372036854775808"_s, u"9223372036854775807"_s,
            2, u"0"_s);
        row("reals", Datatype::Double, u"0.5"_s, u"1.5"_s, 4, u"0.75 1 1.25"_s);
        row("the widest reals", Datatype::Double, u"-1e308"_s, u"1e308"_s, 2, u"0"_s);
        row("NaN", Datatype::Double, u"0"_s, u"NaN"_s, 2, u"none"_s);
        row("numbers that a service calls text", Datatype::Char, u"1"_s, u"5"_s, 2, u"3"_s);
        row("text", Datatype::Char, u"a"_s, u"b"_s, 2, u"none"_s);
    }

    void bounds()
    {
        QFETCH(const Datatype, datatype);
        QFETCH(const QString, least);
        QFETCH(const QString, greatest);
        QFETCH(const int, slices);
        Field field {.name = u"slice_min"_s, .datatype = datatype};
        if (isText(datatype))
            field.shape = ArrayShape::variable();

        const auto bounds = sliceBounds(makeTable({field, field}, {{least, greatest}}), slices);

        QTEST(bounds ? bounds->join(u' ') : u"none"_s, "bounds");
    }

    /// Random tables, random statements: the rows of all slices are those of the whole.
    void slicesAreTheWhole()
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
        database.setDatabaseName(u":memory:"_s);
        QVERIFY(database.open());
        QRandomGenerator random(20261122);
        for (int round = 0; round < 200; ++round) {
            const auto isReal = random.bounded(2) == 1;
            fill(random, isReal);
            const QString text =
                QStringList {u"SELECT id, x FROM t"_s,
                             u"SELECT id FROM t WHERE x > 3 OR x IS NULL;"_s,
                             u"SELECT a.id, b.id FROM t AS a LEFT JOIN t AS b ON a.id + 1 = b.id "
                             "WHERE a.id > 3 -- end"_s}
                    .at(random.bounded(3));
            const auto column = text.contains("JOIN"_L1) ? u"b.x"_s : u"x"_s;
            const auto slices = 1 + random.bounded(8);

            const auto minMax =
                rowsOf(*sql::boundsQuery(text, sql::Dialect::PostgreSql, column), 2);
            QCOMPARE(minMax.size(), 1);
            const auto cells = minMax.first().split(u'|');
            Field field {.name = u"m"_s, .datatype = isReal ? Datatype::Double : Datatype::Long};
            const auto cell = [](const QString& c) { return c == "--"_L1 ? QString() : c; };
            const auto bounds = sliceBounds(
                makeTable({field, field}, {{cell(cells.at(0)), cell(cells.at(1))}}), slices);
            QVERIFY(bounds);
            const auto queries =
                sliceQueries({.text = text, .language = u"PostgreSQL"_s}, column, *bounds);
            QVERIFY(queries);
            QVERIFY(queries->size() <= slices + 1);

            QStringList together;
            for (const auto& query : *queries)
                together += rowsOf(query.text, 1);
            auto whole = rowsOf(text, 1);
            together.sort();
            whole.sort();
            QVERIFY2(together == whole, qPrintable(text + u"; "_s + bounds->join(u' ')));
        }
    }

private:
    static void fill(QRandomGenerator& random, bool isReal)
    {
        QSqlQuery query;
        QVERIFY(query.exec(u"DROP TABLE IF EXISTS t"_s));
        QVERIFY(query.exec(u"CREATE TABLE t (id INTEGER, x)"_s));
        const auto rows = random.bounded(40);
        const auto span = 1 + random.bounded(30);
        for (int id = 0; id < rows; ++id) {
            query.prepare(u"INSERT INTO t VALUES (?, ?)"_s);
            query.addBindValue(id);
            if (random.bounded(5) == 0)
                query.addBindValue(QVariant());
            else if (random.bounded(20) == 0 && !isReal)
                query.addBindValue(random.bounded(2) == 1 ? std::numeric_limits<qint64>::max()
                                                          : std::numeric_limits<qint64>::min());
            else if (isReal)
                query.addBindValue((random.bounded(2.0) - 1) * span);
            else
                query.addBindValue(random.bounded(span));
            QVERIFY(query.exec());
        }
    }

    /// Rows of a query, cells joined by "|"; -- for null.
    static QStringList rowsOf(QString text, int columns)
    {
        QSqlQuery query;
        if (!query.exec(text.remove(u';')))
            qFatal("%s: %s", qPrintable(text), qPrintable(query.lastError().text()));
        QStringList rows;
        while (query.next()) {
            QStringList cells;
            for (int i = 0; i < columns; ++i) {
                const auto value = query.value(i);
                cells.append(value.isNull() ? u"--"_s
                                 : value.typeId() == QMetaType::Double
                                 ? QString::number(value.toDouble(), 'g', 17)
                                 : value.toString());
            }
            rows.append(cells.join(u'|'));
        }
        return rows;
    }
};

QTEST_GUILESS_MAIN(TestSlices)
#include "tst_slices.moc"
