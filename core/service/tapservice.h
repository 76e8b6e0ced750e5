// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>

namespace tapdesk {

/// A queue of a service: what QUEUE may name, and how long its queries may run.
struct Queue
{
    QString name = {};
    std::chrono::seconds limit {0}; ///< 0 = unknown

    friend bool operator==(const Queue&, const Queue&) = default;
};

/// A TAP service as the user knows it: a fact, not a connection.
struct TapService
{
    QString id = {}; ///< short, unique, stable: "sample", "cars"; what --service takes
    QString title = {};
    QUrl baseUrl = {}; ///< without trailing slash; resources are appended
    QUrl filesUrl = {}; ///< what relative file paths in results are joined to; may be empty
    QString language = {}; ///< what LANG says unless told: "PostgreSQL", "ADQL"
    QList<QString> languages = {}; ///< known before capabilities are read
    QList<Queue> queues = {}; ///< empty = the service has none
    bool archives = false; ///< DELETE keeps the job as ARCHIVED (Daiquiri)
    qint64 quota = 0; ///< bytes that results of one user may take there; 0 = unknown
    bool isSample = false; ///< the embedded service: its port changes with every start

    friend bool operator==(const TapService&, const TapService&) = default;

    QUrl resource(const QString& path) const; ///< baseUrl + "/" + path
    bool hasQueue(const QString& name) const; ///< in any case
    /// The service's own spelling of a language, in any case, that a job or a person names, with
    /// or without a version ("postgresql-16.2" is PostgreSQL); empty if it has none such.
    /// Source: daiquiri.md section 2 (LANG).
    QString spelling(const QString& named) const;

    /// The base URL in what a user typed or pasted: white space, a trailing slash and resource
    /// names (`/sync`, `/async`, `/capabilities`, `/tables`) are taken off, https is assumed.
    /// @return Error::Kind::Parse when it is no http(s) address
    /// Source: protocols.md 1.1.
    static Result<QUrl> normalisedBaseUrl(const QString& typed);
};

} // namespace tapdesk
