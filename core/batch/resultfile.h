// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tap/queryresult.h"

#include <QStringList>

namespace tapdesk {

/// What writing a file has done.
struct ResultFile
{
    bool replaced = false; ///< there was a file of this name
};

/// Writes a result to a file, whole or not at all (a temporary file beside it, then a rename), in
/// the format of its suffix, VOTable without a known one, with what resultInfos() tells where the
/// format has a place for it. Folders are made. For any thread.
///
/// @param notes     further sentences about the result
/// @param mayReplace  false: a file that is there stays, and that is the failure
/// @return Error::Kind::FileSystem with the file
Result<ResultFile> writeResultFile(const QString& file, const QueryResult& result,
                                   const QStringList& notes, bool mayReplace);

/// The failure for a file that is there and may not be replaced.
Error fileExists(const QString& file);

} // namespace tapdesk
