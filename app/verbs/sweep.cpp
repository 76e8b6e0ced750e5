// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/sweep.h"

#include "app/querysettings.h"
#include "app/resultoutput.h"
#include "core/batch/boundsrun.h"
#include "core/tap/resultreader.h"
#include "ui/base/batchtext.h"
#include "ui/base/errortext.h"
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
    limitPatience([this] { onLate(); });
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
    const auto query = tapQuery(service, m_text, TapQuery::Mode::Sync, line());
    if (!query)
        return usage(query.error());
    m_query = *query;
    if (!m_query.queue.isEmpty()) // of the line, or of a comment
        m_query.mode = TapQuery::Mode::Async;
    if (m_sliceCount > 0)
        return askBounds();
    const auto sweep = makeSweep(m_query, m_parameters);
    if (!sweep)
        return usage(ui::sweepErrorText(sweep.error()));
    run(*sweep);
}

void SweepCommand::askBounds()
{
    auto* asking = new BoundsRun(application().jobs(), this);
    connect(asking, &BoundsRun::finished, this,
            [this, asking](const Result<std::optional<QStringList>>& bounds) {
                asking->deleteLater();
                if (!bounds)
                    return fail(bounds.error());
                if (!*bounds)
                    return usage(u"%1 is no column of numbers"_s.arg(m_sliceColumn));
                const auto slices = makeSlices(m_query, m_sliceColumn, **bounds);
                if (!slices)
                    return usage(ui::sliceRefusalText(slices.error()));
                run(*slices);
            });
    if (const auto asked = asking->start(m_query, m_sliceColumn, m_sliceCount); !asked)
        usage(ui::sliceRefusalText(asked.error()));
}

// The rows

void SweepCommand::run(const Sweep& sweep)
{
    auto state = BatchState::open(application().folders().data + u"/tapdesk.sqlite"_s);
    if (!state)
        return fail(state.error());
    m_state = std::move(*state);
    m_isTold.resize(sweep.queries.size());
    m_run = std::make_unique<SweepRun>(application().http(), application().jobs(), m_state.get());
    if (line().parallel)
        m_run->setParallel(*line().parallel);
    connect(m_run.get(), &SweepRun::changed, this, &SweepCommand::onChanged);
    connect(m_run.get(), &SweepRun::finished, this, &SweepCommand::onFinished);
    m_run->start(sweep);
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

void SweepCommand::onLate()
{
    m_isLate = true;
    if (m_run)
        m_run->stop();
    else
        fail({.kind = Error::Kind::Timeout, .url = m_query.service.baseUrl});
}

/// What has come is written whatever the end, and says what it lacks.
void SweepCommand::onFinished(const SweepOutcome& outcome)
{
    for (const auto& warning : outcome.table.warnings)
        terminal().warning(ui::joinWarningText(warning));
    auto code = ExitCode::Done;
    if (outcome.hasTable()) {
        if (const auto saved = saveResult(outcome.table.result, line()); !saved)
            return fail(saved.error());
        code = tellTruth(outcome.table.result, line(), terminal());
    }
    if (const auto missing = ui::missingText(outcome.report); !missing.isEmpty())
        terminal().error(missing);
    if (m_isInterrupted)
        return finish(ExitCode::Interrupted);
    if (!outcome.isWhole() && m_isLate && m_query.mode == TapQuery::Mode::Async) {
        terminal().note(u"gave up waiting; the jobs go on, and the same call goes on with them"_s);
        return finish(ExitCode::StillRunning);
    }
    if (!outcome.isWhole() && outcome.hasTable())
        return finish(ExitCode::SomeFailed);
    if (!outcome.isWhole() && m_isLate)
        return fail({.kind = Error::Kind::Timeout, .url = m_query.service.baseUrl});
    if (!outcome.isWhole())
        return fail(outcome.report.entries.first().error.value_or(Error {}));
    if (code == ExitCode::Done || code == ExitCode::Truncated) {
        if (const auto forgotten = m_run->forget(); !forgotten)
            terminal().warning(ui::errorText(forgotten.error()));
    }
    finish(code);
}

void SweepCommand::interrupt()
{
    if (!m_run)
        return Command::interrupt();
    m_isInterrupted = true;
    m_run->cancel(); // nobody would fetch the rows of its jobs
}

} // namespace tapdesk::app
