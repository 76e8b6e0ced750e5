// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/statusline.h"

#include "ui/base/labels.h"
#include "ui/base/numberformat.h"

#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int noticeMs = 8000;

/// Titles and errors come from servers: a label never asks for more room than there is.
QLabel* addLabel(const QString& name, QWidget* parent)
{
    auto* label = new ElidedLabel(parent);
    label->setObjectName(name);
    label->setContentsMargins(6, 0, 6, 0);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    return label;
}

QString firstSentence(const QString& text)
{
    const auto line = text.simplified();
    const auto end = line.indexOf(". "_L1);
    return end < 0 ? line : line.first(end + 1);
}

} // namespace

StatusLine::StatusLine(QStatusBar* bar)
    : QObject(bar)
    , m_bar(bar)
    , m_service(addLabel(u"serviceStatus"_s, bar))
    , m_result(addLabel(u"resultStatus"_s, bar))
    , m_jobs(addLabel(u"jobsStatus"_s, bar))
{
    bar->addWidget(m_service);
    bar->addWidget(m_result, 1);
    bar->addPermanentWidget(m_jobs);
}

void StatusLine::setService(const QString& title, bool isLoggedIn)
{
    if (title != m_title)
        m_tables.clear();
    m_title = title;
    m_isLoggedIn = isLoggedIn;
    showService();
}

void StatusLine::setTables(const QString& summary)
{
    m_tables = firstSentence(summary);
    showService();
}

void StatusLine::showService()
{
    QList<QString> parts {m_title, m_isLoggedIn ? tr("with token") : tr("anonymous")};
    if (!m_tables.isEmpty())
        parts.append(m_tables);
    m_service->setText(QStringList(parts).join(u" · "_s));
}

void StatusLine::setResult(const QString& text)
{
    m_result->setText(text);
}

void StatusLine::setActiveJobs(int count, const QString& serviceTitle)
{
    const auto text = count == 0 ? tr("No job is running")
        : count == 1             ? tr("1 job is running")
                                 : tr("%1 jobs are running").arg(countText(count));
    m_jobs->setText(serviceTitle.isEmpty() ? text : tr("%1 at %2").arg(text, serviceTitle));
}

void StatusLine::showNotice(const QString& sentence)
{
    m_bar->showMessage(sentence.simplified(), noticeMs);
}

} // namespace tapdesk::ui
