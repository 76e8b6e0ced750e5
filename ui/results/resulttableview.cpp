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

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int sampledRows = 200;
constexpr int widestColumn = 360;

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

    const int height = fontMetrics().height() + 6;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setHighlightSections(false);

    const auto addCopy = [this](const QString& text, const QKeySequence& key, CopyHeaders headers) {
        auto* action = new QAction(icon(u"copy"_s), text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, headers] { copySelection(headers); });
        addAction(action);
    };
    addCopy(tr("&Copy"), QKeySequence::Copy, CopyHeaders::No);
    addCopy(tr("Copy with &Headers"), QKeySequence(u"Ctrl+Shift+C"_s), CopyHeaders::Yes);
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
    const int rows = std::min(m_model->rowCount(), sampledRows);
    const QFontMetrics metrics = fontMetrics();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width = horizontalHeader()->sectionSizeHint(column);
        for (int row = 0; row < rows; ++row) {
            const QString text =
                m_model->data(m_model->index(row, column), Qt::DisplayRole).toString();
            width = std::max(width, metrics.horizontalAdvance(text) + 16);
        }
        setColumnWidth(column, std::min(width, widestColumn));
    }
}

void ResultTableView::copySelection(CopyHeaders headers)
{
    // Ranges, not indexes: a selection of all columns of a million rows is one range.
    const QItemSelection selection = selectionModel()->selection();
    if (selection.isEmpty())
        return;
    QList<int> columns;
    QList<std::pair<int, int>> rows;
    qint64 cells = 0;
    for (const QItemSelectionRange& range : selection) {
        for (int column = range.left(); column <= range.right(); ++column) {
            if (!columns.contains(column))
                columns.append(column);
        }
        rows.append({range.top(), range.bottom()});
        cells += qint64(range.width()) * range.height();
    }
    if (cells > mostCopied) {
        emit copyRefused(cells);
        return;
    }
    std::sort(columns.begin(), columns.end(), [this](int a, int b) {
        return horizontalHeader()->visualIndex(a) < horizontalHeader()->visualIndex(b);
    });
    std::sort(rows.begin(), rows.end());

    QString text;
    if (headers == CopyHeaders::Yes) {
        for (qsizetype i = 0; i < columns.size(); ++i)
            text += (i > 0 ? u"\t"_s : QString()) + m_model->table().fields().at(columns[i]).name;
        text += u'\n';
    }
    int next = 0; // rows before it are done, where ranges overlap
    for (const auto& [top, bottom] : std::as_const(rows)) {
        for (int row = std::max(top, next); row <= bottom; ++row) {
            for (qsizetype i = 0; i < columns.size(); ++i) {
                if (i > 0)
                    text += u'\t';
                if (selectionModel()->isSelected(m_model->index(row, columns[i])))
                    text += m_model->cellText(row, columns[i]);
            }
            text += u'\n';
        }
        next = std::max(next, bottom + 1);
    }
    if (cells == 1 && headers == CopyHeaders::No)
        text.chop(1); // one value is pasted into the middle of a line
    QApplication::clipboard()->setText(text);
}

void ResultTableView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addActions(actions());
    menu.addSeparator();
    auto* all = menu.addAction(tr("Select &All"));
    connect(all, &QAction::triggered, this, &ResultTableView::selectAll);
    menu.exec(event->globalPos());
}

void ResultTableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_model)
        applyColors();
}

void ResultTableView::applyColors()
{
    m_model->setMutedColor(Theme::of(palette()).muted);
}

} // namespace tapdesk::ui
