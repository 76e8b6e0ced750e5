// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/runstrip.h"

#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/base/truthwords.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto saidFor = std::chrono::seconds(6);
constexpr int signSize = 16;

std::chrono::milliseconds since(const QDateTime& time)
{
    return std::chrono::milliseconds(time.isValid() ? time.msecsTo(QDateTime::currentDateTimeUtc())
                                                    : 0);
}

QToolButton* button(QWidget* parent, const QString& iconName, const QString& text)
{
    auto* made = new QToolButton(parent);
    made->setIcon(icon(iconName));
    made->setText(text);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setAutoRaise(true);
    return made;
}

} // namespace

RunStrip::RunStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(signSize, this))
    , m_text(new ElidedLabel(this))
    , m_busy(new QProgressBar(this))
    , m_detach(button(this, u"detach"_s, tr("Leave running")))
    , m_abort(button(this, u"stop"_s, tr("Abort")))
{
    m_detach->setToolTip(tr("Stop following the job; it goes on at the service (Esc)"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(90, 8);
    m_busy->setAccessibleName(tr("The query is running"));
    for (QWidget* running : {static_cast<QWidget*>(m_busy), static_cast<QWidget*>(m_detach),
                             static_cast<QWidget*>(m_abort)})
        running->hide();

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 6, 3);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_busy);
    layout->addWidget(m_detach);
    layout->addWidget(m_abort);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    // The line does not change its height when the buttons go.
    setMinimumHeight(m_abort->sizeHint().height() + 6);

    m_clock.setInterval(std::chrono::milliseconds(250));
    connect(&m_clock, &QTimer::timeout, this, &RunStrip::refresh);
    m_saying.setSingleShot(true);
    connect(&m_saying, &QTimer::timeout, this, &RunStrip::refresh);
    connect(m_abort, &QToolButton::clicked, this, &RunStrip::abort);
    connect(m_detach, &QToolButton::clicked, this, [this] {
        if (m_run)
            m_run->detach();
    });
}

void RunStrip::follow(TapRun* run)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    m_shown.reset();
    m_note.clear();
    m_lost.clear();
    m_saying.stop();
    m_phase = run->summary().phase;
    m_phaseSince = run->started();
    connect(run, &TapRun::stageChanged, this, &RunStrip::refresh);
    connect(run, &TapRun::summaryChanged, this, &RunStrip::onSummary);
    connect(run, &TapRun::lostSight, this, [this](const Error& reason) {
        m_lost = errorText(reason);
        refresh();
    });
    connect(run, &TapRun::finished, this, &RunStrip::refresh);
    m_clock.start();
    refresh();
}

void RunStrip::showResult(const QueryResult& result, const QString& note)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = nullptr;
    m_saying.stop();
    m_shown = result;
    m_note = note;
    for (QWidget* running : {static_cast<QWidget*>(m_busy), static_cast<QWidget*>(m_detach),
                             static_cast<QWidget*>(m_abort)})
        running->hide();
    refresh();
}

void RunStrip::onSummary(const JobSummary& summary)
{
    m_lost.clear();
    if (summary.phase != m_phase) {
        const bool isFirst = m_phase == JobPhase();
        m_phase = summary.phase;
        m_phaseSince = QDateTime::currentDateTimeUtc();
        // A job that we found running has run for longer than we know it.
        if (isFirst && summary.startTime.isValid())
            m_phaseSince = std::min(m_phaseSince, summary.startTime);
    }
    refresh();
}

void RunStrip::abort()
{
    if (m_run)
        m_run->cancel();
    refresh();
}

void RunStrip::say(const QString& sentence)
{
    m_icon->setIconName(u"info"_s);
    m_text->setText(sentence);
    m_text->setToolTip({});
    m_saying.start(saidFor);
}

QString RunStrip::text() const
{
    return m_state;
}

QString RunStrip::waitingText() const
{
    if (m_phase == JobPhase())
        return tr("Asking for the job, %1").arg(durationText(since(m_phaseSince)));
    QString text = tr("%1 for %2").arg(m_phase.word(), durationText(since(m_phaseSince)));
    const auto limit = m_run->summary().executionDuration.value_or(0);
    if (m_phase.kind() == JobPhase::Kind::Executing && limit > 0)
        text += tr(" of at most %1").arg(durationText(std::chrono::seconds(limit)));
    return text;
}

QString RunStrip::stateText() const
{
    switch (m_run->stage()) {
    case TapRun::Stage::Idle:
    case TapRun::Stage::Sending:
        return tr("Sent to %1, %2 ago")
            .arg(m_run->query().service.title, durationText(since(m_run->started())));
    case TapRun::Stage::Waiting:
        return waitingText();
    case TapRun::Stage::Receiving:
        return m_run->table().columnCount() == 0
            ? tr("The answer begins, %1").arg(bytesText(m_run->bytesReceived()))
            : tr("%1 so far, %2")
                  .arg(rowsText(m_run->table().rowCount()), bytesText(m_run->bytesReceived()));
    case TapRun::Stage::Finished:
        break;
    }
    return {};
}

void RunStrip::refresh()
{
    if (m_shown)
        showOutcome(*m_shown);
    if (!m_run) {
        m_clock.stop(); // the run may have gone without an end
        return;
    }
    const auto outcome = m_run->outcome();
    const bool isReceiving = m_run->stage() == TapRun::Stage::Receiving;
    m_busy->setVisible(!outcome);
    m_abort->setVisible(!outcome);
    m_abort->setEnabled(!m_run->isCancelling());
    m_abort->setToolTip(isReceiving ? tr("Abort the transfer; the rows so far stay (Ctrl+.)")
                                    : tr("Abort the query (Ctrl+.)"));
    m_detach->setVisible(m_run->canDetach());
    if (outcome)
        showOutcome(*outcome);
    else
        showRunning();
}

void RunStrip::showRunning()
{
    const bool async = m_run->query().mode == TapQuery::Mode::Async;
    if (m_run->isCancelling())
        setState(u"stop"_s, tr("Aborting. %1").arg(stateText()));
    else if (!m_lost.isEmpty())
        setState(u"warning"_s, tr("Out of sight, looking again. %1").arg(m_lost));
    else
        setState(async ? u"job"_s : u"now"_s, stateText());
}

void RunStrip::showOutcome(const Result<QueryResult>& outcome)
{
    m_clock.stop();
    if (!outcome) {
        showEnd(outcome.error());
        return;
    }
    const TruthWords words = truthWords(outcome->truth);
    const auto& from = outcome->provenance;
    QStringList parts {
        words.badge, rowsText(outcome->truth.rows),
        durationText(std::chrono::milliseconds(from.started.msecsTo(from.finished)))};
    if (!m_note.isEmpty())
        parts.append(m_note);
    else if (outcome->truth.cause)
        parts.append(errorText(*outcome->truth.cause));
    if (!outcome->warnings.isEmpty()) {
        const auto count = outcome->warnings.size();
        parts.append(count == 1 ? tr("1 oddity, see Info")
                                : tr("%1 oddities, see Info").arg(countText(count)));
    }
    setState(words.icon, parts.join(u" · "_s),
             m_note.isEmpty() ? words.sentence : words.sentence + u'\n' + m_note);
}

void RunStrip::showEnd(const Error& error)
{
    if (error.kind != Error::Kind::Cancelled)
        setState(u"error"_s, errorText(error));
    else if (m_run->isDetached())
        setState(u"detach"_s, tr("Left running; the job goes on"));
    else
        setState(u"phase-aborted"_s, tr("Aborted"));
}

void RunStrip::setState(const QString& iconName, const QString& text, const QString& toolTip)
{
    m_state = text;
    if (m_saying.isActive())
        return;
    m_icon->setIconName(iconName);
    m_text->setText(text);
    m_text->setToolTip(plainToolTip(toolTip));
}

} // namespace tapdesk::ui
