// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>
#include <string_view>

namespace tapdesk::votable {

/// The cards of one FITS header. Source: FITS 4.0, section 4.
class FitsHeader final
{
public:
    static constexpr std::size_t blockSize = 2880;

    /// Adds the cards of a block. @return whether END was among them
    bool add(std::string_view block);

    bool has(const QByteArray& keyword) const { return m_values.contains(keyword); }
    QByteArray text(const QByteArray& keyword) const; ///< without quotes; empty if absent
    qint64 integer(const QByteArray& keyword, qint64 fallback) const;
    double number(const QByteArray& keyword, double fallback) const;

    bool isTable() const; ///< a BINTABLE extension
    qint64 rowSize() const { return integer("NAXIS1", 0); }
    qint64 rowCount() const { return integer("NAXIS2", 0); }

    /// Bytes of data behind the header, without the filling of the last block; nothing if the
    /// header tells nonsense.
    std::optional<qint64> dataSize() const;

private:
    QHash<QByteArray, QByteArray> m_values; // first card of a keyword wins
};

} // namespace tapdesk::votable
