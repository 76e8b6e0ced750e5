// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"
#include "core/sql/names.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

class TestNames final : public QObject
{
    Q_OBJECT

private slots:
    void asQueriesTakeThem_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("adql");
        QTest::addColumn<QString>("postgres");
        const auto row = [](const char* title, const QString& name, const QString& adql,
                            const QString& postgres) {
            QTest::newRow(title) << name << adql << postgres;
        };
        row("plain", u"phot_flux"_s, u"phot_flux"_s, u"phot_flux"_s);
        row("with a schema", u"cars_dr1.photometry"_s, u"cars_dr1.photometry"_s,
            u"cars_dr1.photometry"_s);
        row("capitals", u"TAP_SCHEMA.tables"_s, u"TAP_SCHEMA.tables"_s, u"\"TAP_SCHEMA\".tables"_s);
        row("mixed case", u"RAJ2000"_s, u"RAJ2000"_s, u"\"RAJ2000\""_s);
        row("a reserved word", u"order"_s, u"\"order\""_s, u"\"order\""_s);
        row("reserved in ADQL only", u"t.size"_s, u"t.\"size\""_s, u"t.size"_s);
        row("a blank", u"e Bmag"_s, u"\"e Bmag\""_s, u"\"e Bmag\""_s);
        row("signs of VizieR", u"J/A+A/413/1"_s, u"\"J/A+A/413/1\""_s, u"\"J/A+A/413/1\""_s);
        row("a digit first", u"2mass.psc"_s, u"\"2mass\".psc"_s, u"\"2mass\".psc"_s);
        row("an underscore first", u"_id"_s, u"\"_id\""_s, u"_id"_s);
        row("quoted already", u"vizier.\"I/239/hip.main\""_s, u"vizier.\"I/239/hip.main\""_s,
            u"vizier.\"I/239/hip.main\""_s);
        row("a quote in it", u"a\"b"_s, u"\"a\"\"b\""_s, u"\"a\"\"b\""_s);
        row("beyond ASCII", u"größe"_s, u"\"größe\""_s, u"\"größe\""_s);
        row("empty", QString(), QString(), QString());
    }

    void asQueriesTakeThem()
    {
        QFETCH(QString, name);
        QTEST(queryName(name, Dialect::Adql), "adql");
        QTEST(queryName(name, Dialect::PostgreSql), "postgres");
    }
};

QTEST_APPLESS_MAIN(TestNames)

#include "tst_names.moc"
