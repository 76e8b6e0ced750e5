// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/rename.h"

#include "ui/base/runidtext.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void RenameCommand::start()
{
    const auto words = line().arguments;
    if (words.size() != 2)
        return usage(u"rename takes a job and its new run id"_s);
    const auto runId = words.at(1).trimmed();
    if (runId.isEmpty() || runId.size() > RunIdChange::longest)
        return usage(u"a run id has 1 to %1 characters"_s.arg(RunIdChange::longest));
    const auto found = targets(words.first(1));
    if (!found)
        return;
    prepareAll(*found, [this, runId](const Targets& jobs) { rename(jobs.first(), runId); });
}

void RenameCommand::rename(const JobTarget& target, const QString& runId)
{
    auto& jobs = application().jobs();
    // After the change the monitor looks at the jobs: only then the mirror is true.
    connect(&jobs, &JobMonitor::looked, this, [this](const QUrl& url) {
        if (m_looks.remove(url) && m_looks.isEmpty())
            finish(m_code);
    });
    auto* change = jobs.changeRunId(target.service, target.url(), runId);
    connect(change, &RunIdChange::finished, this, [this, change] { report(*change); });
}

void RenameCommand::report(const RunIdChange& change)
{
    using End = RunIdChange::End;
    const auto end = change.end();
    const auto hasIt = end == End::Changed || end == End::Replaced || end == End::LeftBoth;
    if (hasIt)
        print(change.jobUrl().toString() + u'\n');
    if (end == End::Changed || end == End::Replaced) {
        terminal().note(ui::runIdText(change));
    } else {
        terminal().error(ui::runIdText(change));
        m_code = change.error() ? exitCodeFor(*change.error()) : ExitCode::Failed;
    }
    m_looks = {change.oldUrl()};
    if (!change.newUrl().isEmpty())
        m_looks.insert(change.newUrl());
}

} // namespace tapdesk::app
