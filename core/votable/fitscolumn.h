// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/field.h"
#include "core/votable/fitsheader.h"

#include <optional>
#include <string>

namespace tapdesk::votable {

/// One column of a FITS binary table, and how its cells look in a BINARY stream.
///
/// Source: FITS 4.0, section 7.3.
class FitsColumn final
{
public:
    /// @param number    of the column, from 1
    /// @param offset    of its cells in a row
    /// @param declared  what the VOTable says of it; types of the header win
    /// @return nothing if TFORMn cannot be read
    static std::optional<FitsColumn> read(const FitsHeader& header, int number, std::size_t offset,
                                          const Field* declared);

    const Field& field() const { return m_field; }
    std::size_t width() const { return m_width; } ///< bytes in a row
    bool isInHeap() const { return m_descriptorSize > 0; }

    enum class Outcome {
        Done,
        OutsideHeap, ///< a descriptor points there
        TooBig ///< an unsigned integer that no long holds: becomeText(), then append anew
    };

    /// Appends the cell as BINARY lays it out.
    /// @param row   a whole row
    /// @param heap  empty if it is not there
    Outcome append(std::string& out, std::string_view row, std::string_view heap) const;

    /// Cells are decimal digits from now on: unsigned 64-bit integers are longs until one is too
    /// big for that, and never doubles.
    void becomeText();

private:
    enum class Scaling { None, Offset, Unsigned, Linear };

    bool readForm(const QByteArray& form);
    void readScaling(const FitsHeader& header, const QByteArray& suffix);
    void makeField(const FitsHeader& header, const QByteArray& suffix, const Field* declared);
    void appendElements(std::string& out, std::string_view bytes) const;
    bool appendUnsigned(std::string& out, std::string_view bytes) const;
    void appendDigits(std::string& out, std::string_view bytes) const;
    std::int64_t storedInteger(const char* p) const;

    Field m_field;
    Datatype m_stored = Datatype::Char;
    qint64 m_repeat = 1; // elements in the row; of a descriptor, at most 1
    std::size_t m_descriptorSize = 0; // 8 of P, 16 of Q
    std::size_t m_offset = 0;
    std::size_t m_width = 0;
    Scaling m_scaling = Scaling::None;
    bool m_isText = false; // by becomeText()
    double m_scale = 1;
    double m_zero = 0;
    std::optional<std::int64_t> m_null; // as stored
};

} // namespace tapdesk::votable
