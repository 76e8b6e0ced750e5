// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "core/service/servicecatalog.h"
#include "core/session/editorstore.h"
#include "core/session/settings.h"
#include "tests/support/fakenetwork.h"
#include "ui/base/workbench.h"

#include <QTemporaryDir>

namespace tapdesk::test {

/// Real core objects over a scripted network and a folder that goes away: what pages need.
class TestBench
{
public:
    /// @param folder  kept between two benches to act as a restart; a new one when empty
    explicit TestBench(const QString& folder = {})
        : m_folder(folder.isEmpty() ? m_temporary.path() : folder)
        , http(network)
        , services(path(QStringLiteral("services.json")))
        , store(*JobStore::open(path(QStringLiteral("tapdesk.sqlite"))))
        , jobs(http, *store)
        , settings(path(QStringLiteral("settings.ini")))
        , editors(path(QStringLiteral("session")))
    {
        http.setRetryDelay(std::chrono::milliseconds(0));
        services.setSampleUrl(QUrl(QStringLiteral("http://127.0.0.1:9/tap")),
                              QUrl(QStringLiteral("http://127.0.0.1:9/files/")));
    }

    QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }

private:
    QTemporaryDir m_temporary;
    QString m_folder;

public:
    FakeNetwork network;
    HttpClient http;
    ServiceCatalog services;
    std::unique_ptr<JobStore> store;
    JobMonitor jobs;
    Settings settings;
    EditorStore editors;
    ui::Workbench workbench {http, services, jobs, settings, editors};
};

} // namespace tapdesk::test
