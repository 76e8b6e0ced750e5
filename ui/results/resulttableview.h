// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/cellcopy.h"

#include <QFutureWatcher>
#include <QTableView>

namespace tapdesk::ui {

class ResultTableModel;

/// The grid: rows of one height, columns as wide as their first rows need, copying as text.
class ResultTableView final : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultTableView)

public:
    /// Most cells that are copied; files are for more.
    static constexpr qint64 mostCopied = 1'000'000;
    /// Up to here a copy is made at once, beyond it by another thread.
    static constexpr qint64 copiedAtOnce = 10'000;

    explicit ResultTableView(QWidget* parent = nullptr);
    ~ResultTableView() override;

    /// @param model  not owned, must outlive the view
    void setResultModel(ResultTableModel* model);

    /// Puts the selected cells on the clipboard, columns separated by tabs, in the order on
    /// screen. copied() or copyRefused() follows where something is selected.
    void copySelection(CellCopy::Headers headers);

signals:
    void copied(qint64 cells);
    void copyRefused(qint64 cells); ///< more than mostCopied

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns(); ///< once, when the first rows are there
    void fitRows();
    void applyColors();
    CellCopy selectedCells(CellCopy::Headers headers) const;

    ResultTableModel* m_model = nullptr;
    bool m_fitted = false;
    QFutureWatcher<QString> m_copying;
    qint64 m_copyingCells = 0;
};

} // namespace tapdesk::ui
