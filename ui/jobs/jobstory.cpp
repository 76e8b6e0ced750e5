// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobstory.h"

#include "core/jobs/jobstore.h"
#include "core/uws/jobsummary.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int mostReruns = 20;

/// In the words of the standard and of Daiquiri; daiquiri.md section 5.
bool isInRecord(const QString& parameter)
{
    static const QSet<QString> known {u"query"_s, u"lang"_s,   u"query_language"_s, u"queue"_s,
                                      u"runid"_s, u"maxrec"_s, u"nrows"_s,          u"size"_s};
    return known.contains(parameter.toLower());
}

} // namespace

JobStory storyOf(const JobRecord& job, const JobStore& store)
{
    JobStory story {.job = job};
    story.history = store.history(job.serviceId, job.jobId).value_or(QList<PhaseChange>());
    if (!job.rerunOf.isEmpty())
        story.original = store.job(job.serviceId, job.rerunOf).value_or(std::nullopt);
    story.reruns = store
                       .jobs(RecordFilter {
                           .serviceId = job.serviceId, .rerunOf = job.jobId, .limit = mostReruns})
                       .value_or(QList<JobRecord>());
    story.document = store.document(job.serviceId, job.jobId).value_or(QByteArray());
    if (story.document.isEmpty())
        return story;
    if (const auto summary = readJobSummary(story.document, job.url)) {
        for (const auto& parameter : summary->parameters) {
            if (!isInRecord(parameter.first) && !parameter.second.trimmed().isEmpty())
                story.parameters.append(parameter);
        }
    }
    return story;
}

} // namespace tapdesk::ui
