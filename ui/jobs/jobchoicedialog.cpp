// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobchoicedialog.h"

#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/removalwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

using Kind = JobPhase::Kind;
using Purpose = JobChoiceDialog::Purpose;

constexpr qint64 daySeconds = 24 * 60 * 60;
constexpr qint64 megabyte = 1'000'000;

struct Phases
{
    const char* words;
    QList<Kind> kinds;
};

#define TR(text) QT_TRANSLATE_NOOP("tapdesk::ui::JobChoiceDialog", text)

/// The first is the usual one.
QList<Phases> phasesFor(Purpose purpose)
{
    const Phases completed {TR("Completed"), {Kind::Completed}};
    const Phases failed {TR("Failed or aborted"), {Kind::Error, Kind::Aborted}};
    const Phases archived {TR("Archived"), {Kind::Archived}};
    if (purpose == Purpose::Remove)
        return {completed,
                failed,
                {TR("All that have ended"), {Kind::Completed, Kind::Error, Kind::Aborted}}};
    return {
        archived,
        completed,
        failed,
        {TR("All that have ended"), {Kind::Archived, Kind::Completed, Kind::Error, Kind::Aborted}}};
}

#undef TR

} // namespace

JobChoiceDialog::JobChoiceDialog(Purpose purpose, const QString& serviceTitle,
                                 QList<JobRecord> jobs, Removal removal, QWidget* parent)
    : QDialog(parent)
    , m_purpose(purpose)
    , m_jobs(std::move(jobs))
    , m_removal(removal)
    , m_spared(new NoticeLabel(this))
    , m_model(new JobChoiceModel(this))
    , m_phases(new QComboBox(this))
    , m_age(new QComboBox(this))
    , m_size(new QComboBox(this))
    , m_shelf(new QComboBox(this))
    , m_runId(new QLineEdit(this))
    , m_newest(new QSpinBox(this))
    , m_list(new QTreeView(this))
    , m_sum(new QLabel(this))
    , m_fetch(new QCheckBox(tr("&Fetch results to the shelf first"), this))
    , m_room(new NoticeLabel(this))
    , m_act(new QPushButton(this))
{
    setWindowTitle(purpose == Purpose::Rerun
                       ? tr("Run jobs again: %1").arg(serviceTitle)
                       : tr("%1: %2").arg(removalTitle(removal), serviceTitle));
    for (const auto& job : std::as_const(m_jobs))
        m_first.insert(keyOf(job), job.phase);
    fillChoices();
    layOut();
    connect(m_phases, &QComboBox::currentIndexChanged, this, &JobChoiceDialog::propose);
    connect(m_age, &QComboBox::currentIndexChanged, this, &JobChoiceDialog::propose);
    connect(m_size, &QComboBox::currentIndexChanged, this, &JobChoiceDialog::propose);
    connect(m_shelf, &QComboBox::currentIndexChanged, this, &JobChoiceDialog::propose);
    connect(m_fetch, &QCheckBox::toggled, this, &JobChoiceDialog::showSum);
    connect(m_runId, &QLineEdit::textChanged, this, &JobChoiceDialog::propose);
    connect(m_newest, &QSpinBox::valueChanged, this, &JobChoiceDialog::propose);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JobChoiceDialog::showSum);
    propose();
}

void JobChoiceDialog::setJobs(const QList<JobRecord>& jobs)
{
    m_jobs = jobs;
    propose();
}

void JobChoiceDialog::setShelf(const QSet<QString>& kept, qint64 limit)
{
    m_hasShelf = true;
    m_kept = kept;
    m_model->setKept(kept);
    m_shelf->show();
    m_fetch->show();
    m_list->showColumn(JobChoiceModel::ShelfColumn);
    const auto words = tr("Jobs whose result cannot be fetched stay at the service.");
    m_room->setNotice(
        limit > 0 ? tr("%1 The shelf holds %2; when it is full, the oldest results leave it.")
                        .arg(words, bytesText(limit))
                  : words);
    propose();
}

bool JobChoiceDialog::fetchesFirst() const
{
    return m_hasShelf && m_fetch->isChecked();
}

void JobChoiceDialog::fillChoices()
{
    for (const auto& phases : phasesFor(m_purpose))
        m_phases->addItem(tr(phases.words));
    m_age->addItem(tr("Any age"));
    for (const int days : {1, 7, 30, 90}) {
        m_age->addItem(days == 1 ? tr("Older than 1 day") : tr("Older than %1 days").arg(days),
                       days * daySeconds);
    }
    m_size->addItem(tr("Any size"));
    for (const qint64 bytes : {megabyte, 10 * megabyte, 100 * megabyte, 1000 * megabyte})
        m_size->addItem(tr("Larger than %1").arg(bytesText(bytes)), bytes);
    m_size->setVisible(m_purpose == Purpose::Remove);
    m_shelf->addItem(tr("On the shelf or not"));
    m_shelf->addItem(tr("On the shelf"), true);
    m_shelf->addItem(tr("Not on the shelf"), false);
    m_shelf->hide();
    m_fetch->hide();
    m_fetch->setToolTip(tr("Each result is fetched as the service sends it, and its job is removed "
                           "only once all have been fetched"));
    m_runId->setPlaceholderText(tr("Any run id"));
    m_runId->setClearButtonEnabled(true);
    m_newest->setRange(0, 100'000);
    m_newest->setSpecialValueText(tr("Any number"));
    m_newest->setPrefix(tr("Newest "));
}

void JobChoiceDialog::layOut()
{
    for (auto [widget, name] : {std::pair<QWidget*, QString> {m_phases, tr("Phase")},
                                {m_age, tr("Age")},
                                {m_size, tr("Size")},
                                {m_shelf, tr("Shelf")},
                                {m_runId, tr("Whole run id")},
                                {m_newest, tr("How many")},
                                {m_list, tr("Jobs")}})
        widget->setAccessibleName(name);
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_phases);
    choices->addWidget(m_age);
    choices->addWidget(m_size);
    choices->addWidget(m_shelf);
    auto* more = m_purpose == Purpose::Remove ? new QHBoxLayout : choices;
    more->addWidget(m_newest);
    more->addWidget(m_runId, 1);

    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(JobChoiceModel::NameColumn, QHeaderView::Stretch);
    m_list->setColumnWidth(JobChoiceModel::PhaseColumn, 130);
    m_list->setColumnWidth(JobChoiceModel::EndedColumn, 120);
    m_list->setColumnWidth(JobChoiceModel::SizeColumn, 90);
    m_list->setColumnWidth(JobChoiceModel::ShelfColumn, 70);
    m_list->hideColumn(JobChoiceModel::ShelfColumn);

    auto* marks = new QHBoxLayout;
    auto* all = new QPushButton(tr("Mark &all"), this);
    auto* none = new QPushButton(tr("Mark &none"), this);
    for (auto* button : {all, none})
        button->setAutoDefault(false);
    auto bold = m_sum->font();
    bold.setBold(true);
    m_sum->setFont(bold);
    marks->addWidget(m_sum, 1);
    marks->addWidget(all);
    marks->addWidget(none);

    auto* kept = new NoticeLabel(this);
    kept->setNotice(m_purpose == Purpose::Remove
                        ? keptText(m_removal)
                        : tr("Each runs as a new job with the query, language, queue, run id and "
                             "row limit of the old one, and points to it. The old ones stay."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_act, QDialogButtonBox::AcceptRole);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(choices);
    if (more != choices)
        layout->addLayout(more);
    layout->addWidget(m_spared);
    layout->addWidget(m_list, 1);
    layout->addLayout(marks);
    layout->addWidget(m_fetch);
    layout->addWidget(m_room);
    layout->addWidget(kept);
    layout->addWidget(buttons);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    resize(720, 480);

    connect(all, &QPushButton::clicked, m_model, [this] { m_model->setAllMarked(true); });
    connect(none, &QPushButton::clicked, m_model, [this] { m_model->setAllMarked(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const auto jobs = m_model->marked();
        accept();
        emit chosen(jobs);
    });
}

void JobChoiceDialog::spareOthers()
{
    m_sparesOthers = m_purpose == Purpose::Remove;
    propose();
}

bool JobChoiceDialog::isLate(const JobRecord& job) const
{
    const auto before = m_first.constFind(keyOf(job));
    return before == m_first.cend() || *before != job.phase;
}

/// Enter in a field neither acts nor closes; buttons that have the focus take it themselves.
void JobChoiceDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

ChoiceFilter JobChoiceDialog::filter() const
{
    ChoiceFilter filter {.phases = phasesFor(m_purpose).at(m_phases->currentIndex()).kinds,
                         .newest = m_newest->value()};
    if (const auto seconds = m_age->currentData().toLongLong(); seconds > 0)
        filter.olderThan = std::chrono::seconds(seconds);
    if (const auto bytes = m_size->currentData().toLongLong(); bytes > 0)
        filter.largerThan = bytes;
    if (const auto isKept = m_shelf->currentData(); isKept.isValid())
        filter.isKept = isKept.toBool();
    if (const auto runId = m_runId->text().trimmed(); !runId.isEmpty())
        filter.runId = runId;
    return filter;
}

QList<JobRecord> JobChoiceDialog::proposed()
{
    const auto now = QDateTime::currentDateTimeUtc();
    if (m_purpose == Purpose::Rerun)
        return toRerun(m_jobs, filter(), now);
    auto jobs = m_jobs;
    if (m_sparesOthers)
        jobs.removeIf([](const JobRecord& job) { return !job.sentHere; });
    const auto spared =
        m_sparesOthers ? toRemove(m_jobs, filter(), m_kept, now).size() : qsizetype(0);
    const auto own = toRemove(jobs, filter(), m_kept, now);
    m_spared->setNotice(spared > own.size()
                            ? tr("Not sent from here and left alone, as they may belong to others: "
                                 "%1.")
                                  .arg(countText(spared - own.size()))
                            : QString());
    return own;
}

void JobChoiceDialog::propose()
{
    const auto jobs = proposed();
    QSet<JobKey> late;
    for (const auto& job : jobs) {
        if (m_purpose == Purpose::Remove && isLate(job))
            late.insert(keyOf(job));
    }
    m_model->setJobs(jobs, late);
    showSum();
}

void JobChoiceDialog::showSum()
{
    const auto jobs = m_model->marked();
    qint64 bytes = 0;
    qint64 unkept = 0;
    for (const auto& job : jobs) {
        bytes += job.serverBytes.value_or(0);
        unkept += job.phase.kind() == Kind::Completed && !m_kept.contains(job.jobId) ? 1 : 0;
    }
    const auto count = jobs.size() == 1 ? tr("1 job") : tr("%1 jobs").arg(countText(jobs.size()));
    const bool isSizeSaid = m_purpose == Purpose::Remove && bytes > 0;
    auto sum = isSizeSaid ? tr("%1, %2").arg(count, bytesText(bytes)) : count;
    if (m_hasShelf && unkept > 0)
        sum = tr("%1; %2 not on the shelf").arg(sum, countText(unkept));
    m_sum->setText(sum);
    m_room->setVisible(fetchesFirst());
    const auto verb =
        m_purpose == Purpose::Rerun ? tr("Run %1 again") : removalVerb(m_removal) + u" %1"_s;
    m_act->setText(verb.arg(count));
    m_act->setEnabled(!jobs.isEmpty());
}

} // namespace tapdesk::ui
