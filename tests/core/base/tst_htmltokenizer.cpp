// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/htmlentity.h"
#include "core/base/htmltokenizer.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

namespace {

/// "<a x=1>text</a>", with "/" behind the name of an empty element.
QString rewritten(const QString& html)
{
    QString text;
    HtmlTokenizer tokens(html);
    for (auto token = tokens.next(); token.kind != HtmlTokenizer::Kind::Finished;
         token = tokens.next()) {
        if (token.kind == HtmlTokenizer::Kind::Text) {
            text += token.text;
            continue;
        }
        text += token.kind == HtmlTokenizer::Kind::End ? u"</"_s : u"<"_s;
        text += token.name;
        for (const auto& [name, value] : token.attributes)
            text += u' ' + name + u'=' + value;
        text += token.isEmpty ? u"/>"_s : u">"_s;
    }
    return text;
}

} // namespace

class HtmlTokenizerTest final : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void survivesEveryCut();
    void decodes_data();
    void decodes();
    void removesMarkup_data();
    void removesMarkup();
};

void HtmlTokenizerTest::splits_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const char* html, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(expected);
    };
    row("tags and text", "a<P>b</P>c", "a<p>b</p>c");
    row("quotes of all kinds", "<a B=1 c='2>' d=\"3'\" e>", "<a b=1 c=2> d=3' e=>");
    row("blanks around the sign", "<a b = 1>", "<a b=1>");
    row("entities in attributes", "<a b='x&amp;y'>", "<a b=x&y>");
    row("prefix", "<xhtml:div>", "<div>");
    row("void and empty elements", "<br><img src=x><p/><p />", "<br/><img src=x/><p/><p/>");
    row("unquoted path", "<a href=/x/>y", "<a href=/x/>y");
    row("comment", "a<!-- <p> -- > -->b", "ab");
    row("doctype and declaration", "<?xml version='1.0'?><!DOCTYPE html>a", "a");
    row("script and style", "<script>if (a<b) '<p>'</script><style>p</style>x",
        "<script></script><style></style>x");
    row("signs that are no tags", "a < b <3 </ <", "a < b <3 </ <");
    row("open comment", "a<!-- b", "a");
    row("open tag", "a<b c='", "a<b c=>");
    row("open script", "<script>x", "<script>");
    row("nothing", "", "");
}

void HtmlTokenizerTest::splits()
{
    QFETCH(const QString, html);
    QFETCH(const QString, expected);

    QCOMPARE(rewritten(html), expected);
}

void HtmlTokenizerTest::survivesEveryCut()
{
    const auto html =
        u"<!DOCTYPE html><a b='1' c=2 d><!-- x --><br/>&amp;&#65;</a><script>x</script>"_s;

    for (qsizetype length = 0; length <= html.size(); ++length)
        rewritten(html.left(length));
    QCOMPARE(rewritten(html), u"<a b=1 c=2 d=><br/>&A</a><script></script>"_s);
}

void HtmlTokenizerTest::decodes_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const char* html, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(expected);
    };
    row("of XML", "&lt;&gt;&amp;&quot;&apos;", "<>&\"'");
    row("by number", "&#x27;&#955;&#X3bb;", "'\xce\xbb\xce\xbb");
    row("beyond the first plane", "&#x1F30C;", "\xf0\x9f\x8c\x8c");
    row("Latin-1, first and last", "&nbsp;&yuml;", "\xc2\xa0\xc3\xbf");
    row("case matters", "&Auml;&auml;", "\xc3\x84\xc3\xa4");
    row("Greek", "&Alpha;&alpha;&Omega;&omega;&sigma;", "\xce\x91\xce\xb1\xce\xa9\xcf\x89\xcf\x83");
    row("signs", "&minus;&le;&plusmn;&deg;", "\xe2\x88\x92\xe2\x89\xa4\xc2\xb1\xc2\xb0");
    row("stray ampersands", "a & b && c&", "a & b && c&");
    row("unknown, empty, endless", "&nosuch; &; &amp", "&nosuch; &; &amp");
    row("no character", "&#0;&#xD800;&#x110000;&#x;&#99999999999;",
        "&#0;&#xD800;&#x110000;&#x;&#99999999999;");
}

void HtmlTokenizerTest::decodes()
{
    QFETCH(const QString, html);
    QFETCH(const QString, expected);

    QCOMPARE(decodedHtml(html), expected);
}

void HtmlTokenizerTest::removesMarkup_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("paragraphs (Daiquiri)", "<p>about x & more</p>", "about x & more");
    row("two of them", "<p>one</p><p>two</p>", "one two");
    row("within words", "H<sub>2</sub>O <b>x</b>", "H2O x");
    row("line break", "one<br>two", "one two");
    row("no markup, blanks stay", "a  b\nc", "a  b\nc");
    row("inequalities", "a<b and c>d", "a<b and c>d");
    row("another language's tag", "type <int> of C++", "type <int> of C++");
}

void HtmlTokenizerTest::removesMarkup()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);

    QCOMPARE(withoutHtml(text), expected);
}

QTEST_APPLESS_MAIN(HtmlTokenizerTest)
#include "tst_htmltokenizer.moc"
