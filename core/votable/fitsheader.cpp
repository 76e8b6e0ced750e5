// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/fitsheader.h"

#include <limits>

namespace tapdesk::votable {

namespace {

constexpr std::size_t cardSize = 80;
constexpr qsizetype maxCards = 200'000;

// The value field of a card: a quoted string with '' for ', or a word before the comment.
QByteArray valueOf(QByteArray field)
{
    field = field.trimmed();
    if (!field.startsWith('\''))
        return field.left(field.indexOf('/') < 0 ? field.size() : field.indexOf('/')).trimmed();
    QByteArray value;
    for (qsizetype i = 1; i < field.size(); ++i) {
        if (field[i] == '\'') {
            if (i + 1 == field.size() || field[i + 1] != '\'')
                break;
            ++i;
        }
        value += field[i];
    }
    while (value.endsWith(' '))
        value.chop(1);
    return value;
}

// Product of two sizes, or nothing if it is negative or absurd.
std::optional<qint64> product(qint64 a, qint64 b)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max() / 4;
    if (a < 0 || b < 0 || (b > 0 && a > most / b))
        return {};
    return a * b;
}

} // namespace

bool FitsHeader::add(std::string_view block)
{
    for (; block.size() >= cardSize; block.remove_prefix(cardSize)) {
        const QByteArray card(block.data(), cardSize);
        const QByteArray keyword = card.left(8).trimmed();
        if (keyword == "END")
            return true;
        if (card.mid(8, 2) == "= " && !m_values.contains(keyword) && m_values.size() < maxCards)
            m_values.insert(keyword, valueOf(card.mid(10)));
    }
    return false;
}

QByteArray FitsHeader::text(const QByteArray& keyword) const
{
    return m_values.value(keyword);
}

qint64 FitsHeader::integer(const QByteArray& keyword, qint64 fallback) const
{
    bool ok = false;
    const qint64 value = m_values.value(keyword).toLongLong(&ok);
    return ok ? value : fallback;
}

double FitsHeader::number(const QByteArray& keyword, double fallback) const
{
    bool ok = false;
    const double value = m_values.value(keyword).replace('D', 'E').toDouble(&ok);
    return ok ? value : fallback;
}

bool FitsHeader::isTable() const
{
    const QByteArray extension = text("XTENSION");
    return extension == "BINTABLE" || extension == "A3DTABLE";
}

std::optional<qint64> FitsHeader::dataSize() const
{
    const qint64 axes = integer("NAXIS", 0);
    if (axes <= 0)
        return 0;
    std::optional<qint64> elements = 1;
    for (qint64 axis = 1; axis <= axes && elements; ++axis)
        elements = product(*elements, integer("NAXIS" + QByteArray::number(axis), 0));
    const qint64 parameters = integer("PCOUNT", 0);
    if (!elements || parameters < 0 || parameters > std::numeric_limits<qint64>::max() / 4)
        return {};
    const qint64 groups = has("XTENSION") ? integer("GCOUNT", 1) : 1;
    const auto grouped = product(*elements + parameters, groups);
    return grouped ? product(*grouped, std::abs(integer("BITPIX", 8)) / 8) : std::nullopt;
}

} // namespace tapdesk::votable
