// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/writer.h"

#include "core/base/writeall.h"
#include "core/table/celltext.h"
#include "core/table/columnconversion.h"
#include "core/votable/base64lines.h"
#include "core/votable/writefields.h"
#include "core/votable/xmltext.h"

#include <QIODevice>

using namespace Qt::StringLiterals;

namespace tapdesk::votable {

namespace {

constexpr std::size_t bufferBytes = 64 * 1024;

void appendElement(std::string& out, std::string_view name, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    out.append("<").append(name).append(">");
    appendXmlText(out, {utf8.data(), static_cast<std::size_t>(utf8.size())});
    out.append("</").append(name).append(">\n");
}

void appendDescription(std::string& out, const QString& text)
{
    if (!text.isEmpty())
        appendElement(out, "DESCRIPTION", text);
}

void appendInfos(std::string& out, const QList<Info>& infos)
{
    for (const Info& info : infos) {
        std::string start = "INFO";
        appendRequiredXmlAttribute(start, "name", info.name);
        appendRequiredXmlAttribute(start, "value", info.value);
        const QByteArray text = info.text.toUtf8();
        out.append("<").append(start);
        if (text.isEmpty()) {
            out += "/>\n";
            continue;
        }
        out += '>';
        appendXmlText(out, {text.data(), static_cast<std::size_t>(text.size())});
        out += "</INFO>\n";
    }
}

void appendField(std::string& out, const Field& field)
{
    out += "<FIELD";
    appendXmlAttribute(out, "ID", field.id);
    appendRequiredXmlAttribute(out, "name", field.name);
    appendXmlAttribute(out, "datatype", QString(datatypeName(field.datatype)));
    appendXmlAttribute(out, "arraysize", field.shape.toString());
    appendXmlAttribute(out, "unit", field.unit);
    appendXmlAttribute(out, "precision", field.precision);
    if (field.width > 0)
        appendXmlAttribute(out, "width", QString::number(field.width));
    appendXmlAttribute(out, "ucd", field.ucd);
    appendXmlAttribute(out, "utype", field.utype);
    appendXmlAttribute(out, "xtype", field.xtype);
    appendXmlAttribute(out, "ref", field.ref);
    if (field.description.isEmpty() && field.nullValue.isEmpty()) {
        out += "/>\n";
        return;
    }
    out += ">\n";
    appendDescription(out, field.description);
    if (!field.nullValue.isEmpty()) {
        out += "<VALUES";
        appendXmlAttribute(out, "null", field.nullValue);
        out += "/>\n";
    }
    out += "</FIELD>\n";
}

std::string_view dataStart(Serialization serialization)
{
    switch (serialization) {
    case Serialization::TableData:
        return "<DATA><TABLEDATA>\n";
    case Serialization::Binary:
        return "<DATA><BINARY><STREAM encoding=\"base64\">\n";
    case Serialization::Binary2:
        return "<DATA><BINARY2><STREAM encoding=\"base64\">\n";
    }
    Q_UNREACHABLE();
}

std::string_view dataEnd(Serialization serialization)
{
    switch (serialization) {
    case Serialization::TableData:
        return "</TABLEDATA></DATA>\n";
    case Serialization::Binary:
        return "</STREAM></BINARY></DATA>\n";
    case Serialization::Binary2:
        return "</STREAM></BINARY2></DATA>\n";
    }
    Q_UNREACHABLE();
}

} // namespace

Writer::Writer(QIODevice& device, Serialization serialization)
    : m_device(device)
    , m_serialization(serialization)
{
}

void Writer::begin(const Schema& fields, const Head& head)
{
    beginWith(writableSchema(fields, m_serialization), head);
}

void Writer::beginWith(Schema writable, const Head& head)
{
    m_fields = std::move(writable);
    if (m_serialization != Serialization::TableData)
        m_rows = BinaryRows(m_fields, m_serialization);

    m_buffer += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n"
                "<RESOURCE type=\"results\">\n";
    appendInfos(m_buffer, head.infos);
    m_buffer += "<TABLE";
    appendXmlAttribute(m_buffer, "name", head.tableName);
    if (head.rows >= 0)
        appendXmlAttribute(m_buffer, "nrows", QString::number(head.rows));
    m_buffer += ">\n";
    appendDescription(m_buffer, head.tableDescription);
    for (const Field& field : std::as_const(m_fields))
        appendField(m_buffer, field);
    m_buffer += dataStart(m_serialization);
}

void Writer::write(const Block& block)
{
    Q_ASSERT(block.columns.size() == static_cast<std::size_t>(m_fields.size()));
    if (m_failed)
        return;
    // A column whose type is too narrow for the nulls that BINARY needs is widened on its way.
    std::vector<Column> converted(block.columns.size());
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < block.columns.size(); ++i) {
        const Column& column = block.columns[i];
        const Datatype datatype = m_fields.at(static_cast<qsizetype>(i)).datatype;
        const bool isFit =
            column.datatype() == datatype || (isText(column.datatype()) && isText(datatype));
        if (!isFit)
            converted[i] = convertColumn(column, datatype);
        columns.push_back(isFit ? &column : &converted[i]);
    }
    if (m_serialization == Serialization::TableData)
        writeTableData(columns, block.rows);
    else
        writeBinary(columns, block.rows);
}

void Writer::writeTableData(std::span<const Column* const> columns, qsizetype rows)
{
    for (qsizetype row = 0; row < rows; ++row) {
        m_buffer += "<TR>";
        for (const Column* column : columns) {
            m_buffer += "<TD>";
            if (isText(column->datatype()))
                appendXmlText(m_buffer, column->text(row));
            else
                appendCellText(m_buffer, *column, row);
            m_buffer += "</TD>";
        }
        m_buffer += "</TR>\n";
        if (m_buffer.size() >= bufferBytes)
            flush();
    }
}

void Writer::writeBinary(std::span<const Column* const> columns, qsizetype rows)
{
    for (qsizetype row = 0; row < rows; ++row) {
        m_rows.append(m_pending, columns, row);
        if (m_pending.size() < bufferBytes)
            continue;
        appendBase64Lines(m_buffer, m_pending, Base64End::More);
        flush();
    }
}

Status Writer::end(const QList<Info>& trailing)
{
    appendBase64Lines(m_buffer, m_pending, Base64End::Last);
    m_buffer += dataEnd(m_serialization);
    m_buffer += "</TABLE>\n";
    appendInfos(m_buffer, trailing);
    m_buffer += "</RESOURCE>\n</VOTABLE>\n";
    flush();
    if (m_failed)
        return failure({.kind = Error::Kind::FileSystem, .detail = m_device.errorString()});
    return {};
}

void Writer::flush()
{
    if (!m_failed)
        m_failed = !writeAll(m_device, {m_buffer.data(), static_cast<qsizetype>(m_buffer.size())});
    m_buffer.clear();
}

Status writeTable(QIODevice& device, const Table& table, const Writer::Head& head,
                  Serialization serialization, const QList<Info>& trailing,
                  const std::stop_token& stop)
{
    const auto cancelled = [] { return failure({.kind = Error::Kind::Cancelled}); };
    Schema fields = writableSchema(table, serialization, stop);
    if (stop.stop_requested())
        return cancelled();

    Writer writer(device, serialization);
    Writer::Head complete = head;
    complete.rows = table.rowCount();
    writer.beginWith(std::move(fields), complete);
    for (const std::shared_ptr<const Block>& block : table.blocks()) {
        if (stop.stop_requested())
            return cancelled();
        if (writer.hasFailed())
            break;
        writer.write(*block);
    }
    return writer.end(trailing);
}

} // namespace tapdesk::votable
