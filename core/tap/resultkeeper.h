// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

namespace tapdesk {

/// Where a kept result lies until it has a place.
struct KeptBytes
{
    QString file; ///< absolute path
    qint64 size = 0; ///< bytes

    friend bool operator==(const KeptBytes&, const KeptBytes&) = default;
};

/// Keeps the bytes of one result while they are read, as the service sent them.
///
/// Used by one thread at a time, which need not be the one that made it. A keeper that is deleted
/// without finish() leaves nothing behind: what arrived was no result.
class ResultKeeper
{
public:
    virtual ~ResultKeeper() = default;

    /// Never fails the reading: what goes wrong is told by finish().
    virtual void take(QByteArrayView bytes) = 0;

    /// No byte follows, and what came was worth keeping. At most once, the last call.
    /// @return Error::Kind::FileSystem, such as of a full disk; then nothing is left behind
    virtual Result<KeptBytes> finish() = 0;
};

struct QueryResult;

/// Where results stay: the shelf, as those who fetch results see it.
class ResultPlace
{
public:
    virtual ~ResultPlace() = default;

    virtual std::unique_ptr<ResultKeeper> keeper() = 0; ///< for one result that will arrive

    /// Gives the bytes of a result that is read their place.
    /// @return a number that names the result there
    virtual Result<qint64> place(const KeptBytes& kept, const QueryResult& result) = 0;

    /// Whether all that a service has of a job's result lies here, so that it can go there. What
    /// MAXREC or the service has cut counts, as no more is to be had; what broke off does not.
    virtual bool holds(const QString& serviceId, const QString& jobId) const = 0;
};

} // namespace tapdesk
