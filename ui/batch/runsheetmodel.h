// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchsession.h"
#include "ui/base/theme.h"

#include <QAbstractTableModel>

namespace tapdesk::ui {

/// The lines of a batch as an item model. Settings are edited in their cells: by comments of the
/// file in plain text, defaults dimmed, what is edited here bold.
class RunSheetModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunSheetModel)

public:
    enum Column {
        FileColumn, ///< with the check box
        TitleColumn,
        StateColumn,
        RowsColumn,
        TruthColumn,
        MessageColumn,
        ServiceColumn,
        LanguageColumn,
        QueueColumn,
        RunIdColumn,
        MaxRowsColumn,
        OutputColumn,
        ColumnCount
    };

    /// @param session  not owned, must outlive the model
    explicit RunSheetModel(BatchSession& session, QObject* parent = nullptr);

    const BatchLine& line(int row) const { return m_session.lines().at(row); }
    void setTheme(const Theme& theme);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void tellAll(const QList<int>& roles = {});
    QVariant text(const BatchLine& line, int column) const;
    QVariant sign(const BatchLine& line, int column) const;
    QString tip(const BatchLine& line, int column) const;
    QVariant colour(const BatchLine& line, int column) const;

    BatchSession& m_session;
    Theme m_theme;
};

} // namespace tapdesk::ui
