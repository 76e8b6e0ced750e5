// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pythonrepr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

#include <optional>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr auto errorDetail = "ErrorDetail("_L1;
constexpr int mostNesting = 20;

/// Reads one Python literal: dict, list, tuple, string, number, None, True, False, and Django's
/// `ErrorDetail(string='…', code='…')`, which becomes its string.
class LiteralReader
{
public:
    explicit LiteralReader(QStringView text)
        : m_text(text)
    {
    }

    std::optional<QVariant> read(int depth = 0);
    qsizetype position() const { return m_position; }

private:
    bool skip(QStringView word);
    void skipBlanks();
    QChar peek() const { return m_position < m_text.size() ? m_text[m_position] : QChar(); }
    std::optional<QVariant> readSequence(QChar end, int depth);
    std::optional<QVariant> readMap(int depth);
    std::optional<QVariant> readErrorDetail();
    std::optional<QString> readString();
    QString readEscape();
    QVariant readWord();

    QStringView m_text;
    qsizetype m_position = 0;
};

bool LiteralReader::skip(QStringView word)
{
    if (!m_text.sliced(m_position).startsWith(word))
        return false;
    m_position += word.size();
    return true;
}

void LiteralReader::skipBlanks()
{
    while (peek().isSpace())
        ++m_position;
}

std::optional<QVariant> LiteralReader::read(int depth)
{
    skipBlanks();
    if (depth > mostNesting || m_position >= m_text.size())
        return {};
    if (skip(u"{"))
        return readMap(depth);
    if (skip(u"["))
        return readSequence(u']', depth);
    if (skip(u"("))
        return readSequence(u')', depth);
    if (m_text.sliced(m_position).startsWith(errorDetail))
        return readErrorDetail();
    if (peek() == u'\'' || peek() == u'"')
        return readString();
    const auto word = readWord();
    return word.isValid() ? std::optional(word) : std::nullopt;
}

std::optional<QVariant> LiteralReader::readSequence(QChar end, int depth)
{
    QVariantList list;
    for (skipBlanks(); !skip(QStringView(&end, 1)); skipBlanks()) {
        const auto value = read(depth + 1);
        if (!value)
            return {};
        list.append(*value);
        skipBlanks();
        if (!skip(u",") && peek() != end)
            return {};
    }
    return list;
}

std::optional<QVariant> LiteralReader::readMap(int depth)
{
    QVariantMap map;
    for (skipBlanks(); !skip(u"}"); skipBlanks()) {
        const auto key = readString();
        skipBlanks();
        if (!key || !skip(u":"))
            return {};
        const auto value = read(depth + 1);
        if (!value)
            return {};
        map.insert(*key, *value);
        skipBlanks();
        if (!skip(u",") && peek() != u'}')
            return {};
    }
    return map;
}

std::optional<QVariant> LiteralReader::readErrorDetail()
{
    m_position += errorDetail.size();
    if (!skip(u"string="))
        return {};
    const auto text = readString();
    if (!text)
        return {};
    if (skip(u", code=") && !readString())
        return {};
    return skip(u")") ? std::optional<QVariant>(*text) : std::nullopt;
}

std::optional<QString> LiteralReader::readString()
{
    const auto quote = peek();
    if (quote != u'\'' && quote != u'"')
        return {};
    ++m_position;
    QString text;
    while (m_position < m_text.size()) {
        const auto c = m_text[m_position++];
        if (c == quote)
            return text;
        if (c == u'\\' && m_position < m_text.size())
            text += readEscape();
        else
            text += c;
    }
    return {};
}

/// What follows a backslash. Source: The Python Language Reference 3.11, section 2.4.1.
QString LiteralReader::readEscape()
{
    const auto c = m_text[m_position++];
    switch (c.unicode()) {
    case u'n':
        return u"\n"_s;
    case u'r':
        return u"\r"_s;
    case u't':
        return u"\t"_s;
    case u'x':
    case u'u':
    case u'U': {
        const qsizetype digits = c == u'x' ? 2 : c == u'u' ? 4 : 8;
        bool isNumber = false;
        const char32_t code =
            m_text.sliced(m_position, std::min(digits, m_text.size() - m_position))
                .toUInt(&isNumber, 16);
        if (!isNumber || m_text.size() - m_position < digits)
            return u"\\"_s + c;
        m_position += digits;
        return QString::fromUcs4(&code, 1);
    }
    case u'\\':
    case u'\'':
    case u'"':
        return c;
    default:
        return u"\\"_s + c;
    }
}

/// A number or a name; not valid where neither stands.
QVariant LiteralReader::readWord()
{
    const auto start = m_position;
    while (peek().isLetterOrNumber() || peek() == u'-' || peek() == u'+' || peek() == u'.')
        ++m_position;
    const auto word = m_text.sliced(start, m_position - start);
    if (word.isEmpty())
        return {};
    bool isNumber = false;
    const auto number = word.toDouble(&isNumber);
    return isNumber ? QVariant(number) : QVariant(word.toString());
}

void collectStrings(const QVariant& value, QStringList& strings)
{
    if (value.typeId() == QMetaType::QString) {
        const auto text = value.toString().trimmed();
        if (!text.isEmpty() && !strings.contains(text))
            strings.append(text);
    } else if (value.typeId() == QMetaType::QVariantList) {
        for (const auto& item : value.toList())
            collectStrings(item, strings);
    } else if (value.typeId() == QMetaType::QVariantMap) {
        const auto map = value.toMap();
        for (auto item = map.begin(); item != map.end(); ++item) {
            if (item.key() != "positions"_L1)
                collectStrings(item.value(), strings);
        }
    }
}

struct Repr
{
    qsizetype start = 0;
    qsizetype end = 0;
    QVariant value;
};

/// The repr in a line. Brackets of ordinary sentences are none: only one around an ErrorDetail,
/// or a dict that begins with messages, counts.
std::optional<Repr> findRepr(QStringView line)
{
    const auto detail = line.indexOf(errorDetail);
    const auto last = detail >= 0 ? detail : line.indexOf("{'messages':"_L1);
    for (qsizetype start = 0; start <= last; ++start) {
        if (start != last && line[start] != u'{' && line[start] != u'[' && line[start] != u'(')
            continue;
        LiteralReader reader(line.sliced(start));
        const auto value = reader.read();
        if (value && start + reader.position() > last)
            return Repr {.start = start, .end = start + reader.position(), .value = *value};
    }
    return {};
}

QString unwrappedLine(const QString& line)
{
    const auto repr = findRepr(line);
    QStringList messages;
    if (repr)
        collectStrings(repr->value, messages);
    if (messages.isEmpty())
        return line;
    return line.first(repr->start) + messages.join(u'\n') + line.sliced(repr->end);
}

QVariant findPositions(const QVariant& value)
{
    const auto map = value.toMap();
    if (map.contains(u"positions"_s))
        return map.value(u"positions"_s);
    for (const auto& item : map) {
        if (auto found = findPositions(item); found.isValid())
            return found;
    }
    return {};
}

} // namespace

QString unwrapPythonRepr(const QString& message)
{
    QStringList lines;
    for (const auto& line : message.split(u'\n'))
        lines.append(unwrappedLine(line));
    return lines.join(u'\n');
}

QList<SourcePosition> positionsIn(const QString& rawMessage)
{
    QList<SourcePosition> positions;
    for (const auto& line : rawMessage.split(u'\n')) {
        const auto repr = findRepr(line);
        const auto found = repr ? findPositions(repr->value) : QVariant();
        const auto rows = found.typeId() == QMetaType::QString
            ? QJsonDocument::fromJson(found.toString().toUtf8()).array().toVariantList()
            : found.toList();
        for (const auto& row : rows) {
            const auto cells = row.toList();
            if (cells.size() >= 2 && cells[0].toInt() >= 1 && cells[1].toInt() >= 0)
                positions.append({.line = cells[0].toInt(),
                                  .column = cells[1].toInt(),
                                  .token = cells.value(2).toString()});
        }
    }
    return positions;
}

} // namespace tapdesk
