// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobmonitor.h"
#include "core/net/httpclient.h"
#include "tests/core/uws/uwsanswers.h"
#include "tests/support/handpauses.h"

#include <QTemporaryDir>

#include <memory>

namespace tapdesk::test {

/// A monitor with a mirror of its own, on a scripted network; its pauses pass by the clock unless
/// the test takes them in hand.
class JobScene final
{
public:
    JobScene()
        : store(std::move(*JobStore::open(folder.filePath(QStringLiteral("tapdesk.sqlite")))))
        , client(network)
        , monitor(std::make_unique<JobMonitor>(client, *store))
    {
        client.setRetryDelay(std::chrono::milliseconds(0));
    }

    /// From now on the pauses and the budget's clock are the test's.
    void takeTime()
    {
        monitor->setPauses(pauses.maker());
        monitor->setClock([this] { return pauses.now(); });
    }

    QTemporaryDir folder;
    std::unique_ptr<JobStore> store;
    FakeNetwork network;
    HandPauses pauses;
    HttpClient client;
    std::unique_ptr<JobMonitor> monitor;
};

} // namespace tapdesk::test
