// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/recall.h"

#include "core/batch/batchentry.h"

namespace tapdesk {

Result<Recalled> recall(const BatchState* state, const BatchItem& item, bool replaceFiles)
{
    std::optional<BatchRecord> before;
    if (state && !item.key.isEmpty()) {
        const auto found = state->find(item.key);
        if (!found)
            return failure(found.error());
        before = *found;
    }
    const auto hash = queryHash(item.query);
    const auto& serviceId = item.query.service.id;
    Recalled recalled;
    recalled.mayReplace = replaceFiles || (before && before->output == item.output);
    if (before && before->hasJob() && before->hash == hash && before->serviceId == serviceId)
        recalled.record = *before;
    else
        recalled.record = {.key = item.key, .hash = hash, .serviceId = serviceId};
    recalled.record.output = before ? before->output : QString(); // till another is written
    return recalled;
}

} // namespace tapdesk
