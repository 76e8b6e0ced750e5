// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace tapdesk::ui {

class ResultTableModel;

/// The grid: rows of one height, columns as wide as their first rows need, copying as text.
class ResultTableView final : public QTableView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultTableView)

public:
    enum class CopyHeaders { No, Yes };

    /// Most cells that are copied at once; more would hold up the window.
    static constexpr qint64 mostCopied = 1'000'000;

    explicit ResultTableView(QWidget* parent = nullptr);

    /// @param model  not owned, must outlive the view
    void setResultModel(ResultTableModel* model);

    /// Puts the selected cells on the clipboard, columns separated by tabs.
    void copySelection(CopyHeaders headers);

signals:
    void copyRefused(qint64 cells); ///< more than mostCopied

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns(); ///< once, when the first rows are there
    void applyColors();

    ResultTableModel* m_model = nullptr;
    bool m_fitted = false;
};

} // namespace tapdesk::ui
