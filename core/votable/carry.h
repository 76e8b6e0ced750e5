// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace tapdesk::votable {

/// Keeps the bytes that a consumer could not take yet and puts the next ones behind them.
///
/// Whole pieces go to the consumer in place; only what lies around a cut is copied. A long
/// unfinished token is offered again only after it has doubled, so that bytes that drip in one by
/// one cost no more than linear time.
///
/// A consumer is called as Status(const char*& p, const char* end) and moves p behind what it took.
class Carry final
{
public:
    template <typename Consumer>
    Status feed(std::string_view bytes, const Consumer& consume)
    {
        while (!bytes.empty() && !m_kept.empty()) {
            const std::size_t wanted = m_kept.size() < patience
                ? minimum
                : std::max(minimum, m_offered * 2 - std::min(m_offered * 2, m_kept.size()));
            const std::string_view next = bytes.substr(0, wanted);
            const std::size_t before = m_kept.size();
            m_kept += next;
            bytes.remove_prefix(next.size());
            if (m_kept.size() >= patience && m_kept.size() < 2 * m_offered)
                return {};
            const std::size_t size = m_kept.size();
            std::size_t taken = 0;
            if (Status status = offer(m_kept, taken, consume); !status)
                return status;
            if (taken >= before) { // what follows lies in the caller's bytes
                bytes =
                    std::string_view(bytes.data() - (size - taken), bytes.size() + size - taken);
                m_kept.clear();
                m_offered = 0;
            } else {
                m_kept.erase(0, taken);
                m_offered = m_kept.size();
            }
        }
        if (bytes.empty())
            return {};
        std::size_t taken = 0;
        Status status = offer(bytes, taken, consume);
        m_kept = bytes.substr(taken);
        m_offered = m_kept.size();
        return status;
    }

    /// Offers what is left a last time.
    template <typename Consumer>
    Status finish(const Consumer& consume)
    {
        std::size_t taken = 0;
        return offer(m_kept, taken, consume);
    }

private:
    static constexpr std::size_t minimum = 4096;
    static constexpr std::size_t patience = std::size_t(64) * 1024;

    template <typename Consumer>
    static Status offer(std::string_view bytes, std::size_t& taken, const Consumer& consume)
    {
        const char* p = bytes.data();
        Status status = consume(p, bytes.data() + bytes.size());
        taken = static_cast<std::size_t>(p - bytes.data());
        return status;
    }

    std::string m_kept;
    std::size_t m_offered = 0; // of m_kept, seen by the consumer without effect
};

} // namespace tapdesk::votable
