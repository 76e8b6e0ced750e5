// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/datatype.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

Q_DECLARE_METATYPE(tapdesk::Datatype)

class TestDatatype final : public QObject
{
    Q_OBJECT

private slots:
    // VOTable 1.5, section 2.1, table 1: words and bytes.
    void standardWords_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<Datatype>("datatype");
        QTest::addColumn<int>("bytes");

        QTest::newRow("boolean") << u"boolean"_s << Datatype::Boolean << 1;
        QTest::newRow("bit") << u"bit"_s << Datatype::Bit << 1;
        QTest::newRow("unsignedByte") << u"unsignedByte"_s << Datatype::UnsignedByte << 1;
        QTest::newRow("short") << u"short"_s << Datatype::Short << 2;
        QTest::newRow("int") << u"int"_s << Datatype::Int << 4;
        QTest::newRow("long") << u"long"_s << Datatype::Long << 8;
        QTest::newRow("char") << u"char"_s << Datatype::Char << 1;
        QTest::newRow("unicodeChar") << u"unicodeChar"_s << Datatype::UnicodeChar << 2;
        QTest::newRow("float") << u"float"_s << Datatype::Float << 4;
        QTest::newRow("double") << u"double"_s << Datatype::Double << 8;
        QTest::newRow("floatComplex") << u"floatComplex"_s << Datatype::FloatComplex << 8;
        QTest::newRow("doubleComplex") << u"doubleComplex"_s << Datatype::DoubleComplex << 16;
    }

    void standardWords()
    {
        QFETCH(QString, word);
        QFETCH(Datatype, datatype);
        QCOMPARE(datatypeFromName(word), datatype);
        QCOMPARE(QString(datatypeName(datatype)), word);
        QTEST(elementSize(datatype), "bytes");
    }

    void otherWords_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<std::optional<Datatype>>("datatype");
        using Answer = std::optional<Datatype>;

        QTest::newRow("any case") << u"BOOLEAN"_s << Answer(Datatype::Boolean);
        QTest::newRow("blanks") << u" double "_s << Answer(Datatype::Double);
        QTest::newRow("String") << u"String"_s << Answer(Datatype::Char);
        QTest::newRow("int64") << u"int64"_s << Answer(Datatype::Long);
        QTest::newRow("unsigned needs room") << u"unsignedInt"_s << Answer(Datatype::Long);
        QTest::newRow("TIMESTAMP") << u"TIMESTAMP"_s << Answer(Datatype::Char);
        QTest::newRow("never heard of") << u"spoint"_s << Answer();
        QTest::newRow("empty") << QString() << Answer();
    }

    void otherWords()
    {
        QFETCH(QString, word);
        QTEST(datatypeFromName(word), "datatype");
    }
};

QTEST_APPLESS_MAIN(TestDatatype)

#include "tst_datatype.moc"
