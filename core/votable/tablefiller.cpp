// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/tablefiller.h"

#include "core/votable/cellreader.h"

#include <algorithm>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxBlockBytes = 32 << 20; // rows of long arrays make shorter blocks
constexpr qsizetype maxRowsBetweenLooks = 4096;

} // namespace

TableFiller::TableFiller(const Schema& fields, const Reader::Options& options, WarningLog& warnings)
    : m_options(options)
    , m_warnings(warnings)
    , m_table(fields)
    , m_cutAt(std::max<qsizetype>(1, options.firstBlockRows))
{
    prepare();
}

void TableFiller::prepare()
{
    m_plans.clear();
    m_builders.clear();
    for (const Field& field : m_table.fields()) {
        m_plans.emplace_back(field);
        m_builders.emplace_back(field.datatype, m_plans.back().scalar ? ArrayShape() : field.shape);
    }
}

void TableFiller::replaceFields(const Schema& fields)
{
    Q_ASSERT(rowsRead() == 0);
    m_table = Table(fields);
    prepare();
}

void TableFiller::appendText(qsizetype column, std::string_view text, qint64 line)
{
    if (isText(plan(column).datatype) && plan(column).scalar && text.size() > 1)
        lengthen(column, text, line);
    const CellOutcome outcome = readCell(text, plan(column), builder(column));
    if (outcome == CellOutcome::NullWord) {
        m_warnings.add(Warning::Kind::NonStandardNull, columnName(column), text, line);
    } else if (outcome == CellOutcome::Misfit) {
        promote(column, fittingDatatype(text, plan(column)), text, line);
        appendText(column, text, line); // ends, for char takes everything
    }
}

void TableFiller::promote(qsizetype column, Datatype datatype, std::string_view text, qint64 line)
{
    m_warnings.add(Warning::Kind::PromotedColumn, columnName(column), text, line);
    ColumnPlan& old = plan(column);
    const bool integer = isInteger(old.datatype) || old.wasInteger;
    const std::uint64_t magnitude = old.magnitude;
    m_table.promote(column, datatype);
    builder(column).promote(datatype);
    plan(column) = ColumnPlan(m_table.fields()[column]);
    plan(column).wasInteger = integer;
    plan(column).magnitude = magnitude;
}

// One character is what the absence of an arraysize means, and not what is meant.
void TableFiller::lengthen(qsizetype column, std::string_view text, qint64 line)
{
    const bool oneCharacter =
        (static_cast<unsigned char>(text[0]) & 0xc0) == 0xc0 && QString::fromUtf8(text).size() == 1;
    if (oneCharacter)
        return;
    Field field = m_table.fields()[column];
    field.shape = ArrayShape::variable();
    m_table.setField(column, field);
    plan(column).scalar = false;
    m_warnings.add(Warning::Kind::PromotedColumn, field.name, text, line);
}

Status TableFiller::look()
{
    qint64 bytes = 0;
    for (const ColumnBuilder& builder : m_builders)
        bytes += builder.byteSize();
    if (m_options.maxBytes > 0 && bytes + m_table.byteSize() > m_options.maxBytes) {
        cut();
        return failure({.kind = Error::Kind::TooLarge});
    }
    if (m_blockRows >= m_cutAt || bytes >= maxBlockBytes) {
        cut();
        m_cutAt = std::max<qsizetype>(1, m_options.blockRows);
        reserve();
        bytes = 0;
    }
    const qint64 perRow = m_blockRows > 0 ? bytes / m_blockRows + 1 : maxBlockBytes;
    const qsizetype step =
        std::clamp<qsizetype>((maxBlockBytes - bytes) / perRow / 2, 1, maxRowsBetweenLooks);
    m_nextLook = std::min(m_blockRows + step, m_cutAt);
    return {};
}

void TableFiller::flush()
{
    if (m_blockRows > 0)
        cut();
    m_nextLook = 1;
}

void TableFiller::cut()
{
    auto block = std::make_shared<Block>();
    block->rows = m_blockRows;
    block->columns.reserve(m_builders.size());
    for (ColumnBuilder& builder : m_builders)
        block->columns.push_back(builder.take(m_blockRows));
    m_table.append(std::move(block));
    m_blockRows = 0;
}

// Room for the next block, guessed from the last one and bounded, for a FIELD costs a document
// nothing.
void TableFiller::reserve()
{
    if (m_table.blocks().empty())
        return;
    const Block& last = *m_table.blocks().back();
    qint64 lastBytes = 0;
    for (const Column& column : last.columns)
        lastBytes += column.byteSize();
    const qint64 perRow = lastBytes / std::max<qsizetype>(1, last.rows) + 1;
    const auto rows = std::min<qsizetype>(m_cutAt, maxBlockBytes / perRow);
    for (std::size_t i = 0; i < m_builders.size(); ++i) {
        const qint64 elementsPerRow = isText(m_plans[i].datatype)
            ? last.columns[i].byteSize() / std::max<qsizetype>(1, last.rows)
            : 0;
        m_builders[i].reserve(rows, elementsPerRow * rows);
    }
}

} // namespace tapdesk::votable
