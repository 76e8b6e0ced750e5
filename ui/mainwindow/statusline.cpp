// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/statusline.h"

#include "ui/base/numberformat.h"

#include <QLabel>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int noticeMs = 8000;

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText); // titles and errors come from servers
    label->setContentsMargins(6, 0, 6, 0);
    return label;
}

} // namespace

StatusLine::StatusLine(QStatusBar* bar)
    : QObject(bar)
    , m_bar(bar)
    , m_service(plainLabel(bar))
    , m_result(plainLabel(bar))
    , m_jobs(plainLabel(bar))
{
    m_service->setObjectName(u"serviceStatus"_s);
    m_result->setObjectName(u"resultStatus"_s);
    m_jobs->setObjectName(u"jobsStatus"_s);
    bar->addWidget(m_service);
    bar->addWidget(m_result, 1);
    bar->addPermanentWidget(m_jobs);
    setActiveJobs(0);
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
    m_tables = summary;
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

void StatusLine::setActiveJobs(int count)
{
    m_jobs->setText(count == 0       ? tr("No job is running")
                        : count == 1 ? tr("1 job is running")
                                     : tr("%1 jobs are running").arg(countText(count)));
}

void StatusLine::showNotice(const QString& sentence)
{
    m_bar->showMessage(sentence.simplified(), noticeMs);
}

} // namespace tapdesk::ui
