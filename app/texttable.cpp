// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/texttable.h"

#include "core/formats/textwidth.h"

#include <algorithm>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// Characters in a line of standard output; nothing when it is no terminal.
std::optional<int> terminalWidth()
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
    QStringList cells;
    for (const QString& cell : row)
        cells.append(formats::visibleText(cell));
    m_rows.append(cells);
}

QString TextTable::toString() const
{
    const qsizetype columns = m_rows.first().size();
    QList<qsizetype> widths(columns, 0);
    for (const QStringList& row : m_rows) {
        for (qsizetype column = 0; column < columns; ++column)
            widths[column] = std::max<qsizetype>(widths[column], formats::textWidth(row[column]));
    }
    const auto limit = terminalWidth();
    QString text;
    for (const QStringList& row : m_rows) {
        QString line;
        for (qsizetype column = 0; column < columns; ++column) {
            line += row[column];
            if (column + 1 < columns)
                line += QString(widths[column] - formats::textWidth(row[column]) + 2, u' ');
        }
        if (limit)
            line = formats::elided(line, *limit);
        text += line.trimmed().isEmpty() ? u"\n"_s : line + u'\n';
    }
    return text;
}

} // namespace tapdesk::app
