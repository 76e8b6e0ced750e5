// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/field.h"

#include <QWidget>

class QLineEdit;
class QTreeWidget;

namespace tapdesk::ui {

/// The columns of a result: name, type, unit, UCD and description, one a line, with a filter.
class ColumnsPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ColumnsPage)

public:
    explicit ColumnsPage(QWidget* parent = nullptr);
    void setFields(const Schema& fields);

signals:
    void columnActivated(int column); ///< double click or Enter: show it in the table

private:
    void applyFilter();

    Schema m_fields;
    QLineEdit* m_filter;
    QTreeWidget* m_list;
};

} // namespace tapdesk::ui
