// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/tabledatascanner.h"

#include "core/votable/cellvalue.h"
#include "core/votable/encodedcell.h"

#include <QtEndian>

#include <cmath>
#include <cstring>
#include <fast_float/fast_float.h>
#include <limits>

namespace tapdesk::votable {

namespace {

constexpr std::size_t longCell = 1 << 16; // bytes, after which the filler looks at its memory
constexpr std::ptrdiff_t tagLength = 5; // of </TD> and </TR>

template <std::size_t N>
bool isAt(const char* p, const char (&word)[N])
{
    return std::memcmp(p, word, N - 1) == 0; // the compiler makes one comparison of it
}

bool isCellEnd(const char* p, const char* end)
{
    return end - p >= tagLength && isAt(p, "</TD>");
}

// Moves over blanks and counts lines.
const char* skipBlanks(const char* p, const char* end, qint64& lines)
{
    while (p < end && isBlank(*p)) {
        lines += *p == '\n';
        ++p;
    }
    return p;
}

// Eight decimal digits at once: pairs, fours and eights are summed up within one word.
bool readEightDigits(const char* p, std::uint64_t& value)
{
    auto word = qFromLittleEndian<std::uint64_t>(p);
    constexpr std::uint64_t highHalves = 0xf0f0f0f0f0f0f0f0ULL;
    const std::uint64_t beyondNine = (word + 0x0606060606060606ULL) & highHalves;
    if (((word & highHalves) | (beyondNine >> 4)) != 0x3333333333333333ULL)
        return false;
    word = ((word & 0x0f0f0f0f0f0f0f0fULL) * (10 * 0x100 + 1)) >> 8;
    word = ((word & 0x00ff00ff00ff00ffULL) * (100 * 0x10000 + 1)) >> 16;
    value = ((word & 0x0000ffff0000ffffULL) * (10000 * 0x100000000ULL + 1)) >> 32;
    return true;
}

// Decimal digits, at most 19, which 64 bits can hold. Null if there is none.
const char* readDigits(const char* p, const char* end, std::uint64_t& value)
{
    const char* limit = end - p > 19 ? p + 19 : end;
    const char* first = p;
    std::uint64_t sum = 0;
    for (std::uint64_t eight = 0; limit - p >= 8 && readEightDigits(p, eight); p += 8)
        sum = 100'000'000 * sum + eight;
    for (; p < limit; ++p) {
        const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*p)) - '0';
        if (digit > 9)
            break;
        sum = 10 * sum + digit;
    }
    value = sum;
    return p > first ? p : nullptr;
}

} // namespace

TableDataScanner::TableDataScanner(MarkupScanner& markup, TableFiller& filler, Charset charset,
                                   Repairs& repairs)
    : m_markup(markup)
    , m_filler(filler)
    , m_charset(charset)
    , m_repairs(repairs)
    , m_declared(filler.table().fields())
{
}

Result<TableDataScanner::Progress> TableDataScanner::scan(const char*& p, const char* end)
{
    using Token = MarkupScanner::Token;
    Result<Progress> progress = Progress::NeedMore;
    while (p < end && progress && *progress == Progress::NeedMore) {
        if (!m_inCell && m_markup.isInContent()) { // not in a comment that an earlier piece began
            Status status;
            if (fastRows(p, end, status) == Step::Failed)
                return failure(status.error());
        }
        const Token token = m_markup.next(p, end);
        if (m_markup.takeStrayBracket())
            m_repairs.ampersand = true;
        switch (token) {
        case Token::NeedMore:
            return progress;
        case Token::TooLong:
            return Progress::TooLong;
        case Token::Text:
        case Token::Literal:
            if (!m_inCell)
                break;
            if (m_text.size() > maxCell)
                return failure({.kind = Error::Kind::TooLarge, .line = m_markup.line()});
            if (token == Token::Text)
                appendCharacters(m_text, m_markup.text(), m_charset, m_repairs);
            else
                appendLiteral(m_text, m_markup.text(), m_charset, m_repairs);
            break;
        case Token::StartTag:
            progress = startTag();
            break;
        case Token::EndTag:
            progress = endTag();
            break;
        case Token::Declaration:
        case Token::Doctype:
            break;
        }
    }
    return progress;
}

Result<TableDataScanner::Progress> TableDataScanner::startTag()
{
    const auto proceed = [] { return Progress::NeedMore; };
    const std::string_view name = m_markup.name();
    if (name == "TD") {
        beginCell();
        if (m_markup.isEmptyElement())
            endCell();
        return proceed();
    }
    if (name != "TR") // within a row, the text of a strange element is text of its cell
        return m_inRow ? Progress::NeedMore : Progress::Foreign;
    if (auto status = endRow(); !status) // of a row without end tag
        return failure(status.error());
    beginRow();
    if (!m_markup.isEmptyElement())
        return proceed();
    return endRow().map(proceed);
}

Result<TableDataScanner::Progress> TableDataScanner::endTag()
{
    const std::string_view name = m_markup.name();
    if (name == "TD")
        endCell();
    else if (name == "TR")
        return endRow().map([] { return Progress::NeedMore; });
    else if (name == "TABLEDATA" || name == "DATA" || name == "TABLE" || name == "RESOURCE"
             || name == "VOTABLE")
        return Progress::Ended;
    return Progress::NeedMore;
}

// Takes cells and rows as long as they are plain. Step::Odd leaves p before what is not.
TableDataScanner::Step TableDataScanner::fastRows(const char*& p, const char* end, Status& status)
{
    const qsizetype columns = m_filler.columnCount();
    qint64 lines = 0;
    Step step = Step::Cell;
    while (step == Step::Cell) {
        p = skipBlanks(p, end, lines);
        if (end - p < tagLength) {
            step = Step::Odd;
        } else if (m_inRow && isAt(p, "<TD>") && m_column < columns) {
            const char* cell = p + 4;
            if (fastCell(cell, end)) {
                p = cell;
                ++m_column;
            } else {
                step = Step::Odd;
            }
        } else if (m_inRow && isAt(p, "</TR>") && m_column == columns) {
            p += tagLength;
            m_inRow = false;
            status = m_filler.endRow();
            if (!status)
                step = Step::Failed;
        } else if (!m_inRow && isAt(p, "<TR>")) {
            p += 4;
            beginRow();
        } else if (m_inRow && isAt(p, "<TD/>") && m_column < columns) {
            p += tagLength;
            m_filler.builder(m_column++).appendNull();
        } else {
            step = Step::Odd;
        }
    }
    m_markup.addLines(lines);
    return step;
}

// At the first byte behind <TD>. False, and nothing taken, if the cell is not plain.
bool TableDataScanner::fastCell(const char*& p, const char* end)
{
    if (isCellEnd(p, end)) {
        m_filler.builder(m_column).appendNull();
        p += tagLength;
        return true;
    }
    const ColumnPlan& plan = m_filler.plan(m_column);
    if (isText(plan.datatype))
        return fastText(p, end);
    if (!plan.scalar || plan.wasInteger)
        return false;
    switch (plan.datatype) {
    case Datatype::Double:
        return fastFloating<double>(p, end);
    case Datatype::Float:
        return fastFloating<float>(p, end);
    case Datatype::Long:
        return fastInteger<std::int64_t>(p, end);
    case Datatype::Int:
        return fastInteger<std::int32_t>(p, end);
    case Datatype::Short:
        return fastInteger<std::int16_t>(p, end);
    case Datatype::UnsignedByte:
        return fastInteger<std::uint8_t>(p, end);
    case Datatype::Boolean:
        return fastBoolean(p, end);
    default:
        return false;
    }
}

template <typename T>
bool TableDataScanner::fastFloating(const char*& p, const char* end)
{
    T value = 0;
    const auto [stop, error] = fast_float::from_chars(p, end, value);
    if (error != std::errc() || !isCellEnd(stop, end) || !std::isfinite(value))
        return false;
    ColumnBuilder& builder = m_filler.builder(m_column);
    if (m_filler.plan(m_column).isNull(static_cast<double>(value)))
        builder.appendNull();
    else
        builder.append(value);
    p = stop + tagLength;
    return true;
}

template <typename T>
bool TableDataScanner::fastInteger(const char*& p, const char* end)
{
    const bool negative = *p == '-';
    std::uint64_t digits = 0;
    const char* stop = readDigits(negative ? p + 1 : p, end, digits);
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!stop || !isCellEnd(stop, end) || digits > most + (negative ? 1 : 0))
        return false;
    const auto value = static_cast<std::int64_t>(negative ? 0 - digits : digits);
    if (value != static_cast<std::int64_t>(static_cast<T>(value)))
        return false;
    ColumnPlan& plan = m_filler.plan(m_column);
    if (plan.isNull(value)) {
        m_filler.builder(m_column).appendNull();
    } else {
        plan.magnitude |= digits;
        m_filler.builder(m_column).append(static_cast<T>(value));
    }
    p = stop + tagLength;
    return true;
}

bool TableDataScanner::fastBoolean(const char*& p, const char* end)
{
    const char* stop = static_cast<const char*>(
        std::memchr(p, '<', static_cast<std::size_t>(std::min<std::ptrdiff_t>(end - p, 6))));
    if (!stop || !isCellEnd(stop, end))
        return false;
    const auto flag = parseBoolean({p, static_cast<std::size_t>(stop - p)});
    if (!flag)
        return false;
    m_filler.builder(m_column).append<std::uint8_t>(*flag ? 1 : 0);
    p = stop + tagLength;
    return true;
}

bool TableDataScanner::fastText(const char*& p, const char* end)
{
    const char* stop =
        static_cast<const char*>(std::memchr(p, '<', static_cast<std::size_t>(end - p)));
    if (!stop || !isCellEnd(stop, end))
        return false;
    const std::string_view raw(p, static_cast<std::size_t>(stop - p));
    const ColumnPlan& plan = m_filler.plan(m_column);
    if (!isPlain(raw) || (plan.scalar && raw.size() > 1) || !plan.nullText.empty())
        return false;
    if (raw.size() > longCell)
        m_filler.lookSoon();
    m_filler.builder(m_column).appendText(raw);
    p = stop + tagLength;
    return true;
}

void TableDataScanner::beginRow()
{
    m_inRow = true;
    m_column = 0;
}

Status TableDataScanner::endRow()
{
    if (m_inCell)
        endCell();
    if (!m_inRow)
        return {};
    const qsizetype columns = m_filler.columnCount();
    WarningLog& warnings = m_filler.warnings();
    if (m_column < columns)
        warnings.add(Warning::Kind::TooFewCells, {}, std::to_string(m_column), m_markup.line());
    else if (m_column > columns)
        warnings.add(Warning::Kind::TooManyCells, {}, std::to_string(m_column), m_markup.line());
    for (; m_column < columns; ++m_column)
        m_filler.builder(m_column).appendNull();
    m_inRow = false;
    return m_filler.endRow();
}

void TableDataScanner::beginCell()
{
    if (m_inCell) // its end tag is missing
        endCell();
    if (!m_inRow) // so is the start tag of the row
        beginRow();
    m_inCell = true;
    m_isEncoded = trimmed(m_markup.attribute("encoding")) == "base64";
    m_text.clear();
}

void TableDataScanner::endCell()
{
    if (!std::exchange(m_inCell, false))
        return;
    if (m_text.size() > longCell)
        m_filler.lookSoon();
    if (m_column < m_filler.columnCount()) {
        if (m_isEncoded)
            appendEncoded();
        else
            m_filler.appendText(m_column, m_text, m_markup.line());
    }
    ++m_column;
}

void TableDataScanner::appendEncoded()
{
    const auto text = trimmed(m_text).empty() ? std::optional(std::string())
                                              : textOfBase64Cell(m_declared[m_column], m_text);
    if (text) {
        m_filler.appendText(m_column, *text, m_markup.line());
    } else {
        m_filler.warnings().add(Warning::Kind::BadCell, m_filler.columnName(m_column), m_text,
                                m_markup.line());
        m_filler.builder(m_column).appendNull();
    }
}

} // namespace tapdesk::votable
