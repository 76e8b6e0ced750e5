// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/arrayshape.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qint64 maxElements = std::numeric_limits<qint64>::max();

// ASCII digits only: toLongLong() would also take signs and blanks.
bool isNumber(QStringView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

ArrayShape ArrayShape::variable()
{
    ArrayShape shape;
    shape.m_dimensions = {0};
    shape.m_variable = true;
    return shape;
}

Result<ArrayShape> ArrayShape::parse(QStringView text)
{
    const auto refused = [text] {
        return failure({.kind = Error::Kind::Parse, .detail = text.toString()});
    };

    QStringView rest = text.trimmed();
    ArrayShape shape;
    shape.m_variable = rest.endsWith(u'*');
    if (shape.m_variable)
        rest.chop(1);

    const QList<QStringView> parts = rest.split(u'x');
    qint64 product = 1;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        if (isLast && shape.m_variable && parts[i].isEmpty()) {
            shape.m_dimensions.append(0);
            break;
        }
        bool ok = false;
        const qint64 count = parts[i].toLongLong(&ok);
        if (!ok || count < 1 || !isNumber(parts[i]) || count > maxElements / product)
            return refused();
        product *= count;
        shape.m_dimensions.append(count);
    }
    return shape;
}

qint64 ArrayShape::elementCount() const
{
    if (m_variable && m_dimensions.constLast() == 0)
        return -1;
    qint64 product = 1;
    for (const qint64 dimension : m_dimensions)
        product *= dimension;
    return product;
}

ArrayShape ArrayShape::withoutLimit() const
{
    if (isScalar())
        return variable();
    ArrayShape shape = *this;
    shape.m_variable = true;
    shape.m_dimensions.last() = 0;
    return shape;
}

QString ArrayShape::toString() const
{
    QString text;
    for (const qint64 dimension : m_dimensions) {
        if (!text.isEmpty())
            text += u'x';
        if (dimension > 0)
            text += QString::number(dimension);
    }
    if (m_variable)
        text += u'*';
    return text;
}

} // namespace tapdesk
