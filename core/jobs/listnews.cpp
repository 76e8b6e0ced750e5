// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/listnews.h"

#include "core/jobs/jobnews.h"
#include "core/uws/jobanswer.h"

namespace tapdesk {

Result<ListNews> readListNews(const HttpResponse& answer, const JobFilter& filter,
                              const ListedJobs& before)
{
    auto entries = readJobList(answer.body, answer.url);
    if (!entries)
        return failure(unexpectedAnswer(answer));
    ListNews news;
    news.listed.reserve(entries->size());
    for (auto& entry : *entries) {
        entry.id = jobIdOf(entry.url); // as the mirror has it
        news.listed.insert(entry.id);
        if (!filter.phases.isEmpty() && !filter.matches(entry))
            news.isFiltered = false;
        if (entry.creationTime.isValid()
            && (!news.newest.isValid() || entry.creationTime > news.newest))
            news.newest = entry.creationTime;
        const auto known = before.constFind(entry.id);
        if (known == before.cend() || entry.phase.isActive() || *known != entry)
            news.entries.append(std::move(entry));
    }
    return news;
}

} // namespace tapdesk
