// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace tapdesk::votable {

/// Remembers how a document begins until its VOTABLE element comes, to say what it is if none does.
class Preamble final
{
public:
    /// What may stand before the VOTABLE element: servers print warnings there, not books.
    static constexpr std::size_t maxLength = 256 * 1024;

    void add(std::string_view bytes);
    bool isTooLong() const { return m_length > maxLength; }

    /// The error for a document that is no VOTable: Protocol, its detail the title of an HTML
    /// page, the name of a root element, or the first words.
    /// @param root  first element, without prefix; empty if there is none
    Error error(const QString& root) const;

private:
    std::string m_start;
    std::size_t m_length = 0;
};

} // namespace tapdesk::votable
