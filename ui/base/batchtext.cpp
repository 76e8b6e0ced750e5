// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/batchtext.h"

#include "core/batch/resultfile.h"
#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"
#include "ui/base/truthwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::BatchText)

public:
    static QString problem(const BatchProblem& problem)
    {
        using Kind = BatchProblem::Kind;
        const auto& evidence = problem.evidence;
        switch (problem.kind) {
        case Kind::Unreadable:
            return problem.error ? errorText(*problem.error) : tr("the file cannot be read");
        case Kind::NotText:
            return tr("this is no text");
        case Kind::Empty:
            return tr("there is no query in it");
        case Kind::SeveralStatements:
            return tr("a job takes one statement, and this has %1").arg(evidence);
        case Kind::UnknownService:
            return tr("there is no service “%1”").arg(evidence);
        case Kind::UnknownLanguage:
            return tr("the service does not speak “%1”").arg(evidence);
        case Kind::UnknownQueue:
            return tr("the service has no queue “%1”").arg(evidence);
        case Kind::BadMaxrec:
            return tr("MAXREC = %1 is no number of rows").arg(evidence);
        case Kind::DuplicateOutput:
            return tr("%1 writes the same file").arg(evidence);
        case Kind::OutputOutside:
            return tr("OUTPUT = %1 leaves the folder of the results").arg(evidence);
        case Kind::OutputFormat:
            return tr("OUTPUT = %1 tells no format").arg(evidence);
        case Kind::Latin1:
            return tr("this is no UTF-8, so it was read as Latin-1");
        case Kind::LongRunId:
            return tr("the run id is cut to its first 64 characters");
        case Kind::DuplicateRunId:
            return tr("%1 has the same run id").arg(evidence);
        }
        return {};
    }

    static QString failure(const Error& error)
    {
        if (error == fileExists(error.url.toLocalFile()))
            return tr("%1 is there and not from an earlier run; it is only replaced where that is "
                      "allowed (Replace files, --overwrite)")
                .arg(error.url.toLocalFile());
        return errorText(error);
    }

    static QString outcome(const BatchOutcome& outcome)
    {
        if (outcome.state == BatchOutcome::State::Stopped)
            return outcome.jobUrl.isEmpty() ? tr("not sent") : tr("stopped");
        QStringList words;
        if (outcome.truth) {
            words.append(rowsText(outcome.truth->rows));
            if (outcome.truth->extent != Truth::Extent::Complete)
                words.append(truthWords(*outcome.truth).sentence);
        }
        if (!outcome.output.isEmpty())
            words.append((outcome.replaced ? tr("%1 replaced") : tr("%1")).arg(outcome.output));
        if (outcome.error && !(outcome.truth && outcome.truth->cause == outcome.error))
            words.append(failure(*outcome.error));
        return words.join(u", "_s);
    }
};

} // namespace

QString problemText(const BatchProblem& problem)
{
    return Text::problem(problem);
}

QString outcomeText(const BatchOutcome& outcome)
{
    return Text::outcome(outcome);
}

} // namespace tapdesk::ui
