// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/parameters.h"

namespace tapdesk::localtap {

namespace {

QString decoded(QByteArrayView text)
{
    QByteArray bytes = text.toByteArray();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

} // namespace

void Parameters::add(const QString& name, const QString& value)
{
    m_items.append({name, value});
}

void Parameters::addEncoded(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('&');
        const QByteArrayView item = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        const qsizetype equals = item.indexOf('=');
        if (item.isEmpty())
            continue;
        if (equals < 0)
            add(decoded(item), {});
        else
            add(decoded(item.first(equals)), decoded(item.sliced(equals + 1)));
    }
}

std::optional<QString> Parameters::value(QStringView name) const
{
    const QStringList all = values(name);
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

QStringList Parameters::values(QStringView name) const
{
    QStringList result;
    for (const Item& item : m_items) {
        const QString text = item.value.trimmed();
        if (name.compare(item.name, Qt::CaseInsensitive) == 0 && !text.isEmpty())
            result += text;
    }
    return result;
}

} // namespace tapdesk::localtap
