// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QStringView>

namespace tapdesk {

/// Shape of one table cell, as the VOTable attribute `arraysize` declares it.
///
/// Dimensions run from the fastest to the slowest varying, as in the attribute: "64x64x10*" is up
/// to ten images of 64 by 64. Only the slowest dimension can vary. For `char` columns the counts
/// are bytes of UTF-8, not characters.
///
/// Source: VOTable 1.5, section 2.2.
class ArrayShape
{
public:
    /// A scalar, which is what an absent attribute means.
    ArrayShape() = default;

    /// "*": any number of elements.
    static ArrayShape variable();

    /// Reads the text of an `arraysize` attribute such as "3", "*", "100*" or "2x3*".
    ///
    /// @param text  attribute value; surrounding blanks are ignored
    /// @return the shape, or Error::Kind::Parse when @p text is empty, a dimension is not a
    ///         positive number, or a dimension other than the last carries an asterisk
    static Result<ArrayShape> parse(QStringView text);

    bool isScalar() const { return m_dimensions.isEmpty(); }
    bool isVariable() const { return m_variable; }
    const QList<qint64>& dimensions() const { return m_dimensions; } ///< 0 = unbounded

    /// Elements per cell: 1 for a scalar; for a variable shape the upper bound, -1 without one.
    qint64 elementCount() const;

    /// The same with a slowest dimension of any length: "10x*" of "10x5", "*" of "10" and of a
    /// scalar.
    ArrayShape withoutLimit() const;

    /// The attribute text that parse() accepts; empty for a scalar.
    QString toString() const;

    friend bool operator==(const ArrayShape&, const ArrayShape&) = default;

private:
    QList<qint64> m_dimensions; // fastest first; 0 stands for an unbounded slowest dimension
    bool m_variable = false;
};

} // namespace tapdesk
