// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/jobverb.h"

#include "core/net/transfer.h"
#include "core/uws/jobanswer.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

std::optional<QList<JobTarget>> JobVerb::targets(const QStringList& words)
{
    if (words.isEmpty()) {
        usage(u"name a job: a URL, an id, or a run id"_s);
        return std::nullopt;
    }
    std::optional<TapService> service;
    if (!line().service.isEmpty()) {
        const auto resolved = application().services().resolve(line().service);
        if (!resolved) {
            usage(u"there is no service “%1”"_s.arg(line().service));
            return std::nullopt;
        }
        service = *resolved;
    }
    QList<JobTarget> targets;
    for (const QString& word : words) {
        const auto target = findJob(word, service, application().store(), application().services());
        if (!target) {
            usage(target.error());
            return std::nullopt;
        }
        targets.append(*target);
    }
    return targets;
}

void JobVerb::prepareAll(const Targets& targets, const std::function<void(const Targets&)>& next)
{
    QList<TapService> services;
    for (const auto& target : targets)
        services.append(target.service);
    if (!isTokenForOne(services)) {
        usage(u"the jobs are at several services, and TAPDESK_TOKEN belongs to one of them; name "
              "the jobs of one service at a time"_s);
        return;
    }
    prepareFrom(targets, 0, next);
}

void JobVerb::prepareFrom(const Targets& targets, qsizetype index,
                          const std::function<void(const Targets&)>& next)
{
    if (index == targets.size())
        return next(targets);
    prepare(targets.at(index).service, [this, targets, index, next](const TapService& ready) {
        Targets further = targets;
        further[index].service = ready;
        prepareFrom(further, index + 1, next);
    });
}

void JobVerb::tellFailure(const JobTarget& job, const Error& error) const
{
    if (isGone(error))
        terminal().error(u"the service does not know the job “%1”"_s.arg(job.jobId));
    else
        terminal().error(error, line().arguments.size() > 1 ? job.jobId : QString());
}

void JobVerb::failJob(const JobTarget& job, const Error& error)
{
    tellFailure(job, error);
    finish(jobExitCode(error));
}

void JobVerb::askSummary(const QUrl& url,
                         const std::function<void(const Result<JobSummary>&)>& next)
{
    auto* transfer = application().http().start(uwsDocumentRequest(url), this);
    connect(transfer, &Transfer::finished, this,
            [transfer, next](const Result<HttpResponse>& answer) {
                transfer->deleteLater();
                next(answer.and_then([](const HttpResponse& response) {
                    return readJobSummary(response.body, response.url);
                }));
            });
}

} // namespace tapdesk::app
