// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/binaryrowlayout.h"

#include "core/votable/bigendian.h"

#include <algorithm>

namespace tapdesk::votable {

namespace {

constexpr std::size_t wordsPerColumn = BinaryRowLayout::maxRows / 64;
constexpr std::size_t countSize = 4; // bytes

// Transposes a matrix of 8 × 8 bits; byte 0 is its first row, bit 0 its first column.
// (Hacker's Delight, section 7-3: swaps ever larger squares about the diagonal.)
std::uint64_t transposed(std::uint64_t bits)
{
    const auto swap = [&bits](int shift, std::uint64_t mask) {
        const std::uint64_t differing = (bits ^ (bits >> shift)) & mask;
        bits ^= differing ^ (differing << shift);
    };
    swap(7, 0x00aa00aa00aa00aaULL);
    swap(14, 0x0000cccc0000ccccULL);
    swap(28, 0x00000000f0f0f0f0ULL);
    return bits;
}

} // namespace

BinaryRowLayout::BinaryRowLayout(std::span<const ColumnPlan> plans, bool hasFlags)
    : m_flagBytes(hasFlags ? (plans.size() + 7) / 8 : 0)
{
    Run run {.size = m_flagBytes};
    for (const ColumnPlan& plan : plans) {
        m_places.push_back({.run = m_runs.size(), .offset = run.size});
        if (plan.variable) {
            run.endsVariable = true;
            run.datatype = plan.datatype;
            m_runs.push_back(std::exchange(run, {}));
        } else {
            run.size += byteCount(plan.datatype, plan.elements);
        }
    }
    m_runs.push_back(run);
    m_starts.resize(m_runs.size() * maxRows);
    if (hasFlags) {
        m_nulls.resize(m_flagBytes * 8 * wordsPerColumn);
        m_hasNulls.resize(m_flagBytes * 8);
    }
}

std::size_t BinaryRowLayout::byteCount(Datatype datatype, qint64 count)
{
    const auto elements = static_cast<std::size_t>(count);
    return datatype == Datatype::Bit ? (elements + 7) / 8
                                     : elements * static_cast<std::size_t>(elementSize(datatype));
}

const char* BinaryRowLayout::find(const char* p, const char* end, std::size_t most)
{
    m_rows = 0;
    most = std::min(most, maxRows);
    while (m_rows < most) {
        const char* next = findEnd(p, end, m_rows);
        if (!next)
            break;
        p = next;
        ++m_rows;
    }
    if (m_flagBytes > 0)
        gatherFlags();
    return p;
}

// Notes where the runs of a row begin. Null if it is not whole or not sound.
const char* BinaryRowLayout::findEnd(const char* p, const char* end, std::size_t row)
{
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const Run& run = m_runs[i];
        m_starts[i * maxRows + row] = p;
        const std::size_t size = run.size + (run.endsVariable ? countSize : 0);
        if (static_cast<std::size_t>(end - p) < size)
            return nullptr;
        p += size;
        if (!run.endsVariable)
            continue;
        const auto count = loadBigEndian<std::int32_t>(p - countSize);
        if (count < -1)
            return nullptr;
        const std::size_t bytes = byteCount(run.datatype, std::max(0, count));
        if (static_cast<std::size_t>(end - p) < bytes)
            return nullptr;
        p += bytes;
    }
    return p;
}

// The flags lie row by row, eight columns a byte: turns eight rows of a byte at a time.
void BinaryRowLayout::gatherFlags()
{
    for (std::size_t byte = 0; byte < m_flagBytes; ++byte) {
        std::uint64_t any = 0;
        for (std::size_t row = 0; row < m_rows; ++row)
            any |= static_cast<unsigned char>(m_starts[row][byte]);
        for (std::size_t bit = 0; bit < 8; ++bit)
            m_hasNulls[8 * byte + bit] = ((any >> (7 - bit)) & 1) != 0;
        if (any == 0)
            continue;
        std::uint64_t* const words = m_nulls.data() + 8 * byte * wordsPerColumn;
        std::fill_n(words, 8 * wordsPerColumn, 0);
        for (std::size_t row = 0; row < m_rows; row += 8) {
            std::uint64_t square = 0;
            for (std::size_t i = 0; i < std::min<std::size_t>(8, m_rows - row); ++i)
                square |= std::uint64_t(static_cast<unsigned char>(m_starts[row + i][byte]))
                    << (8 * i);
            square = transposed(square);
            for (std::size_t bit = 0; bit < 8; ++bit) // the first column has the highest bit
                words[bit * wordsPerColumn + row / 64] |= ((square >> (8 * (7 - bit))) & 0xff)
                    << (row % 64);
        }
    }
}

std::span<const std::uint64_t> BinaryRowLayout::nulls(std::size_t column) const
{
    if (m_flagBytes == 0 || !m_hasNulls[column])
        return {};
    return std::span(m_nulls).subspan(column * wordsPerColumn, (m_rows + 63) / 64);
}

} // namespace tapdesk::votable
