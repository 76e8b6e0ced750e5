// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/delimitedtext.h"

#include "core/formats/bufferedoutput.h"
#include "core/table/celltext.h"

#include <algorithm>

namespace tapdesk::formats {

namespace {

void appendText(std::string& out, std::string_view text, char delimiter)
{
    const bool needsQuotes = text.empty() || std::ranges::any_of(text, [delimiter](char c) {
                                 return c == delimiter || c == '"' || c == '\n' || c == '\r';
                             });
    if (!needsQuotes) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

void appendCell(std::string& out, const Column& column, qsizetype row, char delimiter)
{
    if (column.isNull(row))
        return;
    if (isText(column.datatype()))
        appendText(out, column.text(row), delimiter);
    else if (column.datatype() == Datatype::Boolean && column.isScalar())
        out += column.integer(row) != 0 ? "true" : "false";
    else
        appendCellText(out, column, row);
}

void appendHeader(std::string& out, const Schema& fields, const Dialect& dialect)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0)
            out += dialect.delimiter;
        appendText(out, fields.at(i).name.toStdString(), dialect.delimiter);
    }
    out += dialect.lineEnd;
}

void appendRow(std::string& out, const Block& block, qsizetype row, const Dialect& dialect)
{
    const std::size_t start = out.size();
    bool isFirst = true;
    for (const Column& column : block.columns) {
        if (!isFirst)
            out += dialect.delimiter;
        isFirst = false;
        appendCell(out, column, row, dialect.delimiter);
    }
    if (out.size() == start)
        out += "\"\""; // readers skip empty lines
    out += dialect.lineEnd;
}

} // namespace

Status exportDelimited(QIODevice& device, const Table& table, const Dialect& dialect,
                       const std::stop_token& stop)
{
    BufferedOutput output(device);
    appendHeader(output.text(), table.fields(), dialect);
    for (const std::shared_ptr<const Block>& block : table.blocks()) {
        if (stop.stop_requested())
            return failure({.kind = Error::Kind::Cancelled});
        if (output.hasFailed())
            break;
        for (qsizetype row = 0; row < block->rows; ++row) {
            appendRow(output.text(), *block, row, dialect);
            output.flushIfLarge();
        }
    }
    return output.finish();
}

} // namespace tapdesk::formats
