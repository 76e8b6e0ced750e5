// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/tapquery.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

QString value(const FormFields& fields, const QString& name)
{
    QString found;
    int count = 0;
    for (const auto& [key, text] : fields) {
        if (key == name) {
            found = text;
            ++count;
        }
    }
    return count > 1 ? u"given %1 times"_s.arg(count) : found;
}

QStringList names(const FormFields& fields)
{
    QStringList list;
    for (const auto& field : fields)
        list.append(field.first);
    return list;
}

} // namespace

/// Expectations: protocols.md 1.2 and 13.1.
class TestTapQuery final : public QObject
{
    Q_OBJECT

private slots:
    void sendsWhatEveryServiceNeeds()
    {
        TapQuery query;
        query.text = u"SELECT 1"_s;

        const auto fields = query.formFields();

        QCOMPARE(names(fields), (QStringList {u"REQUEST"_s, u"LANG"_s, u"QUERY"_s, u"FORMAT"_s}));
        QCOMPARE(value(fields, u"REQUEST"_s), u"doQuery"_s);
        QCOMPARE(value(fields, u"LANG"_s), u"ADQL"_s);
        QCOMPARE(value(fields, u"QUERY"_s), u"SELECT 1"_s);
        QCOMPARE(value(fields, u"FORMAT"_s), u"votable"_s);
    }

    void sendsWhatTheUserChose()
    {
        TapQuery query;
        query.service.language = u"ADQL"_s;
        query.language = u"PostgreSQL"_s;
        query.mode = TapQuery::Mode::Async;
        query.queue = u"5m"_s;
        query.runId = u"BH-mass"_s;
        query.maxrec = 0;
        query.format = u"votable/b2"_s;

        const auto fields = query.formFields();

        QCOMPARE(value(fields, u"LANG"_s), u"PostgreSQL"_s);
        QCOMPARE(value(fields, u"QUEUE"_s), u"5m"_s);
        QCOMPARE(value(fields, u"RUNID"_s), u"BH-mass"_s);
        QCOMPARE(value(fields, u"MAXREC"_s), u"0"_s);
        QCOMPARE(value(fields, u"FORMAT"_s), u"votable/b2"_s);
        QVERIFY(!names(fields).contains(u"PHASE"_s));
        QVERIFY(!names(fields).contains(u"RESPONSEFORMAT"_s));
    }

    void aServiceHasItsOwnLanguage()
    {
        TapQuery query;
        query.service.language = u"PostgreSQL"_s;
        QCOMPARE(value(query.formFields(), u"LANG"_s), u"PostgreSQL"_s);
    }

    void aQueueIsForJobs()
    {
        TapQuery query;
        query.queue = u"5m"_s;
        QVERIFY(!names(query.formFields()).contains(u"QUEUE"_s));
    }

    void runIdsAreCut_data()
    {
        QTest::addColumn<QString>("runId");
        QTest::addColumn<QString>("sent");
        const auto longest = QString(64, u'x');
        QTest::newRow("64") << longest << longest;
        QTest::newRow("65") << longest + u'y' << longest;
        QTest::newRow("no half of a character")
            << QString(63, u'x') + u"\U0001F52D"_s << QString(63, u'x');
    }

    void runIdsAreCut()
    {
        QFETCH(QString, runId);
        QFETCH(QString, sent);
        TapQuery query;
        query.runId = runId;
        QCOMPARE(value(query.formFields(), u"RUNID"_s), sent);
    }

    void onlyAFinalSemicolonGoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sent");
        QTest::newRow("none") << u"SELECT 1"_s << u"SELECT 1"_s;
        QTest::newRow("at the end") << u"SELECT 1;"_s << u"SELECT 1"_s;
        QTest::newRow("blanks behind") << u"SELECT 1 ; \n"_s << u"SELECT 1  \n"_s;
        QTest::newRow("several") << u"SELECT 1;;\n;"_s << u"SELECT 1\n"_s;
        QTest::newRow("comment behind")
            << u"SELECT 1; -- one; really"_s << u"SELECT 1 -- one; really"_s;
        QTest::newRow("block comment behind")
            << u"SELECT 1; /* a;b */"_s << u"SELECT 1 /* a;b */"_s;
        QTest::newRow("in a comment") << u"SELECT 1 --;"_s << u"SELECT 1 --;"_s;
        QTest::newRow("comment, line, semicolon")
            << u"SELECT 1 -- it's\n;"_s << u"SELECT 1 -- it's\n"_s;
        QTest::newRow("in a literal") << u"SELECT ';'"_s << u"SELECT ';'"_s;
        QTest::newRow("doubled quote") << u"SELECT 'it''s;';"_s << u"SELECT 'it''s;'"_s;
        QTest::newRow("comment signs in a literal") << u"SELECT '--';"_s << u"SELECT '--'"_s;
        QTest::newRow("in a name") << u"SELECT \"a;\""_s << u"SELECT \"a;\""_s;
        QTest::newRow("open literal") << u"SELECT ';"_s << u"SELECT ';"_s;
        QTest::newRow("two statements") << u"SELECT 1; SELECT 2;"_s << u"SELECT 1; SELECT 2"_s;
        QTest::newRow("lines and signs stay")
            << u"SELECT a+b -- %\nFROM t\t&é"_s << u"SELECT a+b -- %\nFROM t\t&é"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("one sign") << u";"_s << QString();
    }

    void onlyAFinalSemicolonGoes()
    {
        QFETCH(QString, text);
        QFETCH(QString, sent);
        TapQuery query;
        query.text = text;
        QCOMPARE(value(query.formFields(), u"QUERY"_s), sent);
    }
};

QTEST_APPLESS_MAIN(TestTapQuery)

#include "tst_tapquery.moc"
