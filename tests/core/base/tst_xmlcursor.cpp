// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/xmlcursor.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

/// The elements below the root as "name=text", or "failed: line" behind them.
QString outline(const QByteArray& document)
{
    XmlCursor xml(document);
    QStringList parts;
    if (xml.readRoot()) {
        while (xml.nextChild()) {
            const auto name = xml.name().toString();
            parts += name + u'=' + xml.text();
        }
    }
    if (xml.failed())
        parts += u"failed: %1"_s.arg(xml.error().line);
    return parts.join(u' ');
}

QByteArray nested(int levels)
{
    return QByteArray("<a>").repeated(levels) + QByteArray("</a>").repeated(levels);
}

} // namespace

class XmlCursorTest final : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void prefersAttributesWithoutPrefix();
    void refusesDeepNesting();
    void survivesEveryCut();
};

void XmlCursorTest::reads_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const QByteArray& document, const char* expected) {
        QTest::newRow(name) << document << QString::fromUtf8(expected);
    };
    row("no namespace", "<r><x>1</x><y>2</y></r>", "x=1 y=2");
    row("declared prefix", "<p:r xmlns:p='u'><p:x>1</p:x></p:r>", "x=1");
    row("prefix that nobody declared", "<p:r><q:x>1</q:x></p:r>", "x=1");
    row("default namespace", "<r xmlns='u'><x>1</x></r>", "x=1");
    row("text around children, comments and CDATA",
        "<r><x> a<b>b</b><!-- no --><![CDATA[<c>]]> </x></r>", "x=ab<c>");
    row("empty elements", "<r><x/><y></y></r>", "x= y=");
    row("blank lines before the declaration", "\n\n<?xml version='1.0'?><r><x>1</x></r>", "x=1");
    row("byte order mark", "\xef\xbb\xbf<?xml version='1.0'?><r><x>\xc3\xa9</x></r>", "x=\xc3\xa9");
    row("Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><r><x>\xe9</x></r>", "x=\xc3\xa9");
    row("stylesheet before the root", "<?xml-stylesheet href='x'?><r><x>1</x></r>", "x=1");
    row("doctype is passed over", "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'><r><x>1</x></r>",
        "x=1");
    row("entities of XML", "<r><x>&lt;&amp;&gt;&#65;&#x42;</x></r>", "x=<&>AB");
    row("entities of HTML", "<r><x>M&uuml;ller&nbsp;5&Aring;</x></r>",
        "x=M\xc3\xbcller\xc2\xa0"
        "5\xc3\x85");
    row("unknown entity stays as it is", "<r><x>&nosuch;</x></r>", "x=&nosuch;");
    row("declared entities end it",
        "<!DOCTYPE r [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>\n<r><x>&b;</x></r>",
        "failed: 1");
    row("rubbish after the root is not looked at", "<r><x>1</x></r><oops", "x=1");
    row("nothing", "", "failed: 1");
    row("no XML", "service is down", "failed: 1");
    row("wrong end tag", "<r>\n<x>1</x>\n</q>", "x=1 failed: 3");
    row("cut within an element", "\n<r>\n<x>1</x><y>", "x=1 y= failed: 3");
}

void XmlCursorTest::reads()
{
    QFETCH(const QByteArray, document);
    QFETCH(const QString, expected);

    QCOMPARE(outline(document), expected);
}

void XmlCursorTest::prefersAttributesWithoutPrefix()
{
    const QByteArray document("<r xsi:type='vs:Table' type='view' xlink:href='h'/>");

    XmlCursor xml(document);
    QVERIFY(xml.readRoot());

    QCOMPARE(xml.attribute("type"_L1), u"view"_s);
    QCOMPARE(xml.attribute("href"_L1), u"h"_s);
    QCOMPARE(xml.unprefixedAttribute("href"_L1), QString());
    QCOMPARE(xml.attribute("id"_L1), QString());
}

void XmlCursorTest::refusesDeepNesting()
{
    QCOMPARE(outline(nested(XmlCursor::maxDepth)), u"a="_s);
    QCOMPARE(outline(nested(XmlCursor::maxDepth + 1)), u"a= failed: 1"_s);
    QCOMPARE(outline(nested(1'000'000)), u"a= failed: 1"_s);
}

void XmlCursorTest::survivesEveryCut()
{
    const QByteArray document("<!DOCTYPE r><r a='1'><x>t&amp;<!-- c --><y/></x><![CDATA[d]]></r>");

    for (qsizetype length = 0; length < document.size(); ++length)
        QVERIFY(outline(document.left(length)).contains("failed"_L1));
    QCOMPARE(outline(document), u"x=t&"_s);
}

QTEST_APPLESS_MAIN(XmlCursorTest)
#include "tst_xmlcursor.moc"
