// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/statements.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

class StatementsTest final : public QObject
{
    Q_OBJECT

private slots:
    void split_data();
    void split();
    void atCaret_data();
    void atCaret();
};

void StatementsTest::split_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("statements");

    QTest::newRow("nothing") << u""_s << QStringList();
    QTest::newRow("spaces, comments, semicolons") << u" ;\n-- a; b\n;;"_s << QStringList();
    QTest::newRow("one") << u"\n select 1 \n"_s << QStringList {u"select 1"_s};
    QTest::newRow("its semicolon is not part of it")
        << u"select 1 ;"_s << QStringList {u"select 1"_s};
    QTest::newRow("two") << u"a;b"_s << QStringList {u"a"_s, u"b"_s};
    QTest::newRow("a comment belongs to what follows")
        << u"a; -- about b\nb"_s << QStringList {u"a"_s, u"-- about b\nb"_s};
    QTest::newRow("a comment after the last semicolon")
        << u"a; -- the end"_s << QStringList {u"a"_s};
    QTest::newRow("semicolons in literals and comments")
        << u"a ';' \";\" -- ;\n b; /* ; */ $$;$$"_s
        << QStringList {u"a ';' \";\" -- ;\n b"_s, u"/* ; */ $$;$$"_s};
    QTest::newRow("a string that never ends") << u"a 'b; c"_s << QStringList {u"a 'b; c"_s};
}

void StatementsTest::split()
{
    QFETCH(const QString, text);

    QStringList found;
    for (const Statement& statement : splitStatements(text, Dialect::PostgreSql))
        found << text.mid(statement.start, statement.end - statement.start);

    QTEST(found, "statements");
}

void StatementsTest::atCaret_data()
{
    QTest::addColumn<QString>("text"); // | is the caret
    QTest::addColumn<QString>("statement");

    QTest::newRow("within") << u"aa; b|b ;cc"_s << u"bb"_s;
    QTest::newRow("at its start") << u"aa; |bb;cc"_s << u"bb"_s;
    QTest::newRow("at its end") << u"aa| ; bb"_s << u"aa"_s;
    QTest::newRow("after its semicolon") << u"aa;| bb"_s << u"aa"_s;
    QTest::newRow("between two") << u"aa;\n|\nbb"_s << u"aa"_s;
    QTest::newRow("before the first") << u"|\n aa; bb"_s << u"aa"_s;
    QTest::newRow("after the last") << u"aa; bb;\n|"_s << u"bb"_s;
    QTest::newRow("in a leading comment") << u"aa; -- |x\nbb"_s << u"-- x\nbb"_s;
    QTest::newRow("none") << u"-- |x"_s << QString();
}

void StatementsTest::atCaret()
{
    QFETCH(QString, text);
    const qsizetype caret = text.indexOf(u'|');
    text.remove(caret, 1);

    const std::optional<Statement> found = statementAt(text, Dialect::Adql, caret);

    QTEST(found ? text.mid(found->start, found->end - found->start) : QString(), "statement");
}

QTEST_APPLESS_MAIN(StatementsTest)
#include "tst_statements.moc"
