// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchreport.h"
#include "core/batch/batchstate.h"

namespace tapdesk {

/// What an earlier run means for an item.
struct Recalled
{
    /// To go on from: that of the earlier run where its job has the rows of the very same query,
    /// else a new one.
    BatchRecord record;
    bool mayReplace = false; ///< a file of this name is ours, or may go
};

/// @param state  may be null: nothing is remembered
/// @return Error::Kind::FileSystem when the memory cannot be read
Result<Recalled> recall(const BatchState* state, const BatchItem& item, bool replaceFiles);

} // namespace tapdesk
