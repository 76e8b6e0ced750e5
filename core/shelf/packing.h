// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <stop_token>

namespace tapdesk {

/// Writes a gzip copy of a file beside it, as `FILE.gz`, through a temporary file. The file
/// itself stays. Slow (tens of MB/s): for the pool.
/// @return the new name; Error::Kind::FileSystem, or Cancelled when @p stop said so
Result<QString> packedCopy(const QString& file, const std::stop_token& stop);

} // namespace tapdesk
