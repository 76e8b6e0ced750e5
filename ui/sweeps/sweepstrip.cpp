// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/sweepstrip.h"

#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/batch/sheetwords.h"
#include "ui/sweeps/sweepwords.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 16;
constexpr qsizetype mostLines = 4; ///< of failures; the others by scrolling

} // namespace

SweepStrip::SweepStrip(SweepRun* run, const QString& service, QWidget* parent)
    : QFrame(parent)
    , m_run(run)
    , m_service(service)
    , m_sign(new IconLabel(signSize, this))
    , m_text(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
    , m_failures(new QPlainTextEdit(this))
    , m_stop(addButton(u"detach"_s, tr("Leave running"),
                       tr("Send nothing more; the jobs that run go on")))
    , m_cancel(addButton(u"stop"_s, tr("Abort"), tr("Send nothing more and abort what runs")))
    , m_again(addButton(u"redo"_s, tr("Go on"),
                        tr("Send what failed or was not sent; jobs that are there are gone on "
                           "with")))
    , m_close(addButton(u"close"_s, {}, tr("Close")))
{
    run->setParent(this);
    m_bar->setFixedSize(180, 10);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Queries that have ended"));
    m_failures->setReadOnly(true);
    m_failures->setTabChangesFocus(true);
    m_failures->setFrameShape(QFrame::NoFrame);
    m_failures->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_failures->setAccessibleName(tr("What failed"));
    m_failures->document()->setDocumentMargin(8);
    m_close->setAccessibleName(tr("Close"));
    for (QWidget* later : {static_cast<QWidget*>(m_failures), static_cast<QWidget*>(m_again),
                           static_cast<QWidget*>(m_close)})
        later->hide();

    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 3, 6, 3);
    line->setSpacing(8);
    line->addWidget(m_sign);
    line->addWidget(m_text, 1);
    line->addWidget(m_bar);
    for (auto* button : {m_stop, m_cancel, m_again, m_close})
        line->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_failures);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_stop, &QToolButton::clicked, run, &SweepRun::stop);
    connect(m_cancel, &QToolButton::clicked, run, [this] {
        m_isCancelled = true;
        m_run->cancel();
    });
    connect(m_again, &QToolButton::clicked, this, [this] { emit againWanted(m_run->sweep()); });
    connect(m_close, &QToolButton::clicked, this, &QObject::deleteLater);
    connect(run, &SweepRun::changed, this, &SweepStrip::onChanged);
    connect(run, &SweepRun::throttled, this, [this](const QString&, int limit) {
        m_limit = limit;
        refresh();
    });
    connect(run, &SweepRun::joining, this, &SweepStrip::refresh);
    connect(run, &SweepRun::finished, this, &SweepStrip::onFinished);
    refresh();
}

QToolButton* SweepStrip::addButton(const QString& iconName, const QString& text, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolTip(tip);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly
                                              : Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    return button;
}

QString SweepStrip::text() const
{
    return m_text->text();
}

QString SweepStrip::failures() const
{
    return m_failures->toPlainText();
}

void SweepStrip::onChanged(int index)
{
    const auto& outcome = m_run->report().entries.at(index);
    if (outcome.state == BatchOutcome::State::Failed && !m_failed.contains(index)) {
        m_failed.insert(index);
        m_failures->appendPlainText(failureText(outcome));
        const auto lines = int(qMin(mostLines, m_failed.size()));
        m_failures->setFixedHeight(m_failures->fontMetrics().lineSpacing() * lines + 20);
        m_failures->show();
    }
    refresh();
}

void SweepStrip::refresh()
{
    const auto& report = m_run->report();
    const auto all = report.entries.size();
    m_bar->setRange(0, int(all));
    m_bar->setValue(int(report.ended()));
    m_sign->setIconName(u"phase-executing"_s);
    // A sync query has no job that could go on.
    m_stop->setVisible(m_run->sweep().query.mode == TapQuery::Mode::Async);
    if (m_run->isJoining()) {
        m_stop->setEnabled(false);
        m_cancel->setEnabled(false);
        m_text->setText(tr("Joining the rows…"));
        return;
    }
    m_text->setText(runningWords(report, m_service, m_limit).join(u" · "_s));
}

void SweepStrip::onFinished(const SweepOutcome& outcome)
{
    m_sign->setIconName(outcome.isWhole() ? u"phase-completed"_s : u"warning"_s);
    m_text->setText(countsText(outcome.report));
    for (QWidget* running : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_stop),
                             static_cast<QWidget*>(m_cancel)})
        running->hide();
    m_again->setVisible(!outcome.isWhole() && !m_isCancelled);
    m_close->show();
}

} // namespace tapdesk::ui
