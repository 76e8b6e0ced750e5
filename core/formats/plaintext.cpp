// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/plaintext.h"

#include "core/formats/bufferedoutput.h"
#include "core/formats/textwidth.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace tapdesk::formats {

namespace {

constexpr int gap = 2; // blanks between columns

struct ShownColumn
{
    qsizetype index = 0;
    QString name;
    QString unit;
    bool isRight = false;
    int width = 0;
};

class PlainText final
{
    Q_DISABLE_COPY_MOVE(PlainText)

public:
    PlainText(QIODevice& device, const Table& table, const TextOptions& options)
        : m_output(device)
        , m_table(table)
        , m_options(options)
        , m_rows(options.maxRows > 0 ? std::min(options.maxRows, table.rowCount())
                                     : table.rowCount())
    {
    }

    /// @return false when @p stop asked for the end
    bool measure(const std::stop_token& stop);
    bool writeRows(const std::stop_token& stop);
    void writeHead();
    void writeFoot(const QStringList& notes);
    Status finish() { return m_output.finish(); }

private:
    static bool isDue(qsizetype row, const std::stop_token& stop)
    {
        return row % 1024 == 0 && stop.stop_requested();
    }

    QString cellText(qsizetype row, const ShownColumn& column) const;
    void dropColumnsThatDoNotFit();
    template <typename TextOf>
    void writeLine(TextOf textOf);
    void writePlain(const QString& line);

    BufferedOutput m_output;
    const Table& m_table;
    const TextOptions& m_options;
    qsizetype m_rows = 0; // shown
    std::vector<ShownColumn> m_columns;
    QStringList m_leftOut; // names of columns
};

QString PlainText::cellText(qsizetype row, const ShownColumn& column) const
{
    const QString text = m_table.text(row, column.index);
    if (text.isNull())
        return m_options.nullText;
    const QString visible = visibleText(text);
    return m_options.maxCellWidth > 0 ? elided(visible, m_options.maxCellWidth) : visible;
}

bool PlainText::measure(const std::stop_token& stop)
{
    for (qsizetype i = 0; i < m_table.columnCount(); ++i) {
        const Field& field = m_table.fields().at(i);
        ShownColumn column {.index = i,
                            .name = visibleText(field.name),
                            .unit = visibleText(field.unit),
                            .isRight = isNumeric(field.datatype) && field.shape.isScalar()};
        column.width = std::max({textWidth(column.name), textWidth(column.unit), 1});
        m_columns.push_back(column);
    }
    for (qsizetype row = 0; row < m_rows; ++row) {
        if (isDue(row, stop))
            return false;
        for (ShownColumn& column : m_columns)
            column.width = std::max(column.width, textWidth(cellText(row, column)));
    }
    dropColumnsThatDoNotFit();
    return true;
}

void PlainText::dropColumnsThatDoNotFit()
{
    if (m_options.maxLineWidth <= 0)
        return;
    int width = 0;
    std::size_t fitting = 0;
    for (const ShownColumn& column : m_columns) {
        width += column.width + (fitting > 0 ? gap : 0);
        if (fitting > 0 && width > m_options.maxLineWidth)
            break;
        ++fitting;
    }
    for (std::size_t i = fitting; i < m_columns.size(); ++i)
        m_leftOut.append(m_columns[i].name);
    m_columns.resize(fitting);
}

template <typename TextOf>
void PlainText::writeLine(TextOf textOf)
{
    QString line;
    for (const ShownColumn& column : m_columns) {
        if (&column != &m_columns.front())
            line += QString(gap, u' ');
        const QString text = textOf(column);
        const QString blanks(std::max(column.width - textWidth(text), 0), u' ');
        line += column.isRight ? blanks + text : text + blanks;
    }
    while (line.endsWith(u' '))
        line.chop(1);
    writePlain(line);
}

void PlainText::writePlain(const QString& line)
{
    m_output.text() += line.toStdString();
    m_output.text() += '\n';
    m_output.flushIfLarge();
}

void PlainText::writeHead()
{
    writeLine([](const ShownColumn& column) { return column.name; });
    const auto hasUnit = [](const ShownColumn& column) { return !column.unit.isEmpty(); };
    if (std::ranges::any_of(m_columns, hasUnit))
        writeLine([](const ShownColumn& column) { return column.unit; });
    writeLine([](const ShownColumn& column) { return QString(column.width, u'-'); });
}

bool PlainText::writeRows(const std::stop_token& stop)
{
    for (qsizetype row = 0; row < m_rows && !m_output.hasFailed(); ++row) {
        if (isDue(row, stop))
            return false;
        writeLine([this, row](const ShownColumn& column) { return cellText(row, column); });
    }
    return true;
}

void PlainText::writeFoot(const QStringList& notes)
{
    const qsizetype total = m_table.rowCount();
    const QString rows = total == 1 ? u"1 row"_s : u"%1 rows"_s.arg(total);
    writePlain(m_rows < total ? u"%1 of %2"_s.arg(m_rows).arg(rows) : rows);
    if (!m_leftOut.isEmpty())
        writePlain(u"columns left out: %1"_s.arg(m_leftOut.join(u", "_s)));
    for (const QString& note : notes)
        writePlain(visibleText(note));
}

} // namespace

Status exportPlainText(QIODevice& device, const Table& table, const QStringList& notes,
                       const TextOptions& options, const std::stop_token& stop)
{
    PlainText text(device, table, options);
    if (!text.measure(stop))
        return failure({.kind = Error::Kind::Cancelled});
    text.writeHead();
    if (!text.writeRows(stop))
        return failure({.kind = Error::Kind::Cancelled});
    text.writeFoot(notes);
    return text.finish();
}

} // namespace tapdesk::formats
