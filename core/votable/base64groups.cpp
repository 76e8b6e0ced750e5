// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/base64groups.h"

#include <array>

#if defined(__x86_64__) && defined(__GNUC__)
#define TAPDESK_HAS_AVX2
#include <immintrin.h>
#endif

namespace tapdesk::votable {

namespace {

constexpr std::uint32_t bad = 1U << 31; // is no digit of base64

constexpr std::array<std::uint32_t, 256> makeTable(int shift)
{
    std::array<std::uint32_t, 256> table {};
    for (auto& entry : table)
        entry = bad;
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::uint32_t i = 0; i < 64; ++i)
        table[static_cast<unsigned char>(digits[i])] = i << shift;
    table[static_cast<unsigned char>('-')] = 62U << shift;
    table[static_cast<unsigned char>('_')] = 63U << shift;
    return table;
}

// One table a position saves the shifts.
constexpr auto first = makeTable(18);
constexpr auto second = makeTable(12);
constexpr auto third = makeTable(6);
constexpr auto fourth = makeTable(0);

std::uint32_t groupAt(const char* p)
{
    return first[static_cast<unsigned char>(p[0])] | second[static_cast<unsigned char>(p[1])]
        | third[static_cast<unsigned char>(p[2])] | fourth[static_cast<unsigned char>(p[3])];
}

void store(std::uint32_t group, char* out)
{
    out[0] = static_cast<char>(group >> 16);
    out[1] = static_cast<char>(group >> 8);
    out[2] = static_cast<char>(group);
}

#ifdef TAPDESK_HAS_AVX2

// 32 characters of the standard alphabet at once; stops before any other character.
//
// The half bytes of a character look up two sets of bits, which have one in common if it is no
// digit; the upper half, with '/' told apart from '+', looks up what to add to get its value.
// Source: W. Muła, D. Lemire, "Faster Base64 Encoding and Decoding using AVX2 Instructions",
// ACM Transactions on the Web 12 (2018).
__attribute__((target("avx2"))) std::size_t decodeWide(std::string_view text, char* out)
{
    constexpr std::size_t width = 32;
    const __m256i badByLow =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                                                  0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a));
    const __m256i badByHigh =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08,
                                                  0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10));
    const __m256i shiftByHigh = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i bytesInOrder = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    const __m256i wordsInOrder = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7);
    const __m256i slash = _mm256_set1_epi8('/'); // also a mask: shuffles ignore its bit 5

    std::size_t at = 0;
    for (; at + width <= text.size(); at += width, out += width / 4 * 3) {
        const __m256i characters =
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + at));
        const __m256i high = _mm256_and_si256(_mm256_srli_epi32(characters, 4), slash);
        const __m256i low = _mm256_and_si256(characters, slash);
        if (!_mm256_testz_si256(_mm256_shuffle_epi8(badByLow, low),
                                _mm256_shuffle_epi8(badByHigh, high)))
            break;
        const __m256i isSlash = _mm256_cmpeq_epi8(characters, slash); // -1: one entry earlier
        const __m256i values = _mm256_add_epi8(
            characters, _mm256_shuffle_epi8(shiftByHigh, _mm256_add_epi8(isSlash, high)));
        const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
        const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        const __m256i bytes =
            _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, bytesInOrder), wordsInOrder);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), bytes);
    }
    return at;
}

std::size_t decodeWhereWide(std::string_view text, char* out)
{
    static const bool canDo = __builtin_cpu_supports("avx2");
    return canDo ? decodeWide(text, out) : 0;
}

#else

std::size_t decodeWhereWide(std::string_view /*text*/, char* /*out*/)
{
    return 0;
}

#endif

} // namespace

std::uint8_t base64Value(char c)
{
    const std::uint32_t value = fourth[static_cast<unsigned char>(c)];
    return value == bad ? 64 : static_cast<std::uint8_t>(value);
}

std::size_t decodeBase64Groups(std::string_view text, char* out)
{
    std::size_t at = decodeWhereWide(text, out);
    out += at / 4 * 3;
    for (; at + 4 <= text.size(); at += 4, out += 3) {
        const std::uint32_t group = groupAt(text.data() + at);
        if ((group & bad) != 0)
            break;
        store(group, out);
    }
    return at;
}

} // namespace tapdesk::votable
