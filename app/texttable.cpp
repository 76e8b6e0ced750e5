// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/texttable.h"

#include <algorithm>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// Characters in a line of standard output; nothing when it is no terminal.
std::optional<qsizetype> terminalWidth()
{
    winsize size {};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return std::nullopt;
    return size.ws_col;
}

} // namespace

TextTable::TextTable(QStringList header)
    : m_rows {std::move(header)}
{
}

void TextTable::add(const QStringList& row)
{
    Q_ASSERT(row.size() == m_rows.first().size());
    m_rows.append(row);
}

QString TextTable::toString() const
{
    const qsizetype columns = m_rows.first().size();
    QList<qsizetype> widths(columns, 0);
    for (const QStringList& row : m_rows) {
        for (qsizetype column = 0; column < columns; ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    const auto limit = terminalWidth();
    QString text;
    for (const QStringList& row : m_rows) {
        QString line;
        for (qsizetype column = 0; column < columns; ++column) {
            line += row[column];
            if (column + 1 < columns)
                line += QString(widths[column] - row[column].size() + 2, u' ');
        }
        if (limit && line.size() > *limit)
            line = line.left(*limit - 1) + u'…';
        text += line.trimmed().isEmpty() ? u"\n"_s : line + u'\n';
    }
    return text;
}

} // namespace tapdesk::app
