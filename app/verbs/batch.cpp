// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/batch.h"

#include "app/batchjson.h"
#include "app/json.h"
#include "app/texttable.h"
#include "ui/base/batchtext.h"
#include "ui/base/truthwords.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using State = BatchOutcome::State;

BatchSelection selectionOf(const CommandLine& line)
{
    if (line.failed)
        return BatchSelection::Failed;
    if (line.changed)
        return BatchSelection::Changed;
    return line.resume ? BatchSelection::Unended : BatchSelection::All;
}

QStringList notesOf(const QueryResult& result)
{
    if (result.truth.extent == Truth::Extent::Complete)
        return {};
    return {ui::truthWords(result.truth).sentence};
}

} // namespace

void BatchCommand::start()
{
    if (int(line().failed) + int(line().changed) + int(line().resume) > 1)
        return usage(u"--failed, --changed and --resume exclude each other"_s);
    if (!readEntries() || !openState())
        return;
    auto entries = selected();
    for (const auto& entry : std::as_const(entries)) {
        for (const auto& problem : entry.problems)
            terminal().warning(u"%1: %2"_s.arg(entry.name(), ui::problemText(problem)));
    }
    if (line().dryRun) {
        describe(entries);
        const auto isWhole = std::all_of(entries.cbegin(), entries.cend(),
                                         [](const auto& entry) { return entry.canRun(); });
        return finish(isWhole ? ExitCode::Done : ExitCode::SomeFailed);
    }
    std::copy_if(entries.cbegin(), entries.cend(), std::back_inserter(m_refused),
                 [](const BatchEntry& entry) { return !entry.canRun(); });
    entries.removeIf([](const BatchEntry& entry) { return !entry.canRun(); });
    if (entries.isEmpty() && m_refused.isEmpty())
        terminal().note(u"no query of these is to be run"_s);
    QList<TapService> services;
    for (const auto& entry : std::as_const(entries))
        services.append(entry.service);
    if (!isTokenForOne(services))
        return usage(u"the queries are for several services, and TAPDESK_TOKEN belongs to one of "
                     "them; run those of one service at a time"_s);
    prepareFrom(entries, 0);
}

bool BatchCommand::readEntries()
{
    if (line().arguments.isEmpty()) {
        usage(u"name a folder with .sql files, or such files"_s);
        return false;
    }
    const auto files = batchFiles(line().arguments);
    if (!files) {
        fail(files.error());
        return false;
    }
    if (files->isEmpty()) {
        usage(u"there are no .sql files"_s);
        return false;
    }

    auto& catalog = application().services();
    const auto service = catalog.resolve(serviceName());
    if (!service) {
        usage(u"there is no such service; give its name or its address"_s);
        return false;
    }
    BatchChoices choices {.service = *service,
                          .serviceIsChosen = !line().service.isEmpty(),
                          .language = line().language,
                          .queue = line().queue,
                          .maxrec = line().maxrec};
    if (!line().outputDir.isEmpty())
        choices.outputFolder = QDir(line().outputDir).absolutePath();
    if (!line().format.isEmpty()) {
        const auto format = formats::formatFromName(line().format);
        if (!format) {
            usage(u"there is no format “%1”"_s.arg(line().format));
            return false;
        }
        choices.format = *format;
        choices.formatIsChosen = true;
    }
    m_entries = readBatch(*files);
    settleBatch(m_entries, choices, [&catalog](const QString& wanted) {
        const auto found = catalog.resolve(wanted);
        return found ? std::make_optional(*found) : std::nullopt;
    });
    return true;
}

bool BatchCommand::openState()
{
    auto state = BatchState::open(application().folders().data + u"/tapdesk.sqlite"_s);
    if (!state) {
        fail(state.error());
        return false;
    }
    m_state = std::move(*state);
    return true;
}

bool BatchCommand::isNamed(const BatchEntry& entry) const
{
    const auto& names = line().only;
    return names.isEmpty() || names.contains(entry.name())
        || names.contains(QFileInfo(entry.file).completeBaseName());
}

QList<BatchEntry> BatchCommand::selected()
{
    QList<BatchEntry> entries;
    for (const auto& entry : std::as_const(m_entries)) {
        const auto record = m_state->find(entry.file);
        const auto known = record ? *record : std::nullopt;
        if (isNamed(entry) && isSelected(selectionOf(line()), known, entry.hash()))
            entries.append(entry);
    }
    return entries;
}

void BatchCommand::describe(const QList<BatchEntry>& entries)
{
    if (line().json) {
        QJsonArray list;
        for (const auto& entry : entries)
            list.append(entryJson(entry));
        printJson(list);
        return;
    }
    TextTable table({u"FILE"_s, u"SERVICE"_s, u"LANGUAGE"_s, u"QUEUE"_s, u"RUN ID"_s, u"OUTPUT"_s});
    for (const auto& entry : entries)
        table.add({entry.name(), entry.serviceName.value, entry.language.value, entry.queue.value,
                   entry.runId.value, entry.output.value});
    print(table.toString());
}

/// Makes the service of each entry ready, one after the other.
void BatchCommand::prepareFrom(const QList<BatchEntry>& entries, qsizetype index)
{
    if (index == entries.size())
        return run(entries);
    prepare(entries.at(index).service, [this, entries, index](const TapService& ready) {
        auto further = entries;
        auto next = index;
        while (next < further.size() && further.at(next).service.id == ready.id)
            further[next++].service = ready;
        prepareFrom(further, next);
    });
}

void BatchCommand::run(const QList<BatchEntry>& entries)
{
    QList<BatchItem> items;
    for (const auto& entry : entries)
        items.append({.name = entry.name(),
                      .key = entry.file,
                      .query = entry.query(),
                      .output = entry.output.value});
    BatchRun::Options options {.replaceFiles = line().overwrite, .notes = notesOf};
    options.parallel = line().parallel.value_or(options.parallel);
    m_run = std::make_unique<BatchRun>(application().http(), application().jobs(), m_state.get(),
                                       options);
    for (const auto& item : std::as_const(items))
        m_told.entries.append({.name = item.name});
    connect(m_run.get(), &BatchRun::changed, this, &BatchCommand::onChanged);
    connect(m_run.get(), &BatchRun::throttled, this, [this](const QString& service, int limit) {
        terminal().note(u"%1 has too many active jobs; at most %2 at a time from here on"_s.arg(
            service, QString::number(limit)));
    });
    connect(m_run.get(), &BatchRun::finished, this, &BatchCommand::onFinished);
    limitPatience([this] {
        m_isLate = true;
        m_run->stop();
    });
    m_run->start(items);
}

void BatchCommand::onChanged(int index)
{
    const auto& report = m_run->report();
    const auto& now = report.entries.at(index);
    auto& told = m_told.entries[index];
    if (now.state == State::Sending && told.state != State::Sending)
        terminal().note(now.name + u": sending"_s);
    if (now.jobUrl != told.jobUrl || (now.wasThere && !told.wasThere)) {
        const auto how = now.wasThere ? u"%1: goes on with %2"_s : u"%1: %2"_s;
        terminal().note(how.arg(now.name, now.jobUrl.toString()));
    }
    if (now.phase != told.phase)
        terminal().note(u"%1: %2"_s.arg(now.name, now.phase.word()));
    if (now.state == State::Writing && told.state != State::Writing)
        terminal().note(now.name + u": writing"_s);
    if (now.hasEnded() && !told.hasEnded()) {
        const auto words = u"%1 of %2: %3: %4"_s.arg(QString::number(report.ended()),
                                                     QString::number(report.entries.size()),
                                                     now.name, ui::outcomeText(now));
        if (now.state == State::Failed)
            terminal().error(words);
        else
            terminal().note(words);
    }
    told = now;
}

void BatchCommand::onFinished(const BatchReport& report)
{
    for (int i = 0; i < int(report.entries.size()); ++i)
        onChanged(i); // what failed before anything was sent
    if (line().json) {
        QJsonArray list;
        for (const auto& outcome : report.entries)
            list.append(outcomeJson(outcome));
        for (const auto& entry : std::as_const(m_refused))
            list.append(refusedJson(entry));
        printJson(list);
    }
    const auto failed = report.count(State::Failed) + m_refused.size();
    const auto stopped = report.count(State::Stopped);
    terminal().note(
        u"%1 done, %2 failed, %3 stopped"_s.arg(QString::number(report.count(State::Done)),
                                                QString::number(failed), QString::number(stopped)));
    if (stopped > 0)
        terminal().note(u"`tapdesk batch --resume` goes on with it"_s);
    if (m_isInterrupted)
        return finish(ExitCode::Interrupted);
    if (m_isLate && stopped > 0)
        return finish(ExitCode::StillRunning);
    const auto isCut = std::any_of(
        report.entries.cbegin(), report.entries.cend(), [](const BatchOutcome& outcome) {
            return outcome.truth && outcome.truth->extent != Truth::Extent::Complete;
        });
    if (failed > 0)
        return finish(ExitCode::SomeFailed);
    finish(isCut && line().failOnOverflow ? ExitCode::Truncated : ExitCode::Done);
}

void BatchCommand::interrupt()
{
    if (!m_run)
        return Command::interrupt();
    m_isInterrupted = true;
    m_run->stop();
}

} // namespace tapdesk::app
