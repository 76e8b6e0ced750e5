// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblistview.h"

#include "ui/jobs/jobdelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

struct ColumnWidth
{
    JobListModel::Column column;
    const char* sample; ///< the widest usual content
};

// In the order in which they give way, the last first. Phase and run id never do.
constexpr ColumnWidth sideColumns[] = {
    {JobListModel::ServiceColumn, "Sample service"}, {JobListModel::ElapsedColumn, "0:12 of 30 s "},
    {JobListModel::CreatedColumn, "21 Nov 14:03"},   {JobListModel::RowsColumn, "1,000,000"},
    {JobListModel::SizeColumn, "123.4 MB"},          {JobListModel::QueueColumn, "queue"},
};
constexpr auto widestPhase = "COMPLETED"_L1;
constexpr int padding = 16;
constexpr int iconWidth = 22;
constexpr int runIdCharacters = 12;

} // namespace

JobListView::JobListView(JobListModel* model, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
{
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Jobs"));
    setItemDelegate(new JobDelegate(this));
    setModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &JobListView::keepPlace);
    // Made after that of the selection model, so that it finds the selection empty.
    connect(model, &QAbstractItemModel::modelReset, this, &JobListView::findPlace);

    header()->setSortIndicator(JobListModel::CreatedColumn, Qt::DescendingOrder);
    setSortingEnabled(true);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(30);
    header()->setSectionResizeMode(JobListModel::RunIdColumn, QHeaderView::Stretch);
    const auto width = [this](const QString& sample) {
        return fontMetrics().horizontalAdvance(sample) + padding;
    };
    setColumnWidth(JobListModel::PhaseColumn, width(widestPhase) + iconWidth);
    for (const auto& side : sideColumns)
        setColumnWidth(side.column, width(QString::fromLatin1(side.sample)));
    setColumnHidden(JobListModel::ServiceColumn, true);
}

void JobListView::setServiceShown(bool isShown)
{
    m_isServiceShown = isShown;
    fitColumns();
}

void JobListView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

/// A hidden column has no width of its own, so that what it needs is measured anew.
void JobListView::fitColumns()
{
    int room = viewport()->width() - columnWidth(JobListModel::PhaseColumn)
        - fontMetrics().averageCharWidth() * runIdCharacters;
    for (const auto& side : sideColumns) {
        const bool isWanted = side.column != JobListModel::ServiceColumn || m_isServiceShown;
        if (isWanted)
            room -= fontMetrics().horizontalAdvance(QString::fromLatin1(side.sample)) + padding;
        const bool isHidden = !isWanted || room < 0;
        if (isHidden != isColumnHidden(side.column))
            setColumnHidden(side.column, isHidden);
    }
}

QList<JobRecord> JobListView::selectedJobs() const
{
    QList<JobRecord> jobs;
    const auto selection = selectionModel()->selection();
    for (const auto& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            jobs.append(m_model->job(row));
    }
    return jobs;
}

void JobListView::selectJob(const JobKey& key)
{
    const int row = m_model->rowOf(key);
    if (row < 0)
        return;
    setCurrentIndex(m_model->index(row, 0));
    scrollTo(currentIndex());
}

QList<JobRecord> JobListView::jobsInView() const
{
    QList<JobRecord> jobs;
    const int bottom = viewport()->height();
    for (auto row = indexAt({0, 0}); row.isValid(); row = indexBelow(row)) {
        if (visualRect(row).top() >= bottom)
            break;
        jobs.append(m_model->job(row.row()));
    }
    return jobs;
}

/// Ctrl+C would copy a cell of the list; it is the key of the job's address.
void JobListView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        event->ignore();
    else
        QTreeView::keyPressEvent(event);
}

void JobListView::keepPlace()
{
    m_selected.clear();
    for (const auto& job : selectedJobs())
        m_selected.append(keyOf(job));
    const auto current = currentIndex();
    m_current = current.isValid() ? keyOf(m_model->job(current.row())) : JobKey();
    const auto top = verticalScrollBar()->value() > 0 ? indexAt({0, 0}) : QModelIndex();
    m_top = top.isValid() ? keyOf(m_model->job(top.row())) : JobKey();
}

void JobListView::findPlace()
{
    std::vector<int> rows;
    rows.reserve(size_t(m_selected.size()));
    for (const auto& key : std::as_const(m_selected)) {
        if (const int row = m_model->rowOf(key); row >= 0)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    for (size_t i = 0; i < rows.size();) {
        auto end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        selection.append({m_model->index(rows[i], 0),
                          m_model->index(rows[end - 1], JobListModel::ColumnCount - 1)});
        i = end;
    }
    if (const int row = m_model->rowOf(m_current); row >= 0)
        selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
    if (!selection.isEmpty())
        selectionModel()->select(selection, QItemSelectionModel::Select);
    if (const int row = m_model->rowOf(m_top); row >= 0)
        scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtTop);
    m_selected.clear();
}

} // namespace tapdesk::ui
