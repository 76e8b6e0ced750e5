// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/lexer.h"
#include "core/sql/vocabulary.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tapdesk::sql;

Q_DECLARE_METATYPE(tapdesk::sql::Dialect)

namespace {

/// One letter per kind; upper case words are for the eye.
QString letterOf(const Token& token)
{
    static constexpr QStringView letters = u" ckiqsnop?"; // in the order of Token::Kind
    const QString letter(letters[static_cast<qsizetype>(token.kind)]);
    return token.closed ? letter : letter + u'!';
}

/// "k:SELECT i:x n:1": what is not space, each with its kind.
QString describe(const QString& text, Dialect dialect)
{
    QStringList words;
    for (const Token& token : tokenize(text, dialect)) {
        if (token.kind != Token::Kind::Space)
            words << letterOf(token) + u':' + text.mid(token.start, token.length);
    }
    return words.join(u' ');
}

bool covers(QStringView text, const QList<Token>& tokens)
{
    qsizetype position = 0;
    for (const Token& token : tokens) {
        if (token.start != position || token.length < 1)
            return false;
        position = token.end();
    }
    return position == text.size();
}

} // namespace

class LexerTest final : public QObject
{
    Q_OBJECT

private slots:
    void tokens_data();
    void tokens();
    void tokensCoverAnyText();
    void spacesAreTokens();
    void vocabulary_data();
    void vocabulary();
    void wordListsAreSorted();
    void dialectOfALanguage_data();
    void dialectOfALanguage();
};

void LexerTest::tokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("adql"); // "=": as in the other
    QTest::addColumn<QString>("postgres");

    const auto row = [](const char* name, const QString& text, const QString& adql,
                        const QString& postgres) {
        QTest::newRow(name) << text << (adql == u"=" ? postgres : adql) << postgres;
    };
    row("nothing", u""_s, u"="_s, u""_s);
    row("words", u"Select top from x_1"_s, u"k:Select k:top k:from i:x_1"_s,
        u"k:Select i:top k:from i:x_1"_s);
    row("functions are identifiers", u"log(a) count(*)"_s, u"="_s,
        u"i:log p:( i:a p:) i:count p:( o:* p:)"_s);
    row("dollar in a name", u"a$1"_s, u"i:a ?:$ n:1"_s, u"i:a$1"_s);
    row("letters beyond ASCII", u"größe"_s, u"i:gr ?:ö ?:ß i:e"_s, u"i:größe"_s);
    row("quoted names", u"\"a b\".\"x\"\"y\""_s, u"="_s, u"q:\"a b\" p:. q:\"x\"\"y\""_s);
    row("quoted name never ends", u"\"a b"_s, u"="_s, u"q!:\"a b"_s);
    row("strings", u"'it''s' ''"_s, u"="_s, u"s:'it''s' s:''"_s);
    row("string never ends", u"'it''"_s, u"="_s, u"s!:'it''"_s);
    row("escape string", u"E'a\\'b' x"_s, u"i:E s:'a\\' i:b s!:' x"_s, u"s:E'a\\'b' i:x"_s);
    row("escape string, doubled", u"e'a''b' x"_s, u"i:e s:'a''b' i:x"_s, u"s:e'a''b' i:x"_s);
    row("escape string never ends", u"E'\\"_s, u"i:E s!:'\\"_s, u"s!:E'\\"_s);
    row("bit string", u"B'01'"_s, u"i:B s:'01'"_s, u"s:B'01'"_s);
    row("a word that ends in e", u"one'x'"_s, u"="_s, u"i:one s:'x'"_s);
    row("dollar string", u"$$a;'$$ b"_s, u"?:$ ?:$ i:a p:; s!:'$$ b"_s, u"s:$$a;'$$ i:b"_s);
    row("tagged dollar string", u"$t$ $$ $t$"_s, u"?:$ i:t ?:$ ?:$ ?:$ ?:$ i:t ?:$"_s,
        u"s:$t$ $$ $t$"_s);
    row("dollar string never ends", u"$t$ $$"_s, u"?:$ i:t ?:$ ?:$ ?:$"_s, u"s!:$t$ $$"_s);
    row("parameter", u"$1"_s, u"="_s, u"?:$ n:1"_s);
    row("numbers", u"12 12. 12.5 .5 1e5 1.5E-3 1e+2"_s, u"="_s,
        u"n:12 n:12. n:12.5 n:.5 n:1e5 n:1.5E-3 n:1e+2"_s);
    row("hex", u"0x1F 0X"_s, u"="_s, u"n:0x1F n:0 i:X"_s);
    row("a number without its exponent", u"1e 1e+"_s, u"="_s, u"n:1 i:e n:1 i:e o:+"_s);
    row("the sign is an operator", u"-1+2"_s, u"="_s, u"o:- n:1 o:+ n:2"_s);
    row("qualified names", u"t.a, t.*"_s, u"="_s, u"i:t p:. i:a p:, i:t p:. o:*"_s);
    row("comparisons", u"a<>b!=c<=d>=e<f"_s, u"="_s,
        u"i:a o:<> i:b o:!= i:c o:<= i:d o:>= i:e o:< i:f"_s);
    row("concatenation", u"a||b"_s, u"="_s, u"i:a o:|| i:b"_s);
    row("cast", u"a::int"_s, u"i:a ?:: ?:: k:int"_s, u"i:a o::: k:int"_s);
    row("array", u"a[1:2]"_s, u"i:a p:[ n:1 ?:: n:2 p:]"_s, u"i:a p:[ n:1 o:: n:2 p:]"_s);
    row("operators of pgSphere and text", u"a <@ b ~* c !~ d @-@ e <-> f"_s,
        u"i:a o:< ?:@ i:b o:~ o:* i:c ?:! o:~ i:d ?:@ o:- ?:@ i:e o:< o:- o:> i:f"_s,
        u"i:a o:<@ i:b o:~* i:c o:!~ i:d o:@-@ i:e o:<-> i:f"_s);
    row("a sign after an operator", u"a<-1 b=+2 c/-3"_s, u"="_s,
        u"i:a o:< o:- n:1 i:b o:= o:+ n:2 i:c o:/ o:- n:3"_s);
    row("line comment", u"a --b 'c\nd"_s, u"="_s, u"i:a c:--b 'c i:d"_s);
    row("line comment ends at a carriage return", u"--b\r\nd"_s, u"="_s, u"c:--b i:d"_s);
    row("an operator ends where a comment starts", u"a+--b"_s, u"="_s, u"i:a o:+ c:--b"_s);
    row("block comment", u"a/*b*/c"_s, u"i:a o:/ o:* i:b o:* o:/ i:c"_s, u"i:a c:/*b*/ i:c"_s);
    row("block comments nest", u"/*/*a*/;*/b"_s, u"o:/ o:* o:/ o:* i:a o:* o:/ p:; o:* o:/ i:b"_s,
        u"c:/*/*a*/;*/ i:b"_s);
    row("block comment never ends", u"/*/"_s, u"o:/ o:* o:/"_s, u"c!:/*/"_s);
    row("curly quotes", u"‘a’ “b”"_s, u"="_s, u"?:‘ i:a ?:’ ?:“ i:b ?:”"_s);
    row("hard space, dash", u"a\u00a0–b"_s, u"="_s, u"i:a ?:\u00a0 ?:– i:b"_s);
    row("a character of two units", u"😀x"_s, u"="_s, u"?:😀 i:x"_s);
}

void LexerTest::tokens()
{
    QFETCH(const QString, text);

    QTEST(describe(text, Dialect::Adql), "adql");
    QTEST(describe(text, Dialect::PostgreSql), "postgres");
}

void LexerTest::tokensCoverAnyText()
{
    static constexpr QStringView alphabet = u"aeEx0.9'\"$-/*+<>|:;()[]@~!_ \n\r\\‘é";
    QRandomGenerator random(20240501);
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int i = random.bounded(24); i >= 0; --i)
            text += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
        for (const Dialect dialect : {Dialect::Adql, Dialect::PostgreSql})
            QVERIFY2(covers(text, tokenize(text, dialect)), qPrintable(text));
    }
}

void LexerTest::spacesAreTokens()
{
    const QList<Token> expected {
        {.kind = Token::Kind::Space, .start = 0, .length = 3},
        {.kind = Token::Kind::Identifier, .start = 3, .length = 1},
        {.kind = Token::Kind::Space, .start = 4, .length = 1},
    };

    QCOMPARE(tokenize(u" \t\na\r", Dialect::Adql), expected);
}

void LexerTest::vocabulary_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("adql"); // k keyword, f function, r reserved
    QTest::addColumn<QString>("postgres");

    QTest::newRow("select") << u"Select"_s << u"kr"_s << u"kr"_s;
    QTest::newRow("top") << u"TOP"_s << u"kr"_s << u""_s;
    QTest::newRow("limit") << u"limit"_s << u""_s << u"kr"_s;
    QTest::newRow("log") << u"log"_s << u"fr"_s << u"f"_s;
    QTest::newRow("ln") << u"ln"_s << u""_s << u"f"_s;
    QTest::newRow("distance") << u"distance"_s << u"fr"_s << u""_s;
    QTest::newRow("size") << u"size"_s << u"kr"_s << u""_s;
    QTest::newRow("between") << u"between"_s << u"kr"_s << u"k"_s;
    QTest::newRow("q3c") << u"q3c_dist"_s << u""_s << u"f"_s;
    QTest::newRow("udf") << u"ivo_to_jd"_s << u"f"_s << u""_s;
    QTest::newRow("column") << u"phot_flux"_s << u""_s << u""_s;
    QTest::newRow("empty") << u""_s << u""_s << u""_s;
    QTest::newRow("long s is no s") << u"ſelect"_s << u""_s << u""_s;
    QTest::newRow("longer than any") << u"a"_s.repeated(100) << u""_s << u""_s;
}

void LexerTest::vocabulary()
{
    QFETCH(const QString, word);
    const auto traits = [&word](Dialect dialect) {
        return QString((isKeyword(word, dialect) ? u"k"_s : QString())
                       + (isFunction(word, dialect) ? u"f"_s : QString())
                       + (isReserved(word, dialect) ? u"r"_s : QString()));
    };

    QTEST(traits(Dialect::Adql), "adql");
    QTEST(traits(Dialect::PostgreSql), "postgres");
}

void LexerTest::wordListsAreSorted()
{
    for (const Dialect dialect : {Dialect::Adql, Dialect::PostgreSql}) {
        for (const auto list : {keywords(dialect), functions(dialect)}) {
            QVERIFY(list.size() > 60);
            QCOMPARE(std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()),
                     list.end());
        }
        for (const QStringView word : keywords(dialect))
            QVERIFY2(isKeyword(word, dialect), qPrintable(word.toString()));
        for (const QStringView word : functions(dialect))
            QVERIFY2(isFunction(word.toString().toLower(), dialect), qPrintable(word.toString()));
    }
}

void LexerTest::dialectOfALanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<Dialect>("dialect");

    QTest::newRow("PostgreSQL") << u"PostgreSQL"_s << Dialect::PostgreSql;
    QTest::newRow("with a version") << u"postgresql-16.2"_s << Dialect::PostgreSql;
    QTest::newRow("ADQL") << u"ADQL-2.1"_s << Dialect::Adql;
    QTest::newRow("nothing") << u""_s << Dialect::Adql;
    QTest::newRow("another") << u"MySQL"_s << Dialect::Adql;
}

void LexerTest::dialectOfALanguage()
{
    QFETCH(const QString, language);

    QTEST(dialectFromLanguage(language), "dialect");
}

QTEST_APPLESS_MAIN(LexerTest)
#include "tst_lexer.moc"
