// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace tapdesk::app {

/// A small list for people: columns aligned to the left, the last one cut to the terminal's width
/// when there is a terminal, control characters made visible. For data, see core/formats.
class TextTable
{
public:
    explicit TextTable(QStringList header);
    void add(const QStringList& row); ///< as many cells as the header
    QString toString() const;

private:
    QList<QStringList> m_rows;
};

} // namespace tapdesk::app
