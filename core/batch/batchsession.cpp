// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchsession.h"

#include "core/base/onpool.h"
#include "core/batch/batchreader.h"
#include "core/batch/batchrun.h"
#include "core/service/servicecatalog.h"

#include <QLoggingCategory>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcBatchSession, "tapdesk.batch.session", QtInfoMsg)

namespace {

Result<QList<BatchEntry>> readFiles(const QStringList& paths)
{
    const auto files = batchFiles(paths);
    if (!files)
        return failure(files.error());
    return readBatch(*files);
}

} // namespace

BatchSession::BatchSession(HttpClient& http, JobMonitor& jobs, const ServiceCatalog& services,
                           BatchState* state, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_jobs(jobs)
    , m_services(services)
    , m_state(state)
{
}

BatchSession::~BatchSession() = default;

void BatchSession::setNotes(std::function<QStringList(const QueryResult&)> notes)
{
    m_notes = std::move(notes);
}

// The files

void BatchSession::open(const BatchPlan& plan)
{
    if (isRunning())
        return;
    m_plan = plan;
    replaceLines({});
    m_report = {};
    m_throttle = {};
    read({});
}

void BatchSession::reread()
{
    if (!isRunning() && !m_plan.paths.isEmpty())
        read({});
}

void BatchSession::read(const std::function<void()>& then)
{
    onPool(
        this, [paths = m_plan.paths] { return readFiles(paths); },
        [this, then, reading = ++m_reading](const Result<QList<BatchEntry>>& entries) {
            if (reading != m_reading)
                return;
            if (!entries) {
                m_isStarting = false;
                emit opened(failure(entries.error()));
                return;
            }
            onRead(*entries);
            if (then)
                then();
            else
                emit opened({});
        });
}

void BatchSession::onRead(const QList<BatchEntry>& entries)
{
    QList<BatchLine> lines;
    for (const auto& entry : entries) {
        const auto known =
            std::find_if(m_lines.cbegin(), m_lines.cend(),
                         [&entry](const BatchLine& line) { return line.entry.file == entry.file; });
        auto line = known == m_lines.cend() ? BatchLine() : *known;
        line.entry = entry;
        line.said = entry.directives;
        line.isChecked = !m_plan.unchecked.contains(entry.file);
        line.record = recordOf(entry.file);
        lines.append(line);
    }
    replaceLines(lines);
}

void BatchSession::replaceLines(const QList<BatchLine>& lines)
{
    const auto isSameFile = [](const BatchLine& one, const BatchLine& other) {
        return one.entry.file == other.entry.file;
    };
    if (std::equal(lines.cbegin(), lines.cend(), m_lines.cbegin(), m_lines.cend(), isSameFile)) {
        m_lines = lines;
        settle();
        emit linesChanged();
        return;
    }
    emit linesAboutToBeReplaced();
    m_lines = lines;
    settle();
    emit linesReplaced();
}

std::optional<BatchRecord> BatchSession::recordOf(const QString& file) const
{
    if (!m_state)
        return std::nullopt;
    const auto record = m_state->find(file);
    if (!record)
        qCWarning(lcBatchSession) << "Not known:" << record.error().detail;
    return record.value_or(std::nullopt);
}

void BatchSession::settle()
{
    QList<BatchEntry> entries;
    for (const auto& line : std::as_const(m_lines)) {
        auto entry = line.entry;
        entry.directives = edited(line.said, m_plan.edits.value(entry.file));
        entries.append(entry);
    }
    const auto find = [this](const QString& name) {
        const auto found = m_services.resolve(name);
        return found ? std::make_optional(*found) : std::nullopt;
    };
    BatchChoices choices {.service = find(m_plan.serviceId).value_or(TapService()),
                          .writesFiles = m_plan.rowsTo != RowsTo::Memory,
                          .format = m_plan.format};
    if (m_plan.rowsTo == RowsTo::OtherFolder)
        choices.outputFolder = m_plan.folder;
    settleBatch(entries, choices, find);
    for (qsizetype i = 0; i < entries.size(); ++i)
        m_lines[i].entry = entries.at(i);
}

// Choices

void BatchSession::setPlan(const BatchPlan& plan)
{
    if (isRunning() || plan == m_plan)
        return;
    m_plan = plan;
    settle();
    emit linesChanged();
}

void BatchSession::edit(int index, QString sql::Directives::*setting, const QString& value)
{
    if (isRunning())
        return;
    const auto& line = m_lines.at(index);
    auto edits = m_plan.edits.value(line.entry.file);
    const auto wanted = value.trimmed();
    edits.*setting = wanted == line.said.*setting ? QString() : wanted;
    if (edits == sql::Directives())
        m_plan.edits.remove(line.entry.file);
    else
        m_plan.edits.insert(line.entry.file, edits);
    settle();
    emit linesChanged(); // what is a duplicate of what may have changed elsewhere
}

void BatchSession::check(int index, bool isChecked)
{
    auto& line = m_lines[index];
    line.isChecked = isChecked;
    m_plan.unchecked.removeAll(line.entry.file);
    if (!isChecked)
        m_plan.unchecked.append(line.entry.file);
    emit lineChanged(index);
}

void BatchSession::writeEdits()
{
    if (isRunning() || std::exchange(m_isWriting, true))
        return;
    using Written = QList<std::pair<QString, std::optional<Error>>>;
    const auto edits = m_plan.edits;
    onPool(
        this,
        [edits] {
            Written all;
            for (auto it = edits.cbegin(); it != edits.cend(); ++it) {
                const auto saved = saveDirectives(it.key(), *it);
                all.append({it.key(), saved ? std::nullopt : std::optional(saved.error())});
            }
            return all;
        },
        [this, edits](const Written& all) {
            m_isWriting = false;
            QList<Error> failures;
            for (const auto& [file, error] : all) {
                if (error)
                    failures.append(*error);
                else if (m_plan.edits.value(file) == edits.value(file)) // nothing else was said
                    m_plan.edits.remove(file);
            }
            if (m_isStarting)
                readAndStart(std::exchange(m_wanted, {}));
            else
                read({});
            emit written(failures);
        });
}

// Runs

bool BatchSession::isOf(const BatchLine& line, Which which) const
{
    if (!line.entry.canRun())
        return false;
    const auto selected = [&line](BatchSelection selection) {
        return isSelected(selection, line.record, line.entry.hash());
    };
    switch (which) {
    case Which::All:
        return true;
    case Which::Checked:
        return line.isChecked;
    case Which::Failed:
        return selected(BatchSelection::Failed);
    case Which::Changed:
        return selected(BatchSelection::Changed);
    case Which::Unended:
        return selected(BatchSelection::Unended);
    }
    return false;
}

qsizetype BatchSession::count(Which which) const
{
    return std::count_if(m_lines.cbegin(), m_lines.cend(),
                         [&](const BatchLine& line) { return isOf(line, which); });
}

void BatchSession::run(Which which)
{
    runWanted([this, which](const BatchLine& line) { return isOf(line, which); });
}

void BatchSession::run(const QStringList& files)
{
    runWanted([files](const BatchLine& line) {
        return line.entry.canRun() && files.contains(line.entry.file);
    });
}

void BatchSession::runWanted(const Wanted& wanted)
{
    if (isRunning())
        return;
    m_isStarting = true;
    m_isUnwanted = false;
    if (m_isWriting)
        m_wanted = wanted;
    else
        readAndStart(wanted);
    emit linesChanged();
}

void BatchSession::readAndStart(const Wanted& wanted)
{
    read([this, wanted] {
        emit opened({});
        start(wanted);
    });
}

void BatchSession::start(const Wanted& wanted)
{
    m_isStarting = false;
    m_indexes.clear();
    m_report = {};
    m_throttle = {};
    m_started = QDateTime::currentDateTimeUtc();
    m_ended = {};
    QList<BatchItem> items;
    for (int index = 0; index < int(m_lines.size()) && !m_isUnwanted; ++index) {
        auto& line = m_lines[index];
        if (!wanted(line))
            continue;
        line.outcome = BatchOutcome {.name = line.entry.name()};
        line.result.reset();
        m_report.entries.append(*line.outcome);
        m_indexes.append(index);
        items.append({.name = line.entry.name(),
                      .key = line.entry.file,
                      .query = line.entry.query(),
                      .output = line.entry.output.value});
    }
    if (items.isEmpty()) {
        m_ended = m_started;
        emit linesChanged();
        emit runFinished();
        return;
    }
    BatchRun::Options options {
        .parallel = m_plan.parallel, .replaceFiles = m_plan.replacesFiles, .notes = m_notes};
    m_run = std::make_unique<BatchRun>(m_http, m_jobs, m_state, options);
    connect(m_run.get(), &BatchRun::changed, this, &BatchSession::onChanged);
    connect(m_run.get(), &BatchRun::resultReady, this, [this](int item, const QueryResult& result) {
        const int index = m_indexes.at(item);
        m_lines[index].result = result;
        emit resultReady(index);
    });
    connect(m_run.get(), &BatchRun::throttled, this, [this](const QString& service, int limit) {
        m_throttle = {service, limit};
        emit linesChanged();
    });
    connect(m_run.get(), &BatchRun::finished, this, &BatchSession::onFinished);
    m_run->start(items);
    emit runStarted();
}

void BatchSession::onChanged(int item)
{
    m_report = m_run->report();
    const int index = m_indexes.at(item);
    auto& line = m_lines[index];
    line.outcome = m_report.entries.at(item);
    if (line.outcome->hasEnded())
        line.record = recordOf(line.entry.file);
    emit lineChanged(index);
}

void BatchSession::onFinished()
{
    m_report = m_run->report();
    for (int item = 0; item < int(m_indexes.size()); ++item) {
        auto& line = m_lines[m_indexes.at(item)];
        line.outcome = m_report.entries.at(item);
        line.record = recordOf(line.entry.file);
    }
    m_run.release()->deleteLater(); // this is a slot of it
    m_throttle = {};
    m_ended = QDateTime::currentDateTimeUtc();
    emit linesChanged();
    emit runFinished();
}

void BatchSession::stop()
{
    m_isUnwanted = true;
    if (m_run)
        m_run->stop();
}

void BatchSession::cancel()
{
    m_isUnwanted = true;
    if (m_run)
        m_run->cancel();
}

} // namespace tapdesk
