// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobfilterbar.h"

#include "ui/base/flowlayout.h"
#include "ui/base/icons.h"
#include "ui/base/searchfield.h"
#include "ui/jobs/filterchip.h"

#include <QAction>
#include <QActionGroup>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int anyAge = -1; // days before today

struct Chip
{
    PhaseGroup group;
    const char* icon;
    const char* word;
    const char* tip;
};

#define TR(text) QT_TRANSLATE_NOOP("tapdesk::ui::JobFilterBar", text)

constexpr Chip chips[] = {
    {PhaseGroup::All, "", TR("All"), TR("Jobs in every phase")},
    {PhaseGroup::Running, "phase-executing", TR("Running"),
     TR("Jobs that wait in a queue, run, or are held")},
    {PhaseGroup::Pending, "phase-pending", TR("Pending"), TR("Jobs that nobody has started yet")},
    {PhaseGroup::Completed, "phase-completed", TR("Completed"), TR("Jobs with a result")},
    {PhaseGroup::Error, "phase-error", TR("Error"), TR("Jobs that failed")},
    {PhaseGroup::Aborted, "phase-aborted", TR("Aborted"), TR("Jobs that were aborted")},
    {PhaseGroup::Archived, "phase-archived", TR("Archived"),
     TR("Jobs whose result was removed; the query is kept")},
    {PhaseGroup::Gone, "phase-unknown", TR("Gone"),
     TR("Jobs that the service has forgotten; Tapdesk keeps the query")},
};

#undef TR

} // namespace

JobFilterBar::JobFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new SearchField(tr("Filter jobs"), this))
    , m_chips(new QButtonGroup(this))
    , m_more(new QToolButton(this))
    , m_age(new QActionGroup(this))
{
    m_more->setIcon(icon(u"filter"_s));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setToolTip(tr("Filter by date, whole run id and service"));
    m_more->setAccessibleName(tr("More filters"));
    m_more->setMenu(makeMenu());

    auto* top = new QHBoxLayout;
    top->setSpacing(2);
    top->addWidget(m_text, 1);
    top->addWidget(m_more);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(top);
    auto* flow = new FlowLayout(4);
    layout->addLayout(flow);
    for (const auto& chip : chips) {
        auto* button = new FilterChip(QString::fromLatin1(chip.icon), tr(chip.word), this);
        button->setToolTip(tr(chip.tip));
        m_chips->addButton(button, int(chip.group));
        flow->addWidget(button);
    }
    m_chips->button(int(PhaseGroup::All))->setChecked(true);
    setCounts({});

    connect(m_chips, &QButtonGroup::idToggled, this, [this](int /*id*/, bool isChecked) {
        if (isChecked)
            emit changed();
    });
    connect(m_text, &QLineEdit::textChanged, this, &JobFilterBar::changed);
    connect(m_age, &QActionGroup::triggered, this, &JobFilterBar::changed);
    connect(m_age, &QActionGroup::triggered, this, &JobFilterBar::showChoices);
    connect(m_wholeRunId, &QAction::toggled, this, &JobFilterBar::changed);
    connect(m_wholeRunId, &QAction::toggled, this, &JobFilterBar::showChoices);
    connect(m_allServices, &QAction::toggled, this, &JobFilterBar::scopeChanged);
    connect(m_allServices, &QAction::toggled, this, &JobFilterBar::showChoices);
    showChoices();
}

QAction* JobFilterBar::addChoice(QMenu* menu, QActionGroup* group, const QString& text, int value)
{
    auto* action = menu->addAction(text);
    action->setCheckable(true);
    action->setData(value);
    group->addAction(action);
    return action;
}

QMenu* JobFilterBar::makeMenu()
{
    auto* menu = new QMenu(this);
    addChoice(menu, m_age, tr("Created at &any time"), anyAge)->setChecked(true);
    addChoice(menu, m_age, tr("Created &today"), 0);
    addChoice(menu, m_age, tr("Created in the last &7 days"), 7);
    addChoice(menu, m_age, tr("Created in the last &30 days"), 30);
    menu->addSeparator();
    m_wholeRunId = menu->addAction(tr("The text is a &whole run id"));
    m_wholeRunId->setCheckable(true);
    menu->addSeparator();
    auto* scope = new QActionGroup(this);
    addChoice(menu, scope, tr("Jobs of t&his service"), 0)->setChecked(true);
    m_allServices = addChoice(menu, scope, tr("Jobs of a&ll services"), 1);
    return menu;
}

/// What is chosen in the menu is not hidden in it.
void JobFilterBar::showChoices()
{
    QStringList words;
    const int days = m_age->checkedAction()->data().toInt();
    if (days != anyAge)
        words.append(days == 0 ? tr("today") : tr("%1 days").arg(days));
    if (m_allServices->isChecked())
        words.append(tr("all services"));
    m_more->setText(words.join(u", "_s));
    m_more->setToolButtonStyle(words.isEmpty() ? Qt::ToolButtonIconOnly
                                               : Qt::ToolButtonTextBesideIcon);
    m_text->setPlaceholderText(m_wholeRunId->isChecked() ? tr("Whole run id")
                                                         : tr("Filter by run id, query or phase"));
}

ListFilter JobFilterBar::filter() const
{
    ListFilter filter {.group = PhaseGroup(m_chips->checkedId())};
    const auto text = m_text->text().trimmed();
    if (!m_wholeRunId->isChecked())
        filter.text = text;
    else if (!text.isEmpty())
        filter.runId = text;
    if (const int days = m_age->checkedAction()->data().toInt(); days != anyAge) {
        const auto today = QDate::currentDate();
        filter.since = today.addDays(-days).startOfDay().toUTC();
    }
    return filter;
}

bool JobFilterBar::isForAllServices() const
{
    return m_allServices->isChecked();
}

void JobFilterBar::setGroup(PhaseGroup group)
{
    m_chips->button(int(group))->setChecked(true);
}

void JobFilterBar::clear()
{
    m_text->clear();
    m_wholeRunId->setChecked(false);
    m_age->actions().first()->trigger();
    setGroup(PhaseGroup::All);
}

void JobFilterBar::setArchiveOffered(bool isOffered)
{
    m_isArchiveOffered = isOffered;
    setCounts(m_counts);
}

/// A chip without jobs goes away, unless it is the one in use.
void JobFilterBar::setCounts(const GroupCounts& counts)
{
    m_counts = counts;
    for (int group = 0; group < phaseGroupCount; ++group) {
        auto* chip = static_cast<FilterChip*>(m_chips->button(group));
        chip->setCount(counts[size_t(group)]);
        const bool stays = group == int(PhaseGroup::All)
            || (group == int(PhaseGroup::Archived) && m_isArchiveOffered);
        chip->setVisible(chip->count() > 0 || chip->isChecked() || stays);
    }
}

} // namespace tapdesk::ui
