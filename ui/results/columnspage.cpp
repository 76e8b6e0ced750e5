// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/columnspage.h"

#include "ui/base/icons.h"
#include "ui/base/richtext.h"
#include "ui/results/resulttablemodel.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

ColumnsPage::ColumnsPage(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    m_filter->setPlaceholderText(tr("Filter by name, UCD or description"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter columns"));
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_list->setHeaderLabels({tr("Column"), tr("Type"), tr("Unit"), tr("UCD"), tr("Description")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setAccessibleName(tr("Columns of the result"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_filter);
    layout->addWidget(m_list);

    connect(m_filter, &QLineEdit::textChanged, this, &ColumnsPage::applyFilter);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit columnActivated(m_list->indexOfTopLevelItem(item));
    });
}

void ColumnsPage::setFields(const Schema& fields)
{
    if (fields == m_fields)
        return; // a growing table says the same again with every block
    m_fields = fields;
    m_list->clear();
    QList<QTreeWidgetItem*> items;
    for (const Field& field : fields) {
        items.append(new QTreeWidgetItem({field.name, fieldTypeText(field), field.unit, field.ucd,
                                          field.description.simplified()}));
        items.last()->setToolTip(0, fieldToolTip(field));
        items.last()->setToolTip(4, plainToolTip(field.description.simplified()));
    }
    m_list->addTopLevelItems(items);
    for (int column = 0; column < 4; ++column) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, std::min(m_list->columnWidth(column) + 12, 260));
    }
    applyFilter();
}

void ColumnsPage::applyFilter()
{
    const QString wanted = m_filter->text().trimmed();
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const Field& field = m_fields.at(row);
        const bool shown = field.name.contains(wanted, Qt::CaseInsensitive)
            || field.ucd.contains(wanted, Qt::CaseInsensitive)
            || field.description.contains(wanted, Qt::CaseInsensitive);
        m_list->topLevelItem(row)->setHidden(!shown);
    }
}

} // namespace tapdesk::ui
