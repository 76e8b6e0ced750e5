// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/show.h"

#include "app/jobjson.h"
#include "app/joblooks.h"
#include "core/jobs/rerun.h"
#include "core/net/transfer.h"
#include "core/tap/queryscripts.h"
#include "core/uws/jobanswer.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobwords.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

constexpr int nameWidth = 16; // of "query_language", the longest that is common

QString lineOf(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    // Further lines of a long value, such as a query, stand below its first.
    QString indented = printable(value);
    indented.replace(u'\n', u'\n' + QString(nameWidth, u' '));
    return u"%1%2\n"_s.arg(printable(name) + u' ', -nameWidth).arg(indented);
}

QString timeText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString();
}

using Script = QString (*)(const TapQuery&);

Script scriptOf(const QString& name)
{
    if (name == "pyvo"_L1)
        return pyvoScript;
    if (name == "curl"_L1)
        return curlScript;
    return name == "tapdesk"_L1 ? tapdeskCommand : nullptr;
}

} // namespace

void ShowCommand::start()
{
    if (!line().script.isEmpty() && !scriptOf(line().script))
        return usage(u"--script is pyvo, curl or tapdesk, not “%1”"_s.arg(line().script));
    const auto found = targets();
    if (!found)
        return;
    if (found->size() != 1)
        return usage(u"show takes one job"_s);
    prepareAll(*found, [this](const Targets& jobs) {
        auto* looks = new JobLooks(application().jobs(), jobs, this);
        connect(looks, &JobLooks::looked, this,
                [this, jobs](int, const Status& outcome) { onLooked(jobs.first(), outcome); });
        looks->start();
    });
}

void ShowCommand::onLooked(const JobTarget& target, const Status& outcome)
{
    const auto known = application().jobs().job(target.service.id, target.jobId);
    if (!known)
        return failJob(target,
                       outcome ? Error {.kind = Error::Kind::Protocol, .url = target.url()}
                               : outcome.error());
    m_service = target.service;
    m_job = *known;
    m_isReached = outcome.has_value();
    if (m_job.gone) {
        terminal().warning(u"the service does not know the job any more; this is what is "
                           "remembered"_s);
    } else if (!m_isReached) {
        terminal().error(outcome.error());
        terminal().note(
            u"this is what is remembered; not seen since %1"_s.arg(timeText(m_job.lastSeen)));
        m_code = jobExitCode(outcome.error());
    }
    if (!line().script.isEmpty())
        return showScript();
    withDocument([this](const QByteArray& document) { showJob(document); });
}

/// The mirror keeps documents of jobs that have ended; one that goes on, or whose document has
/// been kept from before it was archived, is asked.
void ShowCommand::withDocument(const std::function<void(const QByteArray&)>& next)
{
    const auto kept =
        application().store().document(m_job.serviceId, m_job.jobId).value_or(QByteArray());
    const auto isFinal = m_job.phase.isTerminal() && m_job.phase.kind() != JobPhase::Kind::Archived;
    if (!m_isReached || (isFinal && !kept.isEmpty()))
        return next(kept);
    auto* transfer = application().http().start(uwsDocumentRequest(m_job.url), this);
    connect(transfer, &Transfer::finished, this, [transfer, kept, next](const auto& answer) {
        transfer->deleteLater();
        next(answer ? answer->body : kept);
    });
}

void ShowCommand::showScript()
{
    const auto query = rerunQuery(m_job, m_service);
    if (!query) {
        terminal().error(u"the query of the job is not known"_s);
        return finish(m_code == ExitCode::Done ? ExitCode::Failed : m_code);
    }
    print(scriptOf(line().script)(*query));
    finish(m_code);
}

void ShowCommand::showJob(const QByteArray& document)
{
    if (line().document && document.isEmpty()) {
        terminal().error(u"no document of the job is there"_s);
        return finish(m_code == ExitCode::Done ? ExitCode::Failed : m_code);
    }
    if (line().document) {
        printDocument(document);
    } else if (line().json) {
        auto json = jobJson(m_job);
        const auto history = application().store().history(m_job.serviceId, m_job.jobId);
        json.insert(u"history"_s, historyJson(history.value_or(QList<PhaseChange>())));
        json.insert(u"reruns"_s, QJsonArray::fromStringList(reruns()));
        QJsonObject parameters;
        const auto summary = readJobSummary(document, m_job.url);
        for (const auto& [name, value] : summary.value_or(JobSummary()).parameters)
            parameters.insert(name, value);
        json.insert(u"parameters"_s, parameters);
        printJson(json);
    } else {
        print(description(document));
    }
    finish(m_code);
}

QStringList ShowCommand::reruns() const
{
    QStringList ids;
    for (const auto& job : application().jobs().jobs(
             RecordFilter {.serviceId = m_job.serviceId, .rerunOf = m_job.jobId}))
        ids.prepend(job.jobId); // oldest first
    return ids;
}

QString ShowCommand::description(const QByteArray& document) const
{
    const auto number = [](const std::optional<qint64>& value, QString (*words)(qint64)) {
        return value ? words(*value) : QString();
    };
    QString text = lineOf(u"URL"_s, m_job.url.toString()) + lineOf(u"Service"_s, m_job.serviceId)
        + lineOf(u"Phase"_s, ui::phaseText(m_job)) + lineOf(u"Run id"_s, m_job.runId)
        + lineOf(u"Owner"_s, m_job.owner) + lineOf(u"Language"_s, m_job.language)
        + lineOf(u"Queue"_s, m_job.queue);
    if (m_job.executionDuration.value_or(0) > 0)
        text += lineOf(u"Time limit"_s, u"%1 s"_s.arg(*m_job.executionDuration));
    if (m_job.maxrec)
        text += lineOf(u"MAXREC"_s, QString::number(*m_job.maxrec));
    text += lineOf(u"Rows"_s, number(m_job.rows, ui::countText))
        + lineOf(u"Size there"_s, number(m_job.serverBytes, ui::bytesText))
        + lineOf(u"Kept until"_s, timeText(m_job.destruction))
        + lineOf(u"Rerun of"_s, m_job.rerunOf) + lineOf(u"Run again as"_s, reruns().join(u", "_s));
    const auto history = application().store().history(m_job.serviceId, m_job.jobId);
    for (const auto& change : history.value_or(QList<PhaseChange>())) {
        const auto isTold = change.source == PhaseChange::Source::Service;
        text +=
            lineOf(change.phase.word(), timeText(change.at) + (isTold ? QString() : u" (seen)"_s));
    }
    text += lineOf(u"Error"_s, m_job.errorMessage);
    const auto summary = readJobSummary(document, m_job.url).value_or(JobSummary());
    for (const auto& [name, value] : summary.parameters)
        text += lineOf(name, value);
    if (summary.parameter(u"QUERY"_s).isEmpty())
        text += lineOf(u"Query"_s, m_job.query);
    for (const JobResultRef& result : summary.results)
        text += lineOf(u"Result"_s, result.href.toString());
    return text;
}

} // namespace tapdesk::app
