// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>

#include <bit>
#include <complex>
#include <cstdint>
#include <type_traits>

namespace tapdesk::votable {

/// The element of a BINARY stream that begins at @p p, at any alignment.
template <typename T>
T loadBigEndian(const char* p)
{
    if constexpr (std::is_same_v<T, std::complex<float>>)
        return {loadBigEndian<float>(p), loadBigEndian<float>(p + 4)};
    else if constexpr (std::is_same_v<T, std::complex<double>>)
        return {loadBigEndian<double>(p), loadBigEndian<double>(p + 8)};
    else if constexpr (std::is_same_v<T, float>)
        return std::bit_cast<float>(qFromBigEndian<std::uint32_t>(p));
    else if constexpr (std::is_same_v<T, double>)
        return std::bit_cast<double>(qFromBigEndian<std::uint64_t>(p));
    else
        return qFromBigEndian<T>(p);
}

} // namespace tapdesk::votable
