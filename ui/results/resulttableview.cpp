// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resulttableview.h"

#include "ui/base/icons.h"
#include "ui/base/theme.h"
#include "ui/results/resulttablemodel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int sampledRows = 200;
constexpr int sampledCells = 8000; // measuring text is slow
constexpr int widestColumn = 48; // characters
constexpr int cellMargin = 16;

} // namespace

ResultTableView::ResultTableView(QWidget* parent)
    : QTableView(parent)
{
    setWordWrap(false);
    setAlternatingRowColors(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the grid, as it leaves any widget
    setCornerButtonEnabled(true);
    setAccessibleName(tr("Rows of the result"));

    fitRows();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);

    const auto addCopy = [this](const QString& text, const QKeySequence& key,
                                CellCopy::Headers headers) {
        auto* action = new QAction(icon(u"copy"_s), text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, headers] { copySelection(headers); });
        addAction(action);
    };
    addCopy(tr("&Copy"), QKeySequence::Copy, CellCopy::Headers::No);
    addCopy(tr("Copy with &headers"), QKeySequence(u"Ctrl+Shift+C"_s), CellCopy::Headers::Yes);
    connect(&m_copying, &QFutureWatcherBase::finished, this, [this] {
        if (m_copying.isCanceled() || m_copying.future().resultCount() == 0)
            return;
        QApplication::clipboard()->setText(m_copying.result());
        emit copied(m_copyingCells);
    });
}

ResultTableView::~ResultTableView()
{
    m_copying.cancel();
}

void ResultTableView::fitRows()
{
    const int height = fontMetrics().height() + 6;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void ResultTableView::setResultModel(ResultTableModel* model)
{
    m_model = model;
    setModel(model);
    applyColors();
    connect(model, &QAbstractItemModel::rowsInserted, this, &ResultTableView::fitColumns);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_fitted = false;
        fitColumns();
    });
}

void ResultTableView::fitColumns()
{
    if (m_fitted || m_model->columnCount() == 0)
        return;
    m_fitted = m_model->rowCount() > 0;
    const int rows =
        std::min({m_model->rowCount(), sampledRows, 1 + sampledCells / m_model->columnCount()});
    const QFontMetrics metrics = fontMetrics();
    const int widest = metrics.averageCharWidth() * widestColumn;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width = horizontalHeader()->sectionSizeHint(column);
        for (int row = 0; row < rows; ++row) {
            const QString text =
                m_model->data(m_model->index(row, column), Qt::DisplayRole).toString();
            width = std::max(width, metrics.horizontalAdvance(text) + cellMargin);
        }
        setColumnWidth(column, std::min(width, widest));
    }
}

CellCopy ResultTableView::selectedCells(CellCopy::Headers headers) const
{
    // Ranges, not indexes: a selection of all columns of a million rows is one range.
    CellCopy copy {.table = m_model->table(), .ranges = {}, .columns = {}, .headers = headers};
    QList<bool> touched(m_model->columnCount(), false);
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        copy.ranges.append(
            QRect(QPoint(range.left(), range.top()), QPoint(range.right(), range.bottom())));
        std::fill(touched.begin() + range.left(), touched.begin() + range.right() + 1, true);
    }
    for (int place = 0; place < static_cast<int>(touched.size()); ++place) {
        if (const int column = horizontalHeader()->logicalIndex(place); touched[column])
            copy.columns.append(column);
    }
    return copy;
}

void ResultTableView::copySelection(CellCopy::Headers headers)
{
    const auto copy = selectedCells(headers);
    const auto cells = copy.cellCount();
    if (cells == 0)
        return;
    m_copying.cancel(); // what was copied before is not wanted any more
    if (cells > mostCopied) {
        emit copyRefused(cells);
    } else if (cells > copiedAtOnce) {
        m_copyingCells = cells;
        m_copying.setFuture(QtConcurrent::run(copyCells, copy));
    } else {
        QApplication::clipboard()->setText(copiedText(copy));
        emit copied(cells);
    }
}

void ResultTableView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->addSeparator();
    menu->addAction(tr("Select &all"), this, &ResultTableView::selectAll);
    menu->popup(event->globalPos());
}

void ResultTableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_model)
        applyColors();
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void ResultTableView::applyColors()
{
    m_model->setMutedColor(Theme::of(palette()).muted);
}

} // namespace tapdesk::ui
