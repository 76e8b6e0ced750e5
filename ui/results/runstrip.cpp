// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/runstrip.h"

#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/results/truthwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto saidFor = std::chrono::seconds(6);

std::chrono::milliseconds since(const QDateTime& time)
{
    return std::chrono::milliseconds(time.isValid() ? time.msecsTo(QDateTime::currentDateTimeUtc())
                                                    : 0);
}

QToolButton* button(QWidget* parent, const QString& iconName, const QString& text,
                    const QString& tip)
{
    auto* made = new QToolButton(parent);
    made->setIcon(icon(iconName));
    made->setText(text);
    made->setToolTip(tip);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setAutoRaise(true);
    return made;
}

} // namespace

RunStrip::RunStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_busy(new QProgressBar(this))
    , m_detach(button(this, u"detach"_s, tr("Detach"),
                      tr("Stop following the job; it goes on at the service (Esc)")))
    , m_stop(button(this, u"stop"_s, tr("Stop"), tr("Abort the query")))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(90, 8);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 6, 3);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_busy);
    layout->addWidget(m_detach);
    layout->addWidget(m_stop);

    m_clock.setInterval(std::chrono::milliseconds(250));
    connect(&m_clock, &QTimer::timeout, this, &RunStrip::update);
    m_saying.setSingleShot(true);
    connect(&m_saying, &QTimer::timeout, this, &RunStrip::update);
    connect(m_stop, &QToolButton::clicked, this, [this] {
        if (m_run)
            m_run->cancel();
    });
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
    m_lost.clear();
    connect(run, &QObject::destroyed, this, [this, run] {
        if (m_run == run) {
            m_run = nullptr;
            m_clock.stop();
        }
    });
    connect(run, &TapRun::stageChanged, this, &RunStrip::update);
    connect(run, &TapRun::summaryChanged, this, [this] {
        m_lost.clear();
        update();
    });
    connect(run, &TapRun::lostSight, this, [this](const Error& reason) {
        m_lost = errorText(reason);
        update();
    });
    connect(run, &TapRun::finished, this, &RunStrip::onFinished);
    if (const auto outcome = run->outcome()) {
        onFinished(*outcome);
        return;
    }
    m_clock.start();
    update();
}

void RunStrip::say(const QString& sentence)
{
    show(u"info"_s, sentence, {});
    m_saying.start(saidFor);
}

QString RunStrip::text() const
{
    return m_text->text();
}

QString RunStrip::waitingText() const
{
    const JobSummary& job = m_run->summary();
    QString phase = job.phase.word();
    if (job.phase.kind() == JobPhase::Kind::Unknown && job.jobId.isEmpty())
        phase = tr("Sent");
    QString text = tr("%1 for %2").arg(phase, durationText(since(m_run->started())));
    if (job.executionDuration.value_or(0) > 0 && job.startTime.isValid()) {
        const std::chrono::seconds limit(*job.executionDuration);
        text += tr(" of at most %1").arg(durationText(limit));
    }
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
        return tr("%1 so far, %2")
            .arg(rowsText(m_run->table().rowCount()), bytesText(m_run->bytesReceived()));
    case TapRun::Stage::Finished:
        return {};
    }
    return {};
}

void RunStrip::update()
{
    if (!m_run || m_saying.isActive())
        return;
    if (const auto outcome = m_run->outcome()) {
        onFinished(*outcome);
        return;
    }
    const bool async = m_run->query().mode == TapQuery::Mode::Async;
    m_busy->show();
    m_stop->show();
    m_detach->setVisible(async && !m_run->jobUrl().isEmpty());
    if (m_lost.isEmpty())
        show(async ? u"job"_s : u"now"_s, stateText(), {});
    else
        show(u"warning"_s, tr("Not seen: %1 Looking again.").arg(m_lost), m_lost);
}

void RunStrip::onFinished(const Result<QueryResult>& outcome)
{
    m_clock.stop();
    m_busy->hide();
    m_stop->hide();
    m_detach->hide();
    if (!outcome) {
        const bool cancelled = outcome.error().kind == Error::Kind::Cancelled;
        show(cancelled ? u"phase-aborted"_s : u"error"_s,
             cancelled ? tr("Stopped") : errorText(outcome.error()).section(u'\n', 0, 0), {});
        return;
    }
    const TruthWords words = truthWords(outcome->truth);
    const auto& from = outcome->provenance;
    const auto took = std::chrono::milliseconds(from.started.msecsTo(from.finished));
    QString text =
        tr("%1 · %2 · %3").arg(words.badge, rowsText(outcome->truth.rows), durationText(took));
    if (!outcome->warnings.isEmpty())
        text +=
            tr(" · %n thing(s) odd, see Info", nullptr, static_cast<int>(outcome->warnings.size()));
    show(words.icon, text, words.sentence);
}

void RunStrip::show(const QString& iconName, const QString& text, const QString& toolTip)
{
    m_icon->setPixmap(icon(iconName).pixmap(16, 16));
    m_text->setText(text);
    m_text->setToolTip(toolTip);
}

} // namespace tapdesk::ui
