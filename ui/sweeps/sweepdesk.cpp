// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/sweepdesk.h"

#include "core/base/onpool.h"
#include "core/sql/directives.h"
#include "core/sql/placeholders.h"
#include "ui/base/errortext.h"
#include "ui/base/sweeptext.h"
#include "ui/editor/querytab.h"
#include "ui/editor/querytabs.h"
#include "ui/sweeps/slicecolumns.h"
#include "ui/sweeps/slicedialog.h"
#include "ui/sweeps/sweepstrip.h"
#include "ui/sweeps/sweepwords.h"

#include <algorithm>

namespace tapdesk::ui {

namespace {

/// The query's own first comment, else its words.
QString titleOf(const TapQuery& query)
{
    const auto title = sql::readDirectives(query.text).title;
    return title.isEmpty() ? query.text : title;
}

} // namespace

SweepDesk::SweepDesk(const Workbench& workbench, QueryTabs& tabs, std::function<Tableset()> tables,
                     QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_tabs(tabs)
    , m_tables(std::move(tables))
{
    connect(&tabs, &QueryTabs::sweepWanted, this, &SweepDesk::askForValues);
    connect(&tabs, &QueryTabs::slicesWanted, this, &SweepDesk::askForSlices);
}

void SweepDesk::askForValues(QueryTab* tab, const TapQuery& query)
{
    // One question at a time for each query; what was typed before is remembered.
    if (const auto open = m_dialogs.value(tab->id()))
        open->close();
    auto* dialog = new SweepDialog(query, tab);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setResults(m_tabs.openResults());
    dialog->setSources(m_sources.value(tab->id()));
    m_dialogs.insert(tab->id(), dialog);
    connect(&m_tabs, &QueryTabs::resultsChanged, dialog,
            [this, dialog] { dialog->setResults(m_tabs.openResults()); });
    connect(dialog, &QDialog::finished, this,
            [this, dialog, id = tab->id()] { m_sources.insert(id, dialog->sources()); });
    connect(dialog, &SweepDialog::chosen, this,
            [this, tab, query](const QList<SweepParameter>& parameters) {
                onPool(
                    tab, [query, parameters] { return makeSweep(query, parameters); },
                    [this, tab](const SweepResult<Sweep>& sweep) {
                        if (sweep)
                            begin(tab, *sweep);
                        else
                            emit notice(sentence(sweepErrorText(sweep.error())));
                    });
            });
    dialog->show();
}

void SweepDesk::askForSlices(QueryTab* tab, const TapQuery& query)
{
    if (!sql::placeholderNames(query.text, sql::dialectFromLanguage(query.language)).isEmpty()) {
        emit notice(tr("A query with placeholders cannot be cut into slices."));
        return;
    }
    if (const auto open = m_dialogs.value(tab->id()))
        open->close();
    auto* dialog =
        new SliceDialog(m_workbench.jobs, query, sliceColumns(query.text, m_tables()), tab);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialogs.insert(tab->id(), dialog);
    connect(dialog, &SliceDialog::chosen, this,
            [this, tab](const Sweep& slices) { begin(tab, slices); });
    dialog->show();
}

/// In any tab: both would send what has no job yet.
bool SweepDesk::isRunning(const Sweep& sweep) const
{
    const auto strips = m_tabs.findChildren<SweepStrip*>();
    return std::any_of(strips.cbegin(), strips.cend(), [&sweep](SweepStrip* strip) {
        return !strip->run().hasEnded() && strip->run().sweep().queries == sweep.queries;
    });
}

void SweepDesk::begin(QueryTab* tab, const Sweep& sweep)
{
    if (isRunning(sweep)) {
        emit notice(tr("The same runs already."));
        return;
    }
    auto* run = new SweepRun(m_workbench.http, m_workbench.jobs, m_workbench.batches);
    auto* strip = new SweepStrip(run, sweep.query.service.title);
    tab->addStrip(strip);
    connect(run, &SweepRun::finished, this, [this, tab, run, strip](const SweepOutcome& outcome) {
        if (outcome.hasTable())
            tab->showResult(outcome.table.result, titleOf(run->sweep().query), sweepNote(outcome));
        if (!outcome.isWhole())
            return; // the strip tells
        if (const auto forgotten = run->forget(); !forgotten)
            emit notice(errorText(forgotten.error()));
        strip->deleteLater();
    });
    connect(strip, &SweepStrip::againWanted, this, [this, tab, strip](const Sweep& again) {
        strip->deleteLater();
        begin(tab, again);
    });
    run->start(sweep);
}

} // namespace tapdesk::ui
