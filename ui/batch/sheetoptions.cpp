// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/sheetoptions.h"

#include "core/service/servicecatalog.h"
#include "ui/base/icons.h"
#include "ui/base/richtext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int mostParallel = 20; // more than services allow

} // namespace

SheetOptions::SheetOptions(const ServiceCatalog& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    m_service = addChoice(tr("Ser&vice"), tr("Where queries run whose comments name no service"));
    m_rowsTo =
        addChoice(tr("R&ows"), tr("Where the rows go, unless a comment OUTPUT names a file"));
    m_rowsTo->addItem(tr("beside the queries"), int(RowsTo::QueryFolder));
    m_rowsTo->addItem(tr("in a folder…"), int(RowsTo::OtherFolder));
    m_rowsTo->addItem(tr("in result tabs"), int(RowsTo::Memory));
    m_folder = new QToolButton(this);
    m_folder->setIcon(icon(u"open"_s));
    m_folder->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_folder->setAccessibleName(tr("Folder"));
    layout->addWidget(m_folder);
    m_format = addChoice(tr("&Format"), tr("Format of files that no comment OUTPUT names"));
    for (const auto& format : formats::allFormats()) {
        if (format.isComplete)
            m_format->addItem(format.name, int(format.id));
    }
    m_replaces = new QCheckBox(tr("Re&place files"), this);
    m_replaces->setToolTip(tr("Also files that no earlier run of the same query has written"));
    layout->addWidget(m_replaces);
    auto* label = new QLabel(tr("At o&nce"), this);
    m_parallel = new QSpinBox(this);
    m_parallel->setRange(1, mostParallel);
    m_parallel->setToolTip(tr("Most jobs that run at the same time at one service"));
    label->setBuddy(m_parallel);
    layout->addWidget(label);
    layout->addWidget(m_parallel);
    layout->addStretch(1);
    showServices();
    setPlan({});

    connect(&services, &ServiceCatalog::changed, this, &SheetOptions::showServices);
    connect(m_service, &QComboBox::activated, this, &SheetOptions::read);
    connect(m_format, &QComboBox::activated, this, &SheetOptions::read);
    connect(m_rowsTo, &QComboBox::activated, this, &SheetOptions::onRowsTo);
    connect(m_folder, &QToolButton::clicked, this, &SheetOptions::askForFolder);
    connect(m_replaces, &QCheckBox::clicked, this, &SheetOptions::read);
    connect(m_parallel, &QSpinBox::valueChanged, this, &SheetOptions::read);
}

QComboBox* SheetOptions::addChoice(const QString& label, const QString& tip)
{
    auto* name = new QLabel(label, this);
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(QString(label).remove(u'&'));
    choice->setToolTip(tip);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    name->setBuddy(choice);
    layout()->addWidget(name);
    layout()->addWidget(choice);
    return choice;
}

void SheetOptions::showServices()
{
    m_service->clear();
    for (const auto& known : m_services.services())
        m_service->addItem(icon(u"service"_s), known.title, known.id);
    setPlan(m_plan);
}

void SheetOptions::setPlan(const BatchPlan& plan)
{
    m_plan = plan;
    m_service->setCurrentIndex(m_service->findData(plan.serviceId));
    m_rowsTo->setCurrentIndex(m_rowsTo->findData(int(plan.rowsTo)));
    m_format->setCurrentIndex(m_format->findData(int(plan.format)));
    m_format->setEnabled(plan.rowsTo != RowsTo::Memory);
    m_replaces->setEnabled(plan.rowsTo != RowsTo::Memory);
    m_replaces->setChecked(plan.replacesFiles);
    m_folder->setVisible(plan.rowsTo == RowsTo::OtherFolder);
    m_folder->setText(QDir(plan.folder).dirName());
    m_folder->setToolTip(plainToolTip(QDir::toNativeSeparators(plan.folder)));
    const QSignalBlocker blocker(m_parallel); // it tells every change
    m_parallel->setValue(plan.parallel);
}

void SheetOptions::onRowsTo()
{
    const bool needsFolder = m_rowsTo->currentData().toInt() == int(RowsTo::OtherFolder);
    if (needsFolder && m_plan.folder.isEmpty())
        askForFolder();
    else
        read();
}

void SheetOptions::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the rows"), m_plan.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_plan.folder = folder;
        read();
    });
    connect(dialog, &QDialog::rejected, this, [this] { setPlan(m_plan); });
    dialog->open();
}

void SheetOptions::read()
{
    auto plan = m_plan;
    plan.serviceId = m_service->currentData().toString();
    plan.rowsTo = RowsTo(m_rowsTo->currentData().toInt());
    plan.format = formats::FormatId(m_format->currentData().toInt());
    plan.replacesFiles = m_replaces->isChecked();
    plan.parallel = m_parallel->value();
    setPlan(plan);
    emit edited(plan);
}

} // namespace tapdesk::ui
