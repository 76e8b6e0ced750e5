// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/hostileserver.h"

#include <QMap>

#include <functional>

namespace tapdesk::test {

/// What is sent for one request.
struct Reaction
{
    QByteArray wire = {}; ///< at once
    QByteArray refill = {}; ///< again and again, as fast as the client takes it
    QByteArray drip = {}; ///< byte by byte
    bool closes = false; ///< the connection, after what was sent
    bool resets = false; ///< the same, with a TCP reset
};

struct Context
{
    const ServedRequest& request;
    QByteArray otherBase; ///< "http://127.0.0.1:1234"
    int visits = 1; ///< how often this path was asked, now included
};

using Misbehaviour = std::function<Reaction(const Context&)>;

/// What HostileServer can do, by name.
const QMap<QByteArray, Misbehaviour>& misbehaviourTable();

/// A capabilities document of a TAP service at @p base, in order.
QByteArray capabilities(const QByteArray& base);

/// A complete answer with its length.
QByteArray whole(int status, const QByteArray& type, const QByteArray& body,
                 const QByteArray& headers = {});

} // namespace tapdesk::test
