// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/httpserver.h"

#include <QList>
#include <QMutex>
#include <QSet>

#include <memory>

namespace tapdesk::test {

/// The job list of a Daiquiri with as many jobs as a test wants, some of which cannot be archived.
/// A query has run the moment that it is started. What a list and a document leave out there, they
/// leave out here.
/// Source: daiquiri.md sections 4 and 5.
class ArchivingService
{
public:
    struct Job
    {
        QString id = {};
        QString runId = {};
        QString phase = QStringLiteral("COMPLETED");
        QString query = {};
        QString language = QStringLiteral("PostgreSQL");
        QString queue = QStringLiteral("30s");
        qint64 size = 0;
        QString maxrec = {}; ///< as sent; nobody is told
        QString created = {}; ///< empty: not told
        int rows = 7; ///< that its result has, of the 7 that its document counts; -1: 404
    };

    ArchivingService();

    void add(const Job& job);
    void takeRunIds(); ///< as UWS has it; else 405, as Daiquiri has it
    void breakArchiving(const QSet<QString>& ids); ///< of jobs whose DELETE is answered with 500
    QList<Job> jobs() const; ///< oldest first
    QString url() const; ///< base address
    int requests(const QByteArray& method) const;
    int fetched(const QString& id) const; ///< how often its result was asked for

private:
    localtap::HttpReply answer(const localtap::HttpRequest& request);
    localtap::HttpReply list(const localtap::HttpRequest& request) const;
    localtap::HttpReply create(const localtap::HttpRequest& request);
    localtap::HttpReply change(const localtap::HttpRequest& request, Job& job);
    static localtap::HttpReply document(const Job& job);
    static localtap::HttpReply result(const Job& job);

    mutable QMutex m_mutex; // the server has threads of its own
    QList<Job> m_jobs;
    QSet<QString> m_broken;
    bool m_takesRunIds = false;
    QList<QByteArray> m_methods;
    QList<QString> m_fetched; // ids
    std::unique_ptr<localtap::HttpServer> m_server;
};

} // namespace tapdesk::test
