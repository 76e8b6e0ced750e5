// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>
#include <tl/expected.hpp>

namespace tapdesk {
class JobStore;
class ServiceCatalog;
} // namespace tapdesk

namespace tapdesk::app {

/// A job that the command line names.
struct JobTarget
{
    TapService service;
    QString jobId; ///< jobIdOf() its URL

    QUrl given; ///< the URL, where one was given or remembered; jobUrlFromTyped()

    /// Where the job is. The sample service must listen already, as its port changes.
    QUrl url() const;

    friend bool operator==(const JobTarget&, const JobTarget&) = default;
};

/// Finds the job that @p word means: a URL, an id, or a run id that only one remembered job has.
///
/// @param service  --service; narrows the search, refuses the URL of another service's job, and
///                 makes an id that nobody remembers one of that service's
/// @return the job, or one sentence why there is none
tl::expected<JobTarget, QString> findJob(const QString& word,
                                         const std::optional<TapService>& service,
                                         const JobStore& store, const ServiceCatalog& services);

} // namespace tapdesk::app
