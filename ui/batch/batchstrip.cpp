// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchstrip.h"

#include "core/service/servicecatalog.h"
#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/batch/sheetwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 16;

} // namespace

BatchStrip::BatchStrip(const BatchSession& session, const ServiceCatalog& services, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_services(services)
    , m_sign(new IconLabel(signSize, this))
    , m_text(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
{
    m_bar->setFixedSize(180, 10);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Queries that have ended"));
    auto* legend = new QLabel(tr("Dimmed: default · plain: comment · bold: edited here"), this);
    legend->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_sign);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_bar);
    layout->addWidget(legend);
    refresh();
}

QString BatchStrip::text() const
{
    return m_text->text();
}

void BatchStrip::refresh()
{
    const auto& report = m_session.report();
    const bool isRunning = m_session.isRunning();
    m_bar->setVisible(isRunning);
    m_bar->setRange(0, int(report.entries.size()));
    m_bar->setValue(int(report.ended()));
    const auto state = isRunning ? running() : report.entries.isEmpty() ? ready() : ended();
    m_sign->setIconName(state.icon);
    m_text->setText(state.words.join(u" · "_s));
}

BatchStrip::State BatchStrip::running() const
{
    const auto& report = m_session.report();
    if (report.entries.isEmpty())
        return {u"phase-pending"_s, {tr("Reading the files…")}};
    const auto& [serviceId, limit] = m_session.throttle();
    const auto* service = m_services.find(serviceId);
    return {u"phase-executing"_s,
            runningWords(report, service ? service->title : serviceId, limit)};
}

BatchStrip::State BatchStrip::ended() const
{
    const auto& report = m_session.report();
    const bool isWhole = report.count(BatchOutcome::State::Done) == report.entries.size();
    const std::chrono::milliseconds took(m_session.started().msecsTo(m_session.ended()));
    return {isWhole ? u"phase-completed"_s : u"warning"_s,
            {countsText(report), durationText(took)}};
}

BatchStrip::State BatchStrip::ready() const
{
    const auto& paths = m_session.plan().paths;
    if (paths.isEmpty())
        return {u"info"_s, {tr("Open a folder of .sql files, or drop one here.")}};
    const auto count = m_session.lines().size();
    State state {u"info"_s, {count == 1 ? tr("1 query") : tr("%1 queries").arg(countText(count))}};
    if (const auto blocked = count - m_session.count(BatchSession::Which::All); blocked > 0) {
        state.icon = u"warning"_s;
        state.words.append(tr("%1 cannot run").arg(countText(blocked)));
    }
    state.words.append(pathsText(paths));
    return state;
}

} // namespace tapdesk::ui
