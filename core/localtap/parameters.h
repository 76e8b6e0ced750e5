// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace tapdesk::localtap {

/// Parameters of a request. Names are compared regardless of case, values are kept as they came.
/// Source: DALI 1.1, section 3.
class Parameters final
{
public:
    void add(const QString& name, const QString& value);

    /// Adds those of a query string or of a form's body.
    void addEncoded(QByteArrayView text);

    /// The trimmed value; nothing when the parameter is absent or blank. The first of several.
    std::optional<QString> value(QStringView name) const;
    QStringList values(QStringView name) const; ///< trimmed, without blank ones
    bool has(QStringView name) const { return value(name).has_value(); }
    bool isEmpty() const { return m_items.isEmpty(); }

private:
    struct Item
    {
        QString name;
        QString value;
    };
    QList<Item> m_items;
};

} // namespace tapdesk::localtap
