// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/servicesettingsdialog.h"

#include "core/jobs/jobmonitor.h"
#include "core/service/servicecatalog.h"
#include "ui/base/errortext.h"
#include "ui/base/labels.h"
#include "ui/services/queuemodel.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr double gigabyte = 1e9; // as the meter of the quota counts
constexpr double mostGigabytes = 1e6;

} // namespace

ServiceSettingsDialog::ServiceSettingsDialog(const Workbench& workbench, const TapService& service,
                                             QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_service(service)
    , m_queues(new QueueModel(this))
    , m_title(new QLineEdit(this))
    , m_list(new QTreeView(this))
    , m_quota(new QDoubleSpinBox(this))
    , m_problem(new NoticeLabel(this))
    , m_save(new QPushButton(tr("&Save"), this))
    , m_reset(new QPushButton(tr("Reset to &preset"), this))
    , m_add(new QPushButton(tr("&Add"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
    , m_up(new QPushButton(tr("Move &up"), this))
    , m_down(new QPushButton(tr("Move &down"), this))
{
    setWindowTitle(tr("Settings of %1").arg(service.title));
    layOut();
    fill(service);
    connect(m_title, &QLineEdit::textChanged, this, &ServiceSettingsDialog::check);
    connect(m_quota, &QDoubleSpinBox::valueChanged, this, &ServiceSettingsDialog::check);
    connect(m_queues, &QueueModel::edited, this, &ServiceSettingsDialog::check);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ServiceSettingsDialog::check);
    connect(m_add, &QPushButton::clicked, this, &ServiceSettingsDialog::addQueue);
    connect(m_remove, &QPushButton::clicked, this,
            [this] { m_queues->remove(m_list->currentIndex().row()); });
    connect(m_up, &QPushButton::clicked, this, [this] { moveQueue(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveQueue(1); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto preset = ServiceCatalog::preset(m_service.id))
            fill(*preset);
    });
    check();
}

void ServiceSettingsDialog::layOut()
{
    m_quota->setRange(0, mostGigabytes);
    m_quota->setDecimals(3);
    m_quota->setSuffix(tr(" GB"));
    m_quota->setSpecialValueText(tr("Not known"));
    m_quota->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_quota->setToolTip(tr("How much room your results may take at the service"));

    auto* told = new NoticeLabel(this);
    told->setNotice(facts());
    told->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* form = new QFormLayout;
    form->addRow(tr("&Name:"), m_title);
    auto* queues = makeQueues();
    form->addRow(tr("&Queues:"), queues);
    qobject_cast<QLabel*>(form->labelForField(queues))->setBuddy(m_list);
    form->addRow(tr("Quo&ta:"), m_quota);
    form->addRow(tr("Fixed:"), told);
    m_problem->setMinimumHeight(m_problem->fontMetrics().lineSpacing() * 2);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_reset, QDialogButtonBox::ResetRole);
    m_save->setDefault(true);
    m_reset->setVisible(ServiceCatalog::preset(m_service.id).has_value());
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(480);
    connect(buttons, &QDialogButtonBox::accepted, this, &ServiceSettingsDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget* ServiceSettingsDialog::makeQueues()
{
    m_list->setModel(m_queues);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QueueModel::NameColumn, QHeaderView::Stretch);
    m_list->setMinimumHeight(m_list->fontMetrics().lineSpacing() * 7);
    m_list->setToolTip(tr("What QUEUE may name, and how long queries may run there"));
    auto* buttons = new QVBoxLayout;
    for (auto* button : {m_add, m_remove, m_up, m_down}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* box = new QWidget(this);
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    return box;
}

QString ServiceSettingsDialog::facts() const
{
    QStringList lines {m_service.baseUrl.toString(),
                       tr("Languages: %1").arg(m_service.languages.join(u", "_s))};
    switch (m_workbench.jobs.removalAt(m_service)) {
    case Removal::Archives:
        lines.append(tr("A deleted job is archived: its query stays there."));
        break;
    case Removal::Deletes:
        lines.append(tr("A deleted job is gone there."));
        break;
    case Removal::Unknown:
        break;
    }
    return lines.join(u'\n');
}

void ServiceSettingsDialog::fill(const TapService& values)
{
    m_title->setText(values.title);
    m_queues->setQueues(values.queues);
    m_quota->setValue(double(values.quota) / gigabyte);
    m_shownQuota = values.quota;
}

TapService ServiceSettingsDialog::edited() const
{
    // What has been learnt of it since the dialog opened stays.
    const auto* known = m_workbench.services.find(m_service.id);
    auto service = known ? *known : m_service;
    service.title = m_title->text().trimmed();
    service.queues = m_queues->queues();
    // The field rounds: what was not touched stays to the byte.
    const auto entered = std::llround(m_quota->value() * gigabyte);
    const auto shown =
        std::llround(std::round(double(m_shownQuota) / gigabyte * 1000) / 1000 * gigabyte);
    service.quota = entered == shown ? m_shownQuota : entered;
    return service;
}

void ServiceSettingsDialog::check()
{
    auto problem = queueProblem(m_queues->queues());
    if (m_title->text().trimmed().isEmpty())
        problem = tr("The service needs a name.");
    m_problem->setNotice(problem.isEmpty() ? u" "_s : problem);
    m_save->setEnabled(problem.isEmpty());
    const auto preset = ServiceCatalog::preset(m_service.id);
    const auto service = edited();
    m_reset->setEnabled(preset
                        && (service.title != preset->title || service.queues != preset->queues
                            || service.quota != preset->quota));
    const int row = m_list->currentIndex().row();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_queues->rowCount());
}

void ServiceSettingsDialog::addQueue()
{
    const auto index = m_queues->index(m_queues->append(), QueueModel::NameColumn);
    m_list->setCurrentIndex(index);
    m_list->edit(index);
}

void ServiceSettingsDialog::moveQueue(int step)
{
    const auto before = m_list->currentIndex();
    m_queues->move(before.row(), step);
    check();
}

void ServiceSettingsDialog::save()
{
    const auto service = edited();
    if (const auto kept = m_workbench.services.add(service); !kept) {
        m_problem->setNotice(errorText(kept.error()));
        return;
    }
    emit saved(service);
    accept();
}

} // namespace tapdesk::ui
