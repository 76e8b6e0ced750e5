// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>

namespace tapdesk {

/// Moves a damaged file out of the way, to the first free one of FILE.broken, FILE.broken2, …, so
/// that nothing is lost and a new one can be made. Nothing is there any more: that is no error.
/// @return Error::Kind::FileSystem
Status setAside(const QString& file);

/// The same for an SQLite file and what its write-ahead log holds. Of several programs that find
/// the file damaged one moves it.
/// @param isDamaged  is asked once more when the others cannot interfere
/// @return whether another try to open the file makes sense
bool setAsideDatabase(const QString& file, const std::function<bool()>& isDamaged);

} // namespace tapdesk
