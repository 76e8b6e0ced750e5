// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobstore.h"
#include "core/localtap/localtap.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "core/session/settings.h"
#include "core/shelf/shelf.h"

#include <QNetworkAccessManager>
#include <QString>

#include <memory>

namespace tapdesk::app {

/// The core of the program, put together once for the window and for every verb of the command
/// line. Members are destroyed in the reverse order of their making.
class Application
{
public:
    /// @param dataDir  --data-dir; empty: the folders of the system
    /// @return Error::Kind::FileSystem when the data folder or its database cannot be used
    static Result<std::unique_ptr<Application>> make(const QString& dataDir);

    /// For what only reads files: touches no folder, remembers nothing.
    static Result<std::unique_ptr<Application>> makeWithoutFolders();

    /// Starts the sample service unless it runs; everybody who talks to it needs this first.
    Status startSampleService();

    const DataFolders& folders() const { return m_folders; }
    HttpClient& http() { return m_http; }
    ServiceCatalog& services() { return m_services; }
    JobStore& store() { return *m_store; }
    JobMonitor& jobs() { return m_jobs; }
    Shelf* shelf() { return m_shelf.get(); } ///< null without folders, or where it cannot be used

private:
    Application(DataFolders folders, std::unique_ptr<JobStore> store);
    void openShelf();

    DataFolders m_folders;
    std::unique_ptr<LocalTap> m_sample;
    QNetworkAccessManager m_network;
    HttpClient m_http;
    ServiceCatalog m_services;
    std::unique_ptr<JobStore> m_store;
    std::unique_ptr<Shelf> m_shelf;
    JobMonitor m_jobs;
};

} // namespace tapdesk::app
