// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace tapdesk::votable {

/// Takes the bytes of a STREAM, decoded, and makes rows of them.
class RowStream
{
public:
    RowStream() = default;
    virtual ~RowStream() = default;
    Q_DISABLE_COPY_MOVE(RowStream)

    /// @return success, Error::Kind::Parse with the byte offset in its detail, or TooLarge
    virtual Status feed(std::string_view bytes) = 0;

    /// The stream has ended. @return success or Error::Kind::Parse if it must not end here
    virtual Status finish() = 0;

    /// The stream has ended within a row, which has been dropped.
    virtual bool isCutShort() const = 0;
};

} // namespace tapdesk::votable
