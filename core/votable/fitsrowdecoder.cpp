// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/fitsrowdecoder.h"

#include <algorithm>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxColumns = 999; // FITS 4.0, section 7.3.1
constexpr qint64 maxRowSize = 1 << 30;
constexpr std::size_t enoughBytes = 32 * 1024; // of rewritten rows, still in cache

Status refuse(const QString& what)
{
    return failure({.kind = Error::Kind::Parse, .detail = u"FITS: "_s + what});
}

qint64 padded(qint64 size)
{
    constexpr auto block = static_cast<qint64>(FitsHeader::blockSize);
    return (size + block - 1) / block * block;
}

} // namespace

FitsRowDecoder::FitsRowDecoder(TableFiller& filler, int extension, Repairs& repairs)
    : m_filler(filler)
    , m_repairs(repairs)
    , m_extension(extension)
{
}

Status FitsRowDecoder::feed(std::string_view bytes)
{
    return m_carry.feed(bytes, [this](const char*& p, const char* end) { return consume(p, end); });
}

Status FitsRowDecoder::consume(const char*& p, const char* end)
{
    Status status;
    while (p < end && status) {
        const auto available = static_cast<std::size_t>(end - p);
        if (m_state == State::Header) {
            if (available < FitsHeader::blockSize)
                return {};
            status = readHeaderBlock({p, FitsHeader::blockSize});
            p += FitsHeader::blockSize;
        } else if (m_state == State::Skip) {
            const qint64 count = std::min<qint64>(m_left, end - p);
            p += count;
            m_left -= count;
            if (m_left == 0)
                m_state = State::Header;
        } else if (m_state == State::Rows && m_hasHeap) {
            const qint64 count = std::min<qint64>(m_left, end - p);
            m_kept.append(p, static_cast<std::size_t>(count));
            p += count;
            m_left -= count;
            if (m_left == 0)
                status = readKept();
        } else if (m_state == State::Rows) {
            const auto size = static_cast<std::size_t>(m_header.rowSize());
            if (available < size)
                return {};
            status = readRow({p, size}, {});
            p += size;
            if (--m_left == 0)
                m_state = State::Done;
        } else {
            p = end;
        }
    }
    if (status && !m_rewritten.empty())
        status = passRows();
    return status;
}

Status FitsRowDecoder::readHeaderBlock(std::string_view block)
{
    if (m_unit == 0 && !m_header.has("SIMPLE") && block.substr(0, 6) != "SIMPLE")
        return refuse(QString::fromLatin1(block.data(), 8));
    return m_header.add(block) ? endHeader() : Status();
}

Status FitsRowDecoder::endHeader()
{
    const auto size = m_header.dataSize();
    if (!size)
        return refuse(u"NAXIS"_s);
    if (m_extension < 0 ? m_header.isTable() : m_unit == m_extension)
        return beginTable();
    ++m_unit;
    m_header = {};
    m_left = padded(*size);
    m_state = m_left > 0 ? State::Skip : State::Header;
    return {};
}

Status FitsRowDecoder::beginTable()
{
    const qint64 count = m_header.integer("TFIELDS", 0);
    const bool sane = m_header.integer("NAXIS", 0) == 2 && m_header.integer("BITPIX", 0) == 8
        && m_header.integer("GCOUNT", 1) == 1;
    if (!m_header.isTable() || !sane || count < 1 || count > maxColumns
        || m_header.rowSize() > maxRowSize)
        return refuse(u"no BINTABLE"_s);
    const Schema declared = m_filler.table().fields();
    Schema fields;
    std::size_t offset = 0;
    for (int i = 0; i < count; ++i) {
        const Field* field = i < declared.size() ? &declared[i] : nullptr;
        const auto column = FitsColumn::read(m_header, i + 1, offset, field);
        if (!column)
            return refuse(u"TFORM%1"_s.arg(i + 1));
        offset += column->width();
        m_hasHeap = m_hasHeap || column->isInHeap();
        fields.append(column->field());
        m_columns.push_back(*column);
    }
    if (static_cast<qint64>(offset) > m_header.rowSize())
        return refuse(u"NAXIS1"_s);
    m_filler.replaceFields(fields);
    m_rows.emplace(m_filler, BinaryRowDecoder::Flags::Absent, m_repairs);
    m_left = m_hasHeap ? *m_header.dataSize() : m_header.rowCount();
    m_state = m_left > 0 && m_header.rowSize() > 0 ? State::Rows : State::Done;
    return {};
}

Status FitsRowDecoder::readRow(std::string_view row, std::string_view heap)
{
    const std::size_t begin = m_rewritten.size();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        FitsColumn& column = m_columns[i];
        switch (column.append(m_rewritten, row, heap)) {
        case FitsColumn::Outcome::Done:
            break;
        case FitsColumn::Outcome::OutsideHeap:
            m_rewritten.resize(begin);
            if (Status status = passRows(); !status)
                return status;
            return refuse(u"descriptor of %1, row %2"_s.arg(column.field().name)
                              .arg(m_filler.rowsRead() + 1));
        case FitsColumn::Outcome::TooBig:
            m_rewritten.resize(begin);
            if (Status status = passRows(); !status)
                return status;
            column.becomeText();
            m_filler.promoteToText(static_cast<qsizetype>(i));
            m_rows.emplace(m_filler, BinaryRowDecoder::Flags::Absent, m_repairs);
            return readRow(row, heap);
        }
    }
    return m_rewritten.size() < enoughBytes ? Status() : passRows();
}

Status FitsRowDecoder::passRows()
{
    Status status = m_rows->feed(m_rewritten);
    m_rewritten.clear();
    return status;
}

// The rows and the heap are complete.
Status FitsRowDecoder::readKept()
{
    m_state = State::Done;
    const std::string_view data = m_kept;
    const auto size = static_cast<std::size_t>(m_header.rowSize());
    const qint64 rowBytes = m_header.rowSize() * m_header.rowCount();
    const qint64 heapBegin = std::clamp<qint64>(m_header.integer("THEAP", rowBytes), rowBytes,
                                                static_cast<qint64>(data.size()));
    const std::string_view heap = data.substr(static_cast<std::size_t>(heapBegin));
    Status status;
    for (qint64 row = 0; row < m_header.rowCount() && status; ++row)
        status = readRow(data.substr(static_cast<std::size_t>(row) * size, size), heap);
    m_kept = {};
    return status;
}

Status FitsRowDecoder::finish()
{
    if (!m_rows)
        return refuse(u"no BINTABLE"_s);
    return {};
}

} // namespace tapdesk::votable
