// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/runbar.h"

#include "core/service/servicecatalog.h"
#include "ui/base/actions.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QToolButton* buttonFor(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

QString limitText(std::chrono::seconds limit)
{
    return limit.count() > 0 ? RunBar::tr("As a job of at most %1").arg(durationText(limit))
                             : RunBar::tr("As a job in this queue");
}

} // namespace

RunBar::RunBar(const ServiceCatalog& services, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    m_service = addChoice(tr("Service"), tr("The service that runs the query"));
    m_language = addChoice(tr("Language"), tr("The language of the query"));
    m_runAs = addChoice(tr("Run as"), tr("Now, or as a job in a queue of the service"));
    m_runId =
        addField(tr("Run id"), tr("Run id"), tr("A name to find the job by; the service keeps it"));
    m_maxrec = addField(tr("Max rows"), tr("Max rows"), {});
    m_maxrec->setValidator(
        new QRegularExpressionValidator(QRegularExpression(u"\\d{0,18}"_s), m_maxrec));
    layout->setStretchFactor(m_runId, 2);
    layout->addStretch(1);
    layout->addWidget(buttonFor(actions[Command::Abort], this));
    auto* run = buttonFor(actions[Command::Run], this);
    run->setObjectName(u"runButton"_s);
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->addWidget(run);

    connect(&m_services, &ServiceCatalog::changed, this, &RunBar::showServices);
    for (auto* choice : {m_service, m_language, m_runAs})
        connect(choice, &QComboBox::activated, this, &RunBar::onEdited);
    for (auto* field : {m_runId, m_maxrec})
        connect(field, &QLineEdit::textEdited, this, &RunBar::onEdited);
    showServices();
}

QComboBox* RunBar::addChoice(const QString& name, const QString& tip)
{
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(name);
    choice->setToolTip(tip);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice->setMinimumContentsLength(6);
    layout()->addWidget(choice);
    return choice;
}

QLineEdit* RunBar::addField(const QString& name, const QString& placeholder, const QString& tip)
{
    auto* field = new QLineEdit(this);
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
    field->setToolTip(tip);
    field->setMinimumWidth(fontMetrics().horizontalAdvance(u'0') * 11);
    field->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 28);
    layout()->addWidget(field);
    return field;
}

TapService RunBar::service(const QString& id) const
{
    const auto* known = m_services.find(id);
    if (!known && !m_services.services().isEmpty())
        known = &m_services.services().first();
    auto found = known ? *known : TapService();
    const auto capabilities = m_capabilities.value(found.id);
    for (const auto& language : capabilities.languages) {
        if (!found.languages.contains(language.name, Qt::CaseInsensitive))
            found.languages.append(language.name);
    }
    return found;
}

void RunBar::setOptions(const RunOptions& options)
{
    m_options = fitted(options, service(options.serviceId));
    showOptions();
}

void RunBar::setCapabilities(const QString& serviceId, const Capabilities& capabilities)
{
    m_capabilities.insert(serviceId, capabilities);
    if (serviceId == m_options.serviceId)
        showOptions();
}

void RunBar::showServices()
{
    m_service->clear();
    for (const auto& known : m_services.services())
        m_service->addItem(icon(u"service"_s), known.title, known.id);
    setOptions(m_options);
}

void RunBar::showOptions()
{
    const auto chosen = service(m_options.serviceId);
    m_service->setCurrentIndex(m_service->findData(chosen.id));
    m_service->setToolTip(tr("The service that runs the query: %1").arg(chosen.baseUrl.toString()));

    m_language->clear();
    m_language->addItems(chosen.languages);
    if (m_language->findText(m_options.language) < 0)
        m_language->addItem(m_options.language);
    m_language->setCurrentText(m_options.language);

    m_runAs->clear();
    m_runAs->addItem(icon(u"now"_s), tr("now"), RunOptions::now);
    m_runAs->setItemData(0, tr("At once, while you wait"), Qt::ToolTipRole);
    m_runAs->addItem(icon(u"now"_s), tr("automatic"), RunOptions::automatic);
    m_runAs->setItemData(1,
                         tr("At once; when the service's time limit ends that, as a job in the "
                            "next queue"),
                         Qt::ToolTipRole);
    for (const auto& queue : chosen.queues) {
        m_runAs->addItem(icon(u"queue"_s), queue.name, queue.name);
        m_runAs->setItemData(m_runAs->count() - 1, limitText(queue.limit), Qt::ToolTipRole);
    }
    if (chosen.queues.isEmpty())
        m_runAs->addItem(icon(u"queue"_s), tr("as a job"), RunOptions::asJob);
    m_runAs->setCurrentIndex(m_runAs->findData(m_options.runAs));

    if (m_runId->text() != m_options.runId)
        m_runId->setText(m_options.runId);
    const auto maxrec = m_options.maxrec ? QString::number(*m_options.maxrec) : QString();
    if (m_maxrec->text() != maxrec)
        m_maxrec->setText(maxrec);
    showLimits();
}

void RunBar::showLimits()
{
    const auto mode = tapQuery({}, m_options, {}).mode == TapQuery::Mode::Sync
        ? Capabilities::Mode::Sync
        : Capabilities::Mode::Async;
    const auto limits = m_capabilities.value(m_options.serviceId).limits(mode);
    auto tip = tr("Most rows of the result; empty: as the service decides");
    if (limits.defaultRows)
        tip += u'\n' + tr("The service stops at %1 unless told").arg(rowsText(*limits.defaultRows));
    if (limits.maximumRows)
        tip +=
            u'\n' + tr("The service never gives more than %1").arg(rowsText(*limits.maximumRows));
    m_maxrec->setToolTip(tip);
}

void RunBar::onEdited()
{
    const auto id = m_service->currentData().toString();
    RunOptions options {.serviceId = id,
                        .language = m_language->currentText(),
                        .runAs = m_runAs->currentData().toString(),
                        .runId = m_runId->text().trimmed()};
    if (!m_maxrec->text().isEmpty())
        options.maxrec = m_maxrec->text().toLongLong();
    const bool isOther = id != m_options.serviceId;
    if (isOther)
        options.language.clear(); // what the new service speaks
    m_options = fitted(options, service(id));
    if (isOther)
        showOptions();
    else
        showLimits(); // they differ between now and jobs
    emit edited(m_options);
}

} // namespace tapdesk::ui
