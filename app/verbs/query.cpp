// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/query.h"

#include "app/querysettings.h"
#include "app/resultoutput.h"
#include "core/tap/taprun.h"

namespace tapdesk::app {

void QueryCommand::start()
{
    const auto format = outputFormat(line());
    if (!format)
        return usage(format.error());
    if (const auto text = queryText())
        withService([this, query = *text](const TapService& service) { run(service, query); });
}

void QueryCommand::run(const TapService& service, const QString& text)
{
    const auto query = tapQuery(service, text, TapQuery::Mode::Sync, line());
    if (!query)
        return usage(query.error());
    m_run = application().jobs().run(*query);
    limitPatience([this] {
        if (!m_run)
            return;
        m_run->disconnect(this);
        m_run->cancel();
        fail({.kind = Error::Kind::Timeout, .url = m_run->query().service.baseUrl});
    });
    connect(m_run, &TapRun::finished, this, [this](const Result<QueryResult>& outcome) {
        m_run = nullptr;
        if (!outcome)
            return fail(outcome.error());
        finish(writeResult(*outcome, line(), terminal()));
    });
}

void QueryCommand::interrupt()
{
    if (m_run)
        m_run->cancel(); // finished() brings the end
    else
        Command::interrupt();
}

} // namespace tapdesk::app
