// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QUrl>

namespace tapdesk {

class HttpClient;
class Transfer;

/// One thing asked of a job on a service: abort it, or delete it. Ends once.
///
/// Deleting does not follow the redirect, falls back to ACTION=DELETE where DELETE is not
/// allowed (405, 501), and counts a job that is gone already (404, 410) as deleted. A running job
/// is aborted first and awaited, as Daiquiri would make it ERROR otherwise.
/// Source: UWS 1.1, section 2.2.3; protocols.md 2.6; daiquiri.md section 5.
class JobCommand final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobCommand)

public:
    enum class Action { Run, Abort, Delete };

    JobCommand(HttpClient& http, QUrl jobUrl, Action action, QObject* parent = nullptr);
    void start();

signals:
    void finished(const tapdesk::Status& outcome);

private:
    void post(const QString& path, const QString& name, const QString& value);
    void look();
    void remove();
    void finish(const Status& outcome);

    HttpClient& m_http;
    QUrl m_jobUrl;
    Action m_action;
    Transfer* m_transfer = nullptr;
    bool m_finished = false;
};

} // namespace tapdesk
