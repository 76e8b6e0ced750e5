// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/submit.h"

#include "app/json.h"
#include "app/querysettings.h"
#include "core/jobs/jobnews.h"
#include "core/tap/taprun.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void SubmitCommand::start()
{
    if (const auto text = queryText())
        withService([this, query = *text](const TapService& service) { submit(service, query); });
}

void SubmitCommand::submit(const TapService& service, const QString& text)
{
    const auto query = tapQuery(service, text, TapQuery::Mode::Async, line());
    if (!query)
        return usage(query.error());
    auto* run = application().jobs().run(*query);
    m_run = run;
    limitPatience([this, run] {
        if (m_isAnnounced)
            return;
        if (!run->jobUrl().isEmpty())
            announce(*run); // there is a job, but nobody has said that it was started
        fail({.kind = Error::Kind::Timeout, .url = run->query().service.baseUrl});
    });
    // Waiting means that PHASE=RUN came through: from here on the job needs nobody.
    connect(run, &TapRun::stageChanged, this, [this, run](TapRun::Stage stage) {
        if (stage != TapRun::Stage::Waiting)
            return;
        announce(*run);
        finish(ExitCode::Done);
    });
    connect(run, &TapRun::finished, this, [this, run](const Result<QueryResult>& outcome) {
        m_run = nullptr;
        if (outcome || m_isAnnounced)
            return;
        if (!run->jobUrl().isEmpty())
            announce(*run); // made, but not started
        fail(outcome.error());
    });
}

void SubmitCommand::interrupt()
{
    if (m_run && !m_isAnnounced) {
        const QUrl url = m_run->jobUrl();
        if (url.isEmpty())
            terminal().warning(u"the service may have made the job; `tapdesk jobs` tells"_s);
        else
            terminal().warning(u"the job is made, but perhaps not started: "_s + url.toString());
    }
    Command::interrupt();
}

void SubmitCommand::announce(const TapRun& run)
{
    m_isAnnounced = true;
    if (line().json) {
        const QJsonObject job {{u"url"_s, run.jobUrl().toString()},
                               {u"id"_s, jobIdOf(run.jobUrl())},
                               {u"runId"_s, run.query().runId},
                               {u"service"_s, run.query().service.id}};
        printJson(job);
    } else {
        print(run.jobUrl().toString() + u'\n');
    }
}

} // namespace tapdesk::app
