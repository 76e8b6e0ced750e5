// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/sheetwords.h"

#include "ui/base/batchtext.h"
#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/jobs/jobwords.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::SheetWords)

public:
    static SheetState ofOutcome(const BatchOutcome& outcome)
    {
        using State = BatchOutcome::State;
        switch (outcome.state) {
        case State::Waiting:
            return {tr("Waiting"), u"phase-pending"_s};
        case State::Sending:
            return {tr("Sending"), u"queue"_s};
        case State::Running:
            return outcome.phase.kind() == JobPhase::Kind::Unknown
                ? SheetState {tr("Running"), u"phase-executing"_s}
                : SheetState {outcome.phase.word(), phaseIcon(outcome.phase)};
        case State::Writing:
            return {tr("Writing"), u"save"_s};
        case State::Done:
            return {tr("Done"), u"phase-completed"_s};
        case State::Failed:
            return {tr("Failed"), u"phase-error"_s};
        case State::Stopped:
            return {tr("Stopped"), u"phase-aborted"_s};
        }
        return {};
    }

    static SheetState ofRecord(const BatchRecord& record, const QByteArray& hash)
    {
        using State = BatchRecord::State;
        switch (record.state) {
        case State::Waiting:
        case State::Sending:
        case State::Running:
        case State::Stopped:
            return {tr("Interrupted"), u"phase-held"_s};
        case State::Done:
            return record.hash == hash ? SheetState {tr("Done before"), u"phase-completed"_s}
                                       : SheetState {tr("Changed"), u"rerun"_s};
        case State::Failed:
        case State::Unkept:
            return {tr("Failed before"), u"phase-error"_s};
        }
        return {};
    }

    static SheetState state(const BatchLine& line)
    {
        if (line.isActive())
            return ofOutcome(*line.outcome);
        if (!line.entry.canRun())
            return {tr("Cannot run"), u"error"_s};
        if (line.outcome)
            return ofOutcome(*line.outcome);
        if (line.record)
            return ofRecord(*line.record, line.entry.hash());
        return {tr("Ready"), {}};
    }

    static QString message(const BatchLine& line)
    {
        QStringList words;
        if (line.outcome && line.outcome->error)
            words.append(errorText(*line.outcome->error));
        if (line.outcome && line.outcome->replaced)
            words.append(tr("the file was replaced"));
        if (line.outcome && line.outcome->wasThere && line.isActive())
            words.append(tr("goes on with the job of an earlier start"));
        for (const auto& problem : line.entry.problems)
            words.append(problemText(problem));
        return words.join(u"; "_s);
    }

    static QString counts(const BatchReport& report)
    {
        using State = BatchOutcome::State;
        QStringList words {tr("%1 done").arg(countText(report.count(State::Done)))};
        if (const auto failed = report.count(State::Failed); failed > 0)
            words.append(tr("%1 failed").arg(countText(failed)));
        if (const auto stopped = report.count(State::Stopped); stopped > 0)
            words.append(tr("%1 stopped").arg(countText(stopped)));
        return words.join(u", "_s);
    }

    static QStringList running(const BatchReport& report, const QString& service, int limit)
    {
        using State = BatchOutcome::State;
        QStringList words {
            tr("%1 of %2").arg(countText(report.ended()), countText(report.entries.size()))};
        if (const auto failed = report.count(State::Failed); failed > 0)
            words.append(tr("%1 failed").arg(countText(failed)));
        if (limit > 0 && report.count(State::Waiting) > 0)
            words.append(tr("waiting: %1 runs %2 of %2").arg(service, countText(limit)));
        return words;
    }

    static QString report(const BatchSession& session)
    {
        QStringList text {
            tr("Batch of %1: %2").arg(pathsText(session.plan().paths), counts(session.report())),
            tr("%1 to %2").arg(utcText(session.started()), utcText(session.ended())), QString()};
        for (const auto& line : session.lines()) {
            if (line.outcome) {
                text.append(u"%1: %2: %3"_s.arg(line.entry.name(), ofOutcome(*line.outcome).word,
                                                outcomeText(*line.outcome)));
                if (!line.outcome->jobUrl.isEmpty())
                    text.append(u"    "_s + line.outcome->jobUrl.toString());
            } else if (!line.entry.canRun()) {
                text.append(
                    u"%1: %2: %3"_s.arg(line.entry.name(), state(line).word, message(line)));
            }
        }
        return text.join(u'\n');
    }

    static QString paths(const QStringList& paths)
    {
        if (paths.isEmpty())
            return {};
        const auto first = QDir::toNativeSeparators(paths.first());
        return paths.size() == 1 ? first
                                 : tr("%1 and %2 more").arg(first, countText(paths.size() - 1));
    }
};

} // namespace

SheetState sheetState(const BatchLine& line)
{
    return Text::state(line);
}

QString sheetMessage(const BatchLine& line)
{
    return Text::message(line);
}

QString countsText(const BatchReport& report)
{
    return Text::counts(report);
}

QStringList runningWords(const BatchReport& report, const QString& service, int limit)
{
    return Text::running(report, service, limit);
}

QString sheetReport(const BatchSession& session)
{
    return Text::report(session);
}

QString pathsText(const QStringList& paths)
{
    return Text::paths(paths);
}

} // namespace tapdesk::ui
