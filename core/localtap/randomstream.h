// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tapdesk::localtap {

/// Random numbers that depend on nothing but a seed, a stream and an item: a row of a table can be
/// made without those before it, and the same rows come out on every machine.
///
/// Source: splitmix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
class RandomStream final
{
public:
    constexpr RandomStream(std::uint64_t stream, std::uint64_t item)
        : m_state(mix(seed + mix(stream)) ^ mix(~item))
    {
    }

    constexpr std::uint64_t next() { return mix(m_state += 0x9e3779b97f4a7c15U); }

    /// From 0 (included) to 1 (excluded).
    constexpr double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }

    /// From 0 to @p count - 1.
    constexpr int index(int count) { return static_cast<int>(uniform() * count); }

    constexpr bool chance(double probability) { return uniform() < probability; }

    /// Normal distribution by the sum of twelve uniform numbers, which no maths library can round
    /// differently; its tails end at 6 sigma.
    constexpr double gauss(double mean = 0, double sigma = 1)
    {
        std::uint64_t sum = 0;
        for (int draw = 0; draw < 3; ++draw) {
            const std::uint64_t bits = next();
            sum += (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
        }
        return mean + sigma * (static_cast<double>(sum) * 0x1p-16 - 6.0 + 6 * 0x1p-16);
    }

private:
    static constexpr std::uint64_t seed = 0x43415253'64726131U; // "CARSdra1"

    static constexpr std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
};

} // namespace tapdesk::localtap
