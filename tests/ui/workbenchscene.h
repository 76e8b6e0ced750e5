// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"
#include "core/jobs/jobstore.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "core/session/editorstore.h"
#include "core/session/settings.h"
#include "tests/support/fakenetwork.h"
#include "ui/base/workbench.h"

#include <QTemporaryDir>

namespace tapdesk::test {

/// What pages need, on a scripted network and a folder that goes away. It waits for nothing.
class WorkbenchScene
{
public:
    WorkbenchScene()
        : client(network)
        , services(folder.filePath(QStringLiteral("services.json")))
        , store(std::move(*JobStore::open(folder.filePath(QStringLiteral("tapdesk.sqlite")))))
        , jobs(client, *store)
        , settings(folder.filePath(QStringLiteral("settings.ini")))
        , editors(folder.filePath(QStringLiteral("session")))
    {
        using namespace std::chrono_literals;
        client.setRetryDelay(0ms);
        jobs.setPace({.first = 0ms, .longest = 0ms, .growth = 1.5, .wait = 0s, .quick = 1000ms});
        service.id = QStringLiteral("test");
        service.title = QStringLiteral("Test");
        service.baseUrl = QUrl(QStringLiteral("https://example.org/tap"));
        service.language = QStringLiteral("PostgreSQL");
    }

    ui::Workbench workbench() { return {client, services, jobs, settings, editors}; }

    QTemporaryDir folder;
    FakeNetwork network;
    HttpClient client;
    ServiceCatalog services;
    std::unique_ptr<JobStore> store;
    JobMonitor jobs;
    Settings settings;
    EditorStore editors;
    TapService service;
};

} // namespace tapdesk::test
