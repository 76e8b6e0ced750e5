// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchreader.h"
#include "core/sql/statements.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

using Kind = BatchProblem::Kind;
using Origin = BatchSetting::Origin;

/// The guide's defaults.
const auto usualLanguage = u"PostgreSQL"_s;
const auto usualQueue = u"30s"_s;

BatchSetting settingOf(const QString& chosen, const QString& comment, const QString& otherwise)
{
    if (!chosen.isEmpty())
        return {.value = chosen, .origin = Origin::Chosen};
    if (!comment.isEmpty())
        return {.value = comment, .origin = Origin::Comment};
    return {.value = otherwise};
}

void complain(BatchEntry& entry, Kind kind, const QString& evidence = {})
{
    entry.problems.append({.kind = kind, .evidence = evidence});
}

void settleService(BatchEntry& entry, const BatchChoices& choices, const FindService& findService)
{
    const auto& name = entry.directives.service;
    if (name.isEmpty() || choices.serviceIsChosen) {
        entry.service = choices.service;
        entry.serviceName = {.value = choices.service.id,
                             .origin = choices.serviceIsChosen ? Origin::Chosen : Origin::Default};
        return;
    }
    entry.serviceName = {.value = name, .origin = Origin::Comment};
    if (const auto found = findService(name)) {
        entry.service = *found;
    } else {
        entry.service = {};
        complain(entry, Kind::UnknownService, name);
    }
}

void settleQuery(BatchEntry& entry, const BatchChoices& choices)
{
    const auto& service = entry.service;
    const auto& said = entry.directives;
    entry.language =
        settingOf(choices.language, said.language,
                  service.spelling(usualLanguage).isEmpty() ? service.language : usualLanguage);
    // ADQL alone is what the standard promises of a service that nobody has looked at.
    if (service.languages.size() > 1 && !entry.language.value.isEmpty()
        && service.spelling(entry.language.value).isEmpty())
        complain(entry, Kind::UnknownLanguage, entry.language.value);

    entry.queue =
        settingOf(choices.queue, said.queue, service.hasQueue(usualQueue) ? usualQueue : QString());
    if (!service.queues.isEmpty() && !entry.queue.value.isEmpty()
        && !service.hasQueue(entry.queue.value))
        complain(entry, Kind::UnknownQueue, entry.queue.value);

    entry.runId = settingOf({}, said.runId, QFileInfo(entry.file).completeBaseName());
    if (entry.runId.value.size() > longestRunId)
        complain(entry, Kind::LongRunId, entry.runId.value);

    entry.maxrec =
        settingOf(choices.maxrec ? QString::number(*choices.maxrec) : QString(), said.maxrec, {});
    bool isNumber = true;
    const auto rows = entry.maxrec.value.isEmpty() ? 0 : entry.maxrec.value.toLongLong(&isNumber);
    if (!isNumber || rows < 0)
        complain(entry, Kind::BadMaxrec, entry.maxrec.value);

    const auto statements =
        sql::splitStatements(entry.text, sql::dialectFromLanguage(entry.language.value));
    if (statements.isEmpty())
        complain(entry, Kind::Empty);
    else if (statements.size() > 1)
        complain(entry, Kind::SeveralStatements, QString::number(statements.size()));
}

QString withSuffix(const QString& name, formats::FormatId format)
{
    return name + u'.' + formats::format(format).suffixes.first();
}

/// A file that somebody sent may name any path: rows stay below the folder of the results.
bool leavesFolder(const QString& name)
{
    const auto clean = QDir::cleanPath(name);
    return QDir::isAbsolutePath(clean) || clean == ".."_L1 || clean.startsWith("../"_L1);
}

void settleOutput(BatchEntry& entry, const BatchChoices& choices)
{
    const auto& said = entry.directives.output;
    entry.output = {};
    if (said.isEmpty() && !choices.writesFiles)
        return;
    const QDir folder(choices.outputFolder.isEmpty() ? QFileInfo(entry.file).path()
                                                     : choices.outputFolder);
    auto name = withSuffix(QFileInfo(entry.file).completeBaseName(), choices.format);
    if (!said.isEmpty()) {
        name = said;
        entry.output.origin = Origin::Comment;
        if (leavesFolder(said))
            complain(entry, Kind::OutputOutside, said);
        if (choices.formatIsChosen) {
            const auto stem = said.left(said.size() - QFileInfo(said).suffix().size());
            name = withSuffix(stem.endsWith(u'.') ? stem.chopped(1) : stem, choices.format);
        } else if (!formats::formatForFile(said)) {
            complain(entry, Kind::OutputFormat, said);
        }
    }
    entry.output.value = QDir::cleanPath(folder.absoluteFilePath(name));
}

/// Says of all but the first that another has the same.
void findDuplicates(QList<BatchEntry>& entries, BatchSetting BatchEntry::*setting, Kind kind)
{
    QHash<QString, QString> first;
    for (auto& entry : entries) {
        const auto& value = (entry.*setting).value;
        if (value.isEmpty())
            continue;
        if (first.contains(value))
            complain(entry, kind, first.value(value));
        else
            first.insert(value, entry.name());
    }
}

/// What is odd about the file itself, whatever the choices.
bool isOfFile(const BatchProblem& problem)
{
    return problem.kind == Kind::Unreadable || problem.kind == Kind::NotText
        || problem.kind == Kind::Latin1;
}

} // namespace

void settleBatch(QList<BatchEntry>& entries, const BatchChoices& choices,
                 const FindService& findService)
{
    for (auto& entry : entries) {
        entry.problems.removeIf([](const auto& problem) { return !isOfFile(problem); });
        const auto isRead = entry.canRun();
        settleService(entry, choices, findService);
        settleOutput(entry, choices);
        if (isRead)
            settleQuery(entry, choices);
    }
    findDuplicates(entries, &BatchEntry::output, Kind::DuplicateOutput);
    findDuplicates(entries, &BatchEntry::runId, Kind::DuplicateRunId);
}

} // namespace tapdesk
