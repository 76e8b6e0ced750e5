// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/table.h"

#include <QAbstractTableModel>
#include <QColor>

namespace tapdesk::ui {

/// A growing table as an item model. Holds a snapshot of the table and nothing per cell; text is
/// made when a cell is painted.
///
/// Null is shown as a dimmed word, so that it is neither an empty text nor a NaN.
class ResultTableModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultTableModel)

public:
    /// Longest text that a cell shows; the whole is in the tooltip and on the clipboard.
    static constexpr qsizetype longestShown = 200;

    explicit ResultTableModel(QObject* parent = nullptr);

    const Table& table() const { return m_table; }

    /// A further snapshot of the same table, with more rows, or another table altogether: an empty
    /// table in between tells that a new one begins.
    void setTable(const Table& table);

    /// Colour of the null word.
    void setMutedColor(const QColor& color);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isContinuation(const Table& table) const;
    QString shownText(const QModelIndex& index) const;

    Table m_table;
    QColor m_muted;
};

/// Several lines on what a column is: name, type, unit, UCD, utype, description.
QString fieldToolTip(const Field& field);

/// "double", "char(*)", "float(3)".
QString fieldTypeText(const Field& field);

} // namespace tapdesk::ui
