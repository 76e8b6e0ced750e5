// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/fetch.h"

#include "app/resultoutput.h"
#include "core/shelf/shelf.h"
#include "core/tap/taprun.h"
#include "core/uws/jobanswer.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void FetchCommand::start()
{
    if (const auto format = outputFormat(line()); !format)
        return usage(format.error());
    const auto found = targets();
    if (!found)
        return;
    if (found->size() != 1)
        return usage(u"fetch takes one job"_s);
    prepareAll(*found, [this](const Targets& jobs) {
        const JobTarget& target = jobs.first();
        askSummary(target.url(), [this, target](const Result<JobSummary>& summary) {
            onSummary(target, summary);
        });
    });
}

void FetchCommand::onSummary(const JobTarget& target, const Result<JobSummary>& summary)
{
    const auto isLost =
        summary ? summary->phase.kind() == JobPhase::Kind::Archived : isGone(summary.error());
    if (isLost && fetchKept(target))
        return;
    if (!summary)
        return failJob(target, summary.error());
    if (summary->phase.isActive()) {
        terminal().note(u"the job is not done: %1"_s.arg(summary->phase.word()));
        return finish(ExitCode::StillRunning);
    }
    fetch(target);
}

bool FetchCommand::fetchKept(const JobTarget& target)
{
    const auto* shelf = application().shelf();
    const auto entry = shelf ? shelf->ofJob(target.service.id, target.jobId, true) : std::nullopt;
    if (!entry)
        return false;
    terminal().note(u"the service has the rows no more: from the shelf"_s);
    const auto& from = entry->provenance;
    follow(application().jobs().reopen({.service = target.service,
                                        .text = from.query,
                                        .language = from.language,
                                        .mode = TapQuery::Mode::Async,
                                        .runId = from.runId,
                                        .maxrec = entry->maxrec},
                                       shelf->path(*entry), Shelf::known(*entry)));
    return true;
}

void FetchCommand::fetch(const JobTarget& target)
{
    follow(application().jobs().fetch(target.service, target.url()));
}

void FetchCommand::follow(TapRun* run)
{
    limitPatience([this, run] {
        run->disconnect(this);
        run->detach(); // the job and its result stay
        fail({.kind = Error::Kind::Timeout, .url = run->jobUrl()});
    });
    connect(run, &TapRun::finished, this, [this](const Result<QueryResult>& outcome) {
        if (!outcome) {
            terminal().error(outcome.error());
            return finish(jobExitCode(outcome.error()));
        }
        finish(writeResult(*outcome, line(), terminal()));
    });
}

} // namespace tapdesk::app
