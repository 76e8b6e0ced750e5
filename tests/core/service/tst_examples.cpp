// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/examples.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;

class ExamplesTest final : public QObject
{
    Q_OBJECT

private slots:
    void readsDaiquiri_data();
    void readsDaiquiri();
    void readsDachs();
    void reads_data();
    void reads();
    void readsSeveral_data();
    void readsSeveral();
    void survivesEveryCut();
    void staysQuickOnDeepPages();
};

void ExamplesTest::readsDaiquiri_data()
{
    QTest::addColumn<QString>("file");

    QTest::newRow("for curl") << u"vosi/daiquiri-examples.html"_s;
    QTest::newRow("for browsers") << u"vosi/daiquiri-examples-browser.html"_s;
}

void ExamplesTest::readsDaiquiri()
{
    QFETCH(const QString, file);

    const auto examples = readExamples(test::readData(file));

    const Example sed {.name = u"SED of HE0040-1105"_s,
                       .description = u"Spectral energy distribution"_s,
                       .query = u"SELECT phot_band, phot_flux\n"
                                "  FROM cars_dr1.photometry\n"
                                " WHERE hes_name = 'HE0040-1105' AND phot_flux > 0"_s,
                       .language = u"PostgreSQL"_s};
    const Example top {.name = u"ADQL top"_s,
                       .description = {},
                       .query = u"SELECT TOP 5 * FROM cars_dr1.photometry"_s,
                       .language = u"ADQL"_s};
    QCOMPARE(examples.size(), 2);
    QCOMPARE(examples[0], sed);
    QCOMPARE(examples[1], top);
}

void ExamplesTest::readsDachs()
{
    const auto examples = readExamples(test::readData(u"vosi/dachs-examples.html"_s));

    QCOMPARE(examples.size(), 4);
    QCOMPARE(examples[0].name, u"Spectral energy distribution"_s);
    QCOMPARE(examples[0].description,
             u"The broad-band photometry of one target from cars_dr1.photometry, upper limits"
             " flagged:"_s);
    QVERIFY(examples[0].query.startsWith("SELECT phot_band, phot_centwave, phot_flux,"_L1));
    QVERIFY(examples[0].query.endsWith("WHERE hes_name = 'HE0040-1105'"_L1));
    QVERIFY(examples[1].query.endsWith("WHERE host.enlr_max_kpc > 0.0"_L1));
    QCOMPARE(examples[0].language, QString());
    QCOMPARE(examples[3].name, u"Columns by UCD"_s);
}

void ExamplesTest::reads_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("language");

    const auto row = [](const char* title, const QByteArray& html, const char* name,
                        const char* query, const char* language = "") {
        QTest::newRow(title) << html << QString::fromUtf8(name) << QString::fromUtf8(query)
                             << QString::fromLatin1(language);
    };
    const auto example = [](const QByteArray& content) {
        return QByteArray("<div id='e' typeof='example'>" + content + "</div>");
    };
    const QByteArray query("<pre property='query'>Q</pre>");
    row("plain", example("<h2 property='name'>N</h2>" + query), "N", "Q");
    row("several tokens and prefixes",
        "<div typeof='x dali:Example'><b property='dc:title dali:name'>N</b>"
        "<i property=' query '>Q</i></div>",
        "N", "Q");
    row("attribute content wins",
        example("<b property='name' content='N'>x</b><meta property='query' content='Q'>"), "N",
        "Q");
    row("markup within",
        example("<h2 property='name'>A <em>B</em></h2>"
                "<pre property='query'><code>SELECT <b>1</b></code></pre>"),
        "A B", "SELECT 1");
    row("line breaks as tags", example("<p property='query'>A<br>B<br/>C</p>"), "e", "A\nB\nC");
    row("common indentation",
        example("<pre property='query'>\r\n    A\r\n\r\n      B  \r\n  "
                "</pre>"),
        "e", "A\n\n  B");
    row("blanks that do not break", example("<pre property='query'>A&nbsp;B</pre>"), "e", "A B");
    row("entities", example("<pre property='query'>a &lt; b &#x27;c&#39; &amp; d</pre>"), "e",
        "a < b 'c' & d");
    row("bare signs", example("<pre property='query'>a < b & c <= d</pre>"), "e", "a < b & c <= d");
    row("badge tells the language", example("<span class='x badge'>ADQL</span>" + query), "e", "Q",
        "ADQL");
    row("badge outside", "<span class='badge'>ADQL</span>" + example(query), "e", "Q");
    row("no name: the id", example(query), "e", "Q");
    row("end tags missing", "<div typeof='example' id='e'><p>one<p>two<ul><li>x" + query, "e", "Q");
    row("stray end tags", example("</p></span></b>" + query), "e", "Q");
    row("second query is not taken", example(query + "<pre property='query'>R</pre>"), "e", "Q");
    row("Latin-1", example("<b property='name'>M\xfcller</b>" + query), "M\xc3\xbcller", "Q");
    row("UTF-8", example("<b property='name'>M\xc3\xbcller</b>" + query), "M\xc3\xbcller", "Q");
}

void ExamplesTest::reads()
{
    QFETCH(const QByteArray, html);
    QFETCH(const QString, name);
    QFETCH(const QString, query);
    QFETCH(const QString, language);

    const auto examples = readExamples(html);

    QCOMPARE(examples.size(), 1);
    QCOMPARE(examples[0].name, name);
    QCOMPARE(examples[0].query, query);
    QCOMPARE(examples[0].language, language);
}

void ExamplesTest::readsSeveral_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("queries");

    const auto row = [](const char* title, const char* html, const char* queries) {
        QTest::newRow(title) << QByteArray(html) << QString::fromLatin1(queries);
    };
    row("nothing", "", "");
    row("plain HTML", "<html><body><h1>Examples</h1><pre>SELECT 1</pre></body></html>", "");
    row("text", "Not found", "");
    row("without a query", "<div typeof='example'><b property='name'>N</b></div>", "");
    row("empty query", "<div typeof='example'><b property='query'> </b></div>", "");
    row("query outside", "<b property='query'>Q</b>", "");
    row("two",
        "<p typeof='example'><b property='query'>A</b></p><p typeof='example'>"
        "<b property='query'>B</b></p>",
        "A B");
    row("one never closed",
        "<p typeof='example'><b property='query'>A</b><p typeof='example'>"
        "<b property='query'>B</b>",
        "A B");
    row("in a comment", "<!-- <p typeof='example'><b property='query'>A</b></p> -->", "");
    row("in a script", "<script><p typeof='example'><b property='query'>A</b></p></script>", "");
}

void ExamplesTest::readsSeveral()
{
    QFETCH(const QByteArray, html);
    QFETCH(const QString, queries);

    QStringList found;
    for (const auto& example : readExamples(html))
        found += example.query;
    QCOMPARE(found.join(u' '), queries);
}

void ExamplesTest::survivesEveryCut()
{
    const auto page = test::readData(u"vosi/daiquiri-examples.html"_s);

    for (qsizetype length = 0; length < page.size(); ++length)
        QVERIFY(readExamples(page.left(length)).size() <= 2);
}

void ExamplesTest::staysQuickOnDeepPages()
{
    const auto page = QByteArray("<div typeof='example'>")
        + QByteArray("<i property='query'>x").repeated(100'000)
        + QByteArray("</b>").repeated(100'000); // each is looked for in what is open

    QCOMPARE(readExamples(page).size(), 1);
}

QTEST_APPLESS_MAIN(ExamplesTest)
#include "tst_examples.moc"
