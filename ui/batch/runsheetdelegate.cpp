// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/runsheetdelegate.h"

#include "core/service/servicecatalog.h"
#include "ui/batch/runsheetmodel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpressionValidator>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

RunSheetDelegate::RunSheetDelegate(const ServiceCatalog& services, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_services(services)
{
}

QStringList RunSheetDelegate::choices(const QModelIndex& index) const
{
    const auto* model = qobject_cast<const RunSheetModel*>(index.model());
    const auto& service = model->line(index.row()).entry.service;
    QStringList names;
    switch (index.column()) {
    case RunSheetModel::ServiceColumn:
        for (const auto& known : m_services.services())
            names.append(known.id);
        break;
    case RunSheetModel::LanguageColumn:
        names = service.languages;
        break;
    case RunSheetModel::QueueColumn:
        for (const auto& queue : service.queues)
            names.append(queue.name);
        break;
    default:
        break;
    }
    return names;
}

QWidget* RunSheetDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const
{
    const auto names = choices(index);
    if (names.isEmpty()) {
        auto* made = QStyledItemDelegate::createEditor(parent, option, index);
        auto* field = qobject_cast<QLineEdit*>(made);
        if (field && index.column() == RunSheetModel::MaxRowsColumn)
            field->setValidator(
                new QRegularExpressionValidator(QRegularExpression(u"\\d{0,18}"_s), field));
        return made;
    }
    auto* choice = new QComboBox(parent);
    choice->addItems(names);
    connect(choice, &QComboBox::activated, this, [this, choice] {
        auto* self = const_cast<RunSheetDelegate*>(this); // signals of the base are not const
        emit self->commitData(choice);
        emit self->closeEditor(choice);
    });
    return choice;
}

void RunSheetDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* choice = qobject_cast<QComboBox*>(editor);
    if (!choice)
        return QStyledItemDelegate::setEditorData(editor, index);
    const auto value = index.data(Qt::EditRole).toString();
    if (choice->findText(value) < 0)
        choice->insertItem(0, value); // what is wrong is seen, too
    choice->setCurrentText(value);
}

void RunSheetDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                    const QModelIndex& index) const
{
    if (const auto* choice = qobject_cast<QComboBox*>(editor))
        model->setData(index, choice->currentText(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace tapdesk::ui
