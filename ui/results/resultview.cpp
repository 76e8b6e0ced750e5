// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resultview.h"

#include "core/jobs/jobmonitor.h"
#include "core/tap/taprun.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/base/truthwords.h"
#include "ui/results/columnspage.h"
#include "ui/results/errorpanel.h"
#include "ui/results/infopage.h"
#include "ui/results/resulttablemodel.h"
#include "ui/results/resulttableview.h"
#include "ui/results/runstrip.h"

#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

ResultView::ResultView(const Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_strip(new RunStrip(this))
    , m_stack(new QStackedWidget(this))
    , m_waiting(new QWidget(this))
    , m_tabs(new QTabWidget(this))
    , m_model(new ResultTableModel(this))
    , m_grid(new ResultTableView(this))
    , m_columns(new ColumnsPage(this))
    , m_info(new InfoPage(this))
    , m_error(new ErrorPanel(this))
{
    m_grid->setResultModel(m_model);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_grid, icon(u"table"_s), tr("Table"));
    m_tabs->addTab(m_columns, icon(u"column"_s), tr("Columns"));
    m_tabs->addTab(m_info, icon(u"info"_s), tr("Info"));

    m_stack->addWidget(m_waiting);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_error);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_stack, 1);

    connect(m_columns, &ColumnsPage::columnActivated, this, [this](int column) {
        m_tabs->setCurrentWidget(m_grid);
        m_grid->scrollTo(m_model->index(0, column));
        m_grid->selectColumn(column);
    });
    connect(m_grid, &ResultTableView::copied, this, [this](qint64 cells) {
        m_strip->say(cells == 1 ? tr("1 cell copied")
                                : tr("%1 cells copied").arg(countText(cells)));
    });
    connect(m_grid, &ResultTableView::copyRefused, this, [this](qint64 cells) {
        m_strip->say(tr("%1 cells are too many for the clipboard; %2 are possible.")
                         .arg(countText(cells), countText(ResultTableView::mostCopied)));
    });
}

ResultView::~ResultView()
{
    release();
}

void ResultView::release()
{
    if (!m_run)
        return;
    m_run->disconnect(this);
    m_workbench.jobs.release(m_run);
    m_run = nullptr;
}

void ResultView::follow(TapRun* run)
{
    release();
    m_shown.reset();
    m_run = run;
    m_strip->follow(run);
    m_stack->setCurrentWidget(m_waiting);
    m_model->setTable({});
    m_columns->setFields({});
    m_info->clear();
    connect(run, &TapRun::stageChanged, this, &ResultView::statusChanged);
    connect(run, &TapRun::tableChanged, this, &ResultView::onTable);
    connect(run, &TapRun::finished, this, &ResultView::onFinished);
    if (const auto outcome = run->outcome())
        onFinished(*outcome);
    else if (run->table().columnCount() > 0)
        onTable(run->table());
    emit statusChanged();
}

void ResultView::showResult(const QueryResult& result, const QString& note)
{
    release();
    m_shown = result;
    m_model->setTable({});
    m_strip->showResult(result, note);
    onFinished(result);
}

std::optional<QueryResult> ResultView::result() const
{
    if (m_shown)
        return m_shown;
    const auto outcome = m_run ? m_run->outcome() : std::nullopt;
    return outcome && *outcome ? std::make_optional(**outcome) : std::nullopt;
}

void ResultView::onTable(const Table& table)
{
    m_model->setTable(table);
    m_columns->setFields(table.fields());
    if (table.columnCount() > 0)
        m_stack->setCurrentWidget(m_tabs);
    emit statusChanged();
}

void ResultView::onFinished(const Result<QueryResult>& outcome)
{
    if (outcome) {
        m_info->setResult(*outcome);
        onTable(outcome->table);
        m_stack->setCurrentWidget(m_tabs);
    } else {
        showEnd(outcome.error());
        m_stack->setCurrentWidget(m_error);
    }
    emit statusChanged();
}

void ResultView::showEnd(const Error& error)
{
    if (error.kind != Error::Kind::Cancelled) {
        m_error->setError(error, about());
    } else if (m_run->isDetached()) {
        m_error->setNotice(
            u"detach"_s, tr("The job goes on without this page."),
            tr("It is in the list of jobs, which opens its result when it is done."));
    } else {
        m_error->setNotice(u"phase-aborted"_s, tr("The query was aborted before there were rows."),
                           error.detail);
    }
}

const Table& ResultView::table() const
{
    return m_model->table();
}

QString ResultView::statusText() const
{
    if (const auto whole = result())
        return tr("%1 · %2").arg(rowsText(whole->truth.rows), truthWords(whole->truth).badge);
    if (!m_run)
        return {};
    return m_run->outcome() ? tr("No result") : m_strip->text();
}

QString ResultView::about() const
{
    if (!m_run)
        return {};
    const TapQuery& query = m_run->query();
    QStringList lines {query.service.title, query.service.baseUrl.toString()};
    if (!m_run->jobUrl().isEmpty())
        lines.append(m_run->jobUrl().toString());
    lines.append(QString());
    lines.append(query.text);
    return lines.join(u'\n');
}

} // namespace tapdesk::ui
