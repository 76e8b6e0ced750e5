// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/database.h"
#include "core/localtap/sqlfunctions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::localtap;

/// The functions that queries call, through SQLite as queries call them.
class TestSkyGeometry : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void errors_data();
    void errors();
};

void TestSkyGeometry::values_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<double>("expected"); // NaN stands for null
    const double null = std::nan("");
    const auto row = [](const char* expression, double expected) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << expected;
    };

    // distances and areas checked with astropy 5.2 and by hand
    row("tap_distance(10.0, 80.0, 190.0, 80.0)", 20);
    row("tap_distance(tap_point(0, 0), tap_point(90, 45))", 90);
    row("tap_distance(359.9999, 0, 0.0001, 0)", 0.0002);
    row("tap_distance(0, 0, 180, 0)", 180);
    row("tap_distance(10, 20, 10.0003, 20.0004)", 0.0004893585577);
    row("tap_area(tap_circle(12, 34, 1))", 3.14151290);
    row("tap_area(tap_circle(0, 0, 180))", 41252.96125);
    row("tap_area(tap_polygon(0, 0, 90, 0, 0, 90))", 5156.62015618); // an eighth of the sky
    row("tap_area(tap_point(1, 2))", 0);
    row("tap_coord1(tap_point(-10, 5))", 350);
    row("tap_coord2(tap_point(-10, 5))", 5);
    row("tap_coord1(tap_centroid(tap_circle(10, 20, 3)))", 10);

    row("tap_contains(tap_point(10, 10), tap_circle(10, 11, 1.001))", 1);
    row("tap_contains(tap_point(10, 10), tap_circle(10, 11, 0.999))", 0);
    row("tap_contains(tap_point(359, 0), tap_circle(1, 0, 3))", 1);
    row("tap_contains(tap_point(5, 5), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 1);
    row("tap_contains(tap_point(5, 5), tap_polygon(0, 10, 10, 10, 10, 0, 0, 0))", 1);
    row("tap_contains(tap_point(15, 5), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 0);
    row("tap_contains(tap_point(185, -5), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 0);
    row("tap_contains(tap_point(5, 8), tap_polygon(0, 0, 10, 0, 10, 10, 5, 5, 0, 10))", 0);
    row("tap_contains(tap_point(0, 90), tap_polygon(0, 80, 120, 80, 240, 80))", 1);
    row("tap_contains(tap_point(11, 20), tap_box(10, 20, 4, 2))", 1);
    row("tap_contains(tap_point(13, 20), tap_box(10, 20, 4, 2))", 0);
    row("tap_contains(tap_circle(5, 5, 1), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 1);
    row("tap_contains(tap_circle(9.5, 5, 1), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 0);
    row("tap_intersects(tap_circle(9.5, 5, 1), tap_polygon(0, 0, 10, 0, 10, 10, 0, 10))", 1);
    row("tap_intersects(tap_circle(0, 0, 1), tap_circle(2.1, 0, 1))", 0);
    row("tap_intersects(tap_circle(0, 0, 1), tap_circle(1.9, 0, 1))", 1);
    row("tap_intersects(tap_box(0, 0, 1, 20), tap_box(0, 0, 20, 1))", 1); // a cross
    row("tap_intersects(tap_box(0, 0, 1, 1), tap_box(5, 0, 1, 1))", 0);
    row("tap_contains(NULL, tap_circle(1, 0, 3))", null);

    row("tap_log10(1000)", 3);
    row("tap_ln(exp(2))", 2);
    row("tap_log(2, 8)", 3);
    row("tap_log10(NULL)", null);
    row("tap_mod(-7, 3)", -1);
    row("tap_mod(7.5, 2)", 1.5);
    row("tap_round(2.5)", 2);
    row("tap_round(2.345, 1)", 2.3);
    row("tap_round(1250, -2)", 1300);
    row("tap_trunc(-2.7)", -2);
    row("tap_greatest(1, NULL, 3, 2)", 3);
    row("tap_least(4, 1.5, NULL)", 1.5);
    row("tap_integer('  42 ')", 42);
    row("tap_integer(2.5)", 2);
    row("tap_real('1e3')", 1000);
    row("tap_real('NaN')", null);
    row("tap_boolean('Yes')", 1);
    row("tap_like('HE0040-1105', 'HE00%')", 1);
    row("tap_like('he0040', 'HE%')", 0);
    row("tap_ilike('he0040', 'HE%')", 1);
    row("tap_like('a_b', 'a\\_b')", 1);
    row("tap_like('axb', 'a\\_b')", 0);
    row("tap_like('a%b', 'a!%b', '!')", 1);
    row("tap_regex('HE0040', '^HE[0-9]+$')", 1);
    row("tap_concat('a', NULL, 'b') = 'ab'", 1);
    row("tap_left('\u00e4bc', 2) = '\u00e4b'", 1);
    row("tap_left('abc', -1) = 'ab'", 1);
    row("tap_right('abc', 2) = 'bc'", 1);
    row("tap_right('abc', -1) = 'bc'", 1);
    row("(SELECT tap_stddev_samp(x) FROM (SELECT 2 x UNION ALL SELECT 4 UNION ALL SELECT 9))",
        3.605551275463989);
    row("(SELECT tap_var_pop(x) FROM (SELECT 2 x UNION ALL SELECT 4 UNION ALL SELECT NULL))", 1);
    row("(SELECT tap_var_samp(x) FROM (SELECT 2 x))", null);
}

void TestSkyGeometry::values()
{
    QFETCH(QString, expression);
    QFETCH(double, expected);
    auto database = Database::open(u":memory:"_s, Database::Mode::ReadWrite);
    QVERIFY(database.has_value());
    registerSqlFunctions(database->handle());
    // latin-1 rows carry UTF-8 bytes
    auto statement = database->prepare(u"SELECT "_s + QString::fromUtf8(expression.toLatin1()));
    QVERIFY2(statement.has_value(), qPrintable(database->lastMessage()));
    QVERIFY2(statement->step() == Statement::Step::Row, qPrintable(database->lastMessage()));
    if (std::isnan(expected))
        QVERIFY(statement->isNull(0));
    else
        QVERIFY2(std::abs(statement->number(0) - expected)
                     <= 1e-8 * std::max(1.0, std::abs(expected)),
                 qPrintable(QString::number(statement->number(0), 'g', 17)));
}

void TestSkyGeometry::errors_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* expression, const char* message) {
        QTest::newRow(expression) << QString::fromLatin1(expression)
                                  << QString::fromLatin1(message);
    };
    row("tap_log10(0)", "cannot take logarithm of zero");
    row("tap_ln(-1)", "cannot take logarithm of a negative number");
    row("tap_sqrt(-1)", "cannot take square root of a negative number");
    row("tap_power(0, -1)", "zero raised to a negative power is undefined");
    row("tap_exp(1e6)", "value out of range");
    row("tap_asin(2)", "input is out of range");
    row("tap_mod(1, 0)", "division by zero");
    row("tap_integer('x')", "invalid input syntax for type integer");
    row("tap_regex('a', '(')", "invalid regular expression");
    row("tap_point(0, 91)", "latitude out of range");
    row("tap_distance('nonsense', tap_point(0, 0))", "unknown geometry");
    row("tap_polygon(1, 2, 3, 4)", "unknown geometry");
    row("tap_coord1(tap_circle(1, 2, 3))", "unknown geometry");
}

void TestSkyGeometry::errors()
{
    QFETCH(QString, expression);
    QFETCH(QString, message);
    auto database = Database::open(u":memory:"_s, Database::Mode::ReadWrite);
    QVERIFY(database.has_value());
    registerSqlFunctions(database->handle());
    auto statement = database->prepare(u"SELECT "_s + expression);
    QVERIFY2(statement.has_value(), qPrintable(database->lastMessage()));
    QCOMPARE(statement->step(), Statement::Step::Failed);
    QCOMPARE(database->lastMessage(), message);
}

QTEST_APPLESS_MAIN(TestSkyGeometry)
#include "tst_skygeometry.moc"
