// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace tapdesk {
class ServiceCatalog;
}

namespace tapdesk::ui {

/// Editors of the run sheet's cells: a choice where the service of the line tells what there is,
/// digits for numbers, else text.
class RunSheetDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunSheetDelegate)

public:
    /// @param services  not owned, must outlive the delegate
    explicit RunSheetDelegate(const ServiceCatalog& services, QObject* parent = nullptr);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

private:
    QStringList choices(const QModelIndex& index) const;

    const ServiceCatalog& m_services;
};

} // namespace tapdesk::ui
