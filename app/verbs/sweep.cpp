// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/sweep.h"

#include "app/querysettings.h"
#include "app/resultoutput.h"
#include "core/batch/slices.h"
#include "core/tap/resultreader.h"
#include "ui/base/batchtext.h"
#include "ui/base/sweeptext.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

void SweepCommand::start()
{
    if (const auto format = outputFormat(line()); !format)
        return usage(format.error());
    if (line().sets.isEmpty() == line().slices.isEmpty())
        return usage(u"give values with --set NAME=VALUES, or cut with --slices COLUMN:N"_s);
    if (!line().slices.isEmpty() && !readSlices())
        return usage(
            u"--slices takes COLUMN:N with N from 1 to 1000, not “%1”"_s.arg(line().slices));
    const auto text = queryText();
    if (!text)
        return;
    m_text = *text;
    readParameters(0);
}

bool SweepCommand::readSlices()
{
    const auto colon = line().slices.lastIndexOf(u':');
    bool isNumber = false;
    m_sliceColumn = line().slices.left(colon).trimmed();
    m_sliceCount = line().slices.mid(colon + 1).toInt(&isNumber);
    return colon > 0 && isNumber && m_sliceCount >= 1 && m_sliceCount <= 1000;
}

// The values

void SweepCommand::readParameters(qsizetype index)
{
    if (index == line().sets.size())
        return withService([this](const TapService& service) { ask(service); });
    const auto& set = line().sets.at(index);
    const auto equals = set.indexOf(u'=');
    const auto name = set.left(equals).trimmed();
    if (equals < 1)
        return usage(u"--set takes NAME=VALUES, not “%1”"_s.arg(set));
    const auto values = set.mid(equals + 1);
    if (values.startsWith(u'@'))
        readColumn(name, values.mid(1), index);
    else
        addParameter(sweepValues(name, values), index);
}

void SweepCommand::readColumn(const QString& name, const QString& source, qsizetype index)
{
    const auto colon = source.lastIndexOf(u':');
    if (colon < 1)
        return usage(u"--set %1=@FILE:COLUMN names a VOTable and a column of it"_s.arg(name));
    auto* reader = new ResultReader(this);
    connect(reader, &ResultReader::finished, this,
            [this, reader, name, index,
             column = source.mid(colon + 1)](const Result<QueryResult>& outcome) {
                reader->deleteLater();
                if (!outcome)
                    return fail(outcome.error());
                if (outcome->truth.extent == Truth::Extent::Partial)
                    terminal().warning(u"the table with the values breaks off"_s);
                addParameter(sweepColumn(name, outcome->table, column), index);
            });
    reader->readFile(source.left(colon));
}

void SweepCommand::addParameter(const SweepResult<SweepParameter>& parameter, qsizetype index)
{
    if (!parameter)
        return usage(ui::sweepErrorText(parameter.error()));
    if (parameter->nulls > 0)
        terminal().note(u":%1: %2 nulls are left out"_s.arg(parameter->name,
                                                            QString::number(parameter->nulls)));
    if (parameter->repeated > 0)
        terminal().note(u":%1: %2 values come again, and are left out"_s.arg(
            parameter->name, QString::number(parameter->repeated)));
    m_parameters.append(*parameter);
    readParameters(index + 1);
}

// The queries

void SweepCommand::ask(const TapService& service)
{
    const auto mode = line().queue.isEmpty() ? TapQuery::Mode::Sync : TapQuery::Mode::Async;
    const auto query = tapQuery(service, m_text, mode, line());
    if (!query)
        return usage(query.error());
    m_query = *query;
    if (mode == TapQuery::Mode::Async && m_query.runId.isEmpty())
        m_query.runId = u"sweep"_s; // what a lost job is found by
    if (m_sliceCount > 0)
        return askBounds();
    const auto queries = sweepQueries(m_query, m_parameters);
    if (!queries)
        return usage(ui::sweepErrorText(queries.error()));
    m_queries = *queries;
    QList<TapQuery> all;
    for (const auto& one : std::as_const(m_queries))
        all.append(one.query);
    run(all);
}

void SweepCommand::askBounds()
{
    const auto language = m_query.language.isEmpty() ? m_query.service.language : m_query.language;
    const auto bounds =
        sql::boundsQuery(m_query.text, sql::dialectFromLanguage(language), m_sliceColumn);
    if (!bounds)
        return usage(ui::sliceRefusalText(bounds.error()));
    auto query = m_query;
    query.text = *bounds;
    query.maxrec.reset();
    auto* run = application().jobs().run(query);
    connect(run, &TapRun::finished, this, [this, run](const Result<QueryResult>& outcome) {
        application().jobs().release(run);
        if (outcome)
            onBounds(*outcome);
        else
            fail(outcome.error());
    });
}

void SweepCommand::onBounds(const QueryResult& result)
{
    const auto bounds = sliceBounds(result.table, m_sliceCount);
    if (!bounds)
        return usage(u"%1 is no column of numbers"_s.arg(m_sliceColumn));
    const auto queries = sliceQueries(m_query, m_sliceColumn, *bounds);
    if (!queries)
        return usage(ui::sliceRefusalText(queries.error()));
    run(*queries);
}

// The rows

void SweepCommand::run(const QList<TapQuery>& queries)
{
    QList<BatchItem> items;
    for (qsizetype i = 0; i < queries.size(); ++i) {
        const auto values = m_queries.value(i).values.join(u", "_s);
        items.append({.name = values.isEmpty() ? u"slice %1"_s.arg(i + 1) : values,
                      .key = {},
                      .query = queries.at(i),
                      .output = {}});
    }
    m_results.resize(items.size());
    m_isTold.resize(items.size());
    BatchRun::Options options;
    options.parallel = line().parallel.value_or(options.parallel);
    m_run =
        std::make_unique<BatchRun>(application().http(), application().jobs(), nullptr, options);
    connect(m_run.get(), &BatchRun::resultReady, this,
            [this](int index, const QueryResult& result) { m_results[index] = result; });
    connect(m_run.get(), &BatchRun::changed, this, &SweepCommand::onChanged);
    connect(m_run.get(), &BatchRun::finished, this, &SweepCommand::onFinished);
    limitPatience([this] {
        m_isLate = true;
        m_run->stop();
    });
    m_run->start(items);
}

void SweepCommand::onChanged(int index)
{
    const auto& report = m_run->report();
    const auto& outcome = report.entries.at(index);
    if (!outcome.hasEnded() || std::exchange(m_isTold[index], true))
        return;
    const auto words = u"%1 of %2: %3: %4"_s.arg(QString::number(m_isTold.count(true)),
                                                 QString::number(report.entries.size()),
                                                 outcome.name, ui::outcomeText(outcome));
    if (outcome.state == BatchOutcome::State::Failed)
        terminal().error(words);
    else
        terminal().note(words);
}

void SweepCommand::onFinished(const BatchReport& report)
{
    if (m_isInterrupted)
        return finish(ExitCode::Interrupted);
    if (m_isLate)
        return finish(ExitCode::StillRunning);
    const auto done = report.count(BatchOutcome::State::Done);
    if (done == 0)
        return fail(report.entries.first().error.value_or(Error {}));
    const auto sweep = joinSweep(m_query, m_parameters, m_queries, m_results);
    for (const auto& warning : sweep.warnings)
        terminal().warning(ui::joinWarningText(warning));
    const auto code = writeResult(sweep.result, line(), terminal());
    finish(done < report.entries.size() ? ExitCode::SomeFailed : code);
}

void SweepCommand::interrupt()
{
    if (!m_run)
        return Command::interrupt();
    m_isInterrupted = true;
    m_run->cancel(); // nobody would fetch the rows of its jobs
}

} // namespace tapdesk::app
