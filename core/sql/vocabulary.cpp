// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/vocabulary.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace tapdesk::sql {
namespace {

using Text = std::u16string_view;

// Lists are text, split by the compiler: so they can be compared with the standards' own.

/// Source: ADQL 2.1, section 2.1.3, without the names of functions.
constexpr Text adqlKeywordList =
    u"ABSOLUTE ACTION ADD ALL ALLOCATE ALTER AND ANY ARE AS ASC ASSERTION AT AUTHORIZATION "
    u"BEGIN BETWEEN BIGINT BIT BOTH BY CASCADE CASCADED CASE CAST CATALOG CHAR CHARACTER CHECK "
    u"CLOSE "
    u"COLLATE COLLATION COLUMN COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS CONTINUE "
    u"CORRESPONDING CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP "
    u"CURRENT_USER CURSOR DATE DAY DEALLOCATE DECIMAL DECLARE DEFAULT DEFERRABLE DEFERRED DELETE "
    u"DESC DESCRIBE DESCRIPTOR DIAGNOSTICS DISCONNECT DISTINCT DOMAIN DOUBLE DROP ELSE END "
    u"ESCAPE EXCEPT EXCEPTION EXEC EXECUTE EXISTS EXTERNAL FALSE FETCH FIRST FLOAT FOR FOREIGN "
    u"FOUND FROM FULL GET GLOBAL GO GOTO GRANT GROUP HAVING HOUR IDENTITY ILIKE IMMEDIATE IN "
    u"INDICATOR INITIALLY INNER INPUT INSENSITIVE INSERT INT INTEGER INTERSECT INTERVAL INTO IS "
    u"ISOLATION JOIN KEY LANGUAGE LAST LEADING LEFT LEVEL LIKE LOCAL MATCH MINUTE MODULE MONTH "
    u"NAMES NATIONAL NATURAL NCHAR NEXT NO NOT NULL NUMERIC OF OFFSET ON ONLY OPEN OPTION OR "
    u"ORDER OUTER OUTPUT OVERLAPS PAD PARTIAL PRECISION PREPARE PRESERVE PRIMARY PRIOR "
    u"PRIVILEGES PROCEDURE PUBLIC READ REAL REFERENCES RELATIVE RESTRICT REVOKE RIGHT ROLLBACK "
    u"ROWS SCHEMA SCROLL SECOND SECTION SELECT SESSION SESSION_USER SET SIZE SMALLINT SOME SPACE "
    u"SQL SQLCODE SQLERROR SQLSTATE SYSTEM_USER TABLE TEMPORARY THEN TIME TIMESTAMP "
    u"TIMEZONE_HOUR TIMEZONE_MINUTE TO TOP TRAILING TRANSACTION TRANSLATION TRUE UNION UNIQUE "
    u"UNKNOWN UPDATE USAGE USER USING VALUE VALUES VARCHAR VARYING VIEW WHEN WHENEVER WHERE WITH "
    u"WORK WRITE YEAR ZONE";

/// Reserved words of ADQL that name functions. Source: ADQL 2.1, section 2.1.3.
constexpr Text adqlFunctionList =
    u"ABS ACOS AREA ASIN ATAN ATAN2 AVG BIT_LENGTH BOX CEILING CENTROID CHARACTER_LENGTH "
    u"CHAR_LENGTH CIRCLE COALESCE CONTAINS CONVERT COORD1 COORD2 COORDSYS COS COT COUNT DEGREES "
    u"DISTANCE EXP EXTRACT FLOOR INTERSECTS IN_UNIT LOG LOG10 LOWER MAX MIN MOD NULLIF "
    u"OCTET_LENGTH PI POINT POLYGON POSITION POWER RADIANS RAND REGION ROUND SIN SQRT SUBSTRING "
    u"SUM TAN TRANSLATE TRIM TRUNCATE UPPER";

/// Functions that services add. Source: IVOA Catalogue of ADQL User Defined Functions 1.1.
constexpr Text adqlFurtherFunctionList =
    u"GAVO_APPLY_PM GAVO_MATCH GAVO_TO_MJD GAVO_TRANSFORM IVO_EPOCH_PROP IVO_EPOCH_PROP_POS "
    u"IVO_GEOM_TRANSFORM IVO_HASHLIST_HAS IVO_HASWORD IVO_HEALPIX_CENTER IVO_HEALPIX_INDEX "
    u"IVO_HISTOGRAM IVO_INTERVAL_OVERLAPS IVO_NOCASEMATCH IVO_NORMAL_RANDOM IVO_SIMBADPOINT "
    u"IVO_STRING_AGG IVO_TO_JD IVO_TO_MJD";

/// Source: PostgreSQL 15, appendix C: "reserved", with or without "can be function or type".
constexpr Text postgresReservedList =
    u"ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AUTHORIZATION BINARY BOTH CASE CAST "
    u"CHECK COLLATE COLLATION COLUMN CONCURRENTLY CONSTRAINT CREATE CROSS CURRENT_CATALOG "
    u"CURRENT_DATE CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER "
    u"DEFAULT DEFERRABLE DESC DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR FOREIGN FREEZE FROM "
    u"FULL GRANT GROUP HAVING ILIKE IN INITIALLY INNER INTERSECT INTO IS ISNULL JOIN LATERAL "
    u"LEADING LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP NATURAL NOT NOTNULL NULL OFFSET ON ONLY "
    u"OR ORDER OUTER OVERLAPS PLACING PRIMARY REFERENCES RETURNING RIGHT SELECT SESSION_USER "
    u"SIMILAR SOME SYMMETRIC TABLE TABLESAMPLE THEN TO TRAILING TRUE UNION UNIQUE USER USING "
    u"VARIADIC VERBOSE WHEN WHERE WINDOW WITH";

/// Words of PostgreSQL that are free as names and still have a part in SELECT, with the types.
constexpr Text postgresFurtherKeywordList =
    u"BETWEEN BIGINT BOOLEAN BY CHAR CHARACTER DECIMAL DOUBLE ESCAPE EXCLUDE EXISTS EXPLAIN "
    u"FILTER FIRST FLOAT FOLLOWING INSERT INT INTEGER INTERVAL LAST NULLS NUMERIC OVER PARTITION "
    u"PRECEDING PRECISION REAL RECURSIVE ROWS SMALLINT TIMESTAMP UNBOUNDED UNKNOWN UPDATE VALUES "
    u"VARCHAR VARYING WITHIN";

/// Source: PostgreSQL 15, chapter 9; pgSphere 1.5, chapters 4 to 6; q3c 2.0, README.
constexpr Text postgresFunctionList =
    u"ABS ACOS ACOSD AGE AREA ARRAY_AGG ARRAY_LENGTH ARRAY_POSITION ASCII ASIN ASIND ATAN ATAN2 "
    u"ATAN2D ATAND AVG BIT_AND BIT_OR BOOL_AND BOOL_OR BTRIM CARDINALITY CBRT CEIL CEILING CENTER "
    u"CHARACTER_LENGTH CHAR_LENGTH CHR COALESCE CONCAT CONCAT_WS CORR COS COSD COSH COT COTD "
    u"COUNT COVAR_POP COVAR_SAMP CUME_DIST DATE_PART DATE_TRUNC DEGREES DENSE_RANK DIV "
    u"EPOCH_PROP EPOCH_PROP_POS EVERY EXP EXTRACT FACTORIAL FIRST_VALUE FLOOR FORMAT GCD "
    u"GENERATE_SERIES GREATEST INITCAP LAG LAST_VALUE LAT LCM LEAD LEAST LEFT LENGTH LN LOG LOG10 "
    u"LONG LOWER LPAD LTRIM MAX MAX_ORDER MD5 MIN MOD MODE NE NOW NPOINTS NTH_VALUE NTILE NULLIF "
    u"NUM_NONNULLS NW OCTET_LENGTH OVERLAY PERCENTILE_CONT PERCENTILE_DISC PERCENT_RANK PI "
    u"POSITION POWER Q3C_ANG2IPIX Q3C_DIST Q3C_DIST_PM Q3C_ELLIPSE_JOIN Q3C_ELLIPSE_QUERY "
    u"Q3C_IN_ELLIPSE Q3C_IN_POLY Q3C_IPIX2ANG Q3C_IPIXCENTER Q3C_JOIN Q3C_JOIN_PM Q3C_PIXAREA "
    u"Q3C_POLY_QUERY Q3C_RADIAL_QUERY Q3C_VERSION RADIANS RADIUS RANDOM RANK REGEXP_MATCH "
    u"REGEXP_MATCHES REGEXP_REPLACE REGR_INTERCEPT REGR_R2 REGR_SLOPE REPEAT REPLACE REVERSE "
    u"RIGHT ROUND ROW_NUMBER RPAD RTRIM SBOX SCALE SCIRCLE SE SELLIPSE SIGN SIN SIND SINH SLINE "
    u"SMOC SMOC_DEGRADE SMOC_DISC SPATH SPLIT_PART SPOINT SPOINT_DWITHIN SPOLY SPOLY_AS_ARRAY "
    u"SPOLY_DEG SPOLY_IS_CONVEX SQRT STARTS_WITH STDDEV STDDEV_POP STDDEV_SAMP STRANS "
    u"STRING_AGG STRING_TO_ARRAY STRPOS SUBSTR SUBSTRING SUM SW TAN TAND TANH TO_CHAR TO_DATE "
    u"TO_NUMBER TO_TIMESTAMP TRANSLATE TRIM TRUNC UNNEST UPPER VARIANCE VAR_POP VAR_SAMP "
    u"WIDTH_BUCKET";

constexpr std::size_t wordCount(Text list)
{
    return static_cast<std::size_t>(std::count(list.begin(), list.end(), u' ')) + 1;
}

template <std::size_t size, typename... Lists>
constexpr auto sortedWords(Lists... lists)
{
    std::array<Text, size> words {};
    std::size_t count = 0;
    const auto add = [&](Text list) {
        while (!list.empty()) {
            const Text word = list.substr(0, list.find(u' '));
            words[count++] = word;
            list.remove_prefix(std::min(word.size() + 1, list.size()));
        }
    };
    (add(lists), ...);
    std::sort(words.begin(), words.end());

    std::array<QStringView, size> views {};
    for (std::size_t i = 0; i < size; ++i)
        views[i] = QStringView(words[i].data(), static_cast<qsizetype>(words[i].size()));
    return views;
}

constexpr auto adqlKeywords = sortedWords<wordCount(adqlKeywordList)>(adqlKeywordList);
constexpr auto adqlFunctions =
    sortedWords<wordCount(adqlFunctionList) + wordCount(adqlFurtherFunctionList)>(
        adqlFunctionList, adqlFurtherFunctionList);
constexpr auto postgresKeywords =
    sortedWords<wordCount(postgresReservedList) + wordCount(postgresFurtherKeywordList)>(
        postgresReservedList, postgresFurtherKeywordList);
constexpr auto postgresFunctions =
    sortedWords<wordCount(postgresFunctionList)>(postgresFunctionList);

constexpr char16_t upper(char16_t c)
{
    return c >= u'a' && c <= u'z' ? static_cast<char16_t>(c - u'a' + u'A') : c;
}

/// FNV-1a over the upper-case form.
constexpr std::uint32_t hashOf(Text word)
{
    std::uint32_t hash = 2166136261U;
    for (const char16_t c : word)
        hash = (hash ^ upper(c)) * 16777619U;
    return hash ^ (hash >> 15);
}

/// Which words a dialect knows and as what: a hash table with open addressing, made by the
/// compiler, because a lexer asks it for every word of a text.
class WordTable final
{
public:
    enum Trait : std::uint8_t { Keyword = 1, Function = 2, Reserved = 4 };

    constexpr void add(Text list, int traits)
    {
        while (!list.empty()) {
            const Text word = list.substr(0, list.find(u' '));
            Slot& slot = m_slots[slotOf(word)];
            slot.word = word;
            slot.traits = static_cast<std::uint8_t>(slot.traits | traits);
            m_longest = std::max(m_longest, word.size());
            list.remove_prefix(std::min(word.size() + 1, list.size()));
        }
    }

    bool has(QStringView word, Trait trait) const
    {
        const Text text(word.utf16(), static_cast<std::size_t>(word.size()));
        return text.size() <= m_longest && (m_slots[slotOf(text)].traits & trait) != 0;
    }

private:
    struct Slot
    {
        Text word;
        std::uint8_t traits = 0;
    };
    static constexpr std::size_t slotCount = 1024; // over twice the words: probes stay short

    static constexpr bool equalsIgnoringCase(Text upperCase, Text word)
    {
        return std::equal(upperCase.begin(), upperCase.end(), word.begin(), word.end(),
                          [](char16_t a, char16_t b) { return a == upper(b); });
    }

    /// Where a word is, or the free slot where it would be.
    constexpr std::size_t slotOf(Text word) const
    {
        std::size_t slot = hashOf(word) % slotCount;
        while (!m_slots[slot].word.empty() && !equalsIgnoringCase(m_slots[slot].word, word))
            slot = (slot + 1) % slotCount;
        return slot;
    }

    std::array<Slot, slotCount> m_slots {};
    std::size_t m_longest = 0;
};

constexpr WordTable adqlTable = [] {
    WordTable table;
    table.add(adqlKeywordList, WordTable::Keyword | WordTable::Reserved);
    table.add(adqlFunctionList, WordTable::Function | WordTable::Reserved);
    table.add(adqlFurtherFunctionList, WordTable::Function);
    return table;
}();

constexpr WordTable postgresTable = [] {
    WordTable table;
    table.add(postgresReservedList, WordTable::Keyword | WordTable::Reserved);
    table.add(postgresFurtherKeywordList, WordTable::Keyword);
    table.add(postgresFunctionList, WordTable::Function);
    return table;
}();

const WordTable& tableOf(Dialect dialect)
{
    return dialect == Dialect::Adql ? adqlTable : postgresTable;
}

} // namespace

bool isKeyword(QStringView word, Dialect dialect)
{
    return tableOf(dialect).has(word, WordTable::Keyword);
}

bool isFunction(QStringView word, Dialect dialect)
{
    return tableOf(dialect).has(word, WordTable::Function);
}

bool isReserved(QStringView word, Dialect dialect)
{
    return tableOf(dialect).has(word, WordTable::Reserved);
}

std::span<const QStringView> keywords(Dialect dialect)
{
    if (dialect == Dialect::Adql)
        return adqlKeywords;
    return postgresKeywords;
}

std::span<const QStringView> functions(Dialect dialect)
{
    if (dialect == Dialect::Adql)
        return adqlFunctions;
    return postgresFunctions;
}

} // namespace tapdesk::sql
