// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/credentials.h"

#include <functional>
#include <optional>

class QObject;

namespace tapdesk {

/// Tokens in the desktop's secret service, one by origin. There may be none (a bare server, a
/// container): readToken() then finds nothing at once, and writeToken() fails, so that the caller
/// can say that the token lives for this session only. No file ever stands in.
///
/// Callbacks come from the event loop of the calling thread, once, unless @p context is gone.
class Keyring
{
public:
    static bool isAvailable(); ///< whether a session bus is there to ask

    static void readToken(const Origin& origin, QObject* context,
                          std::function<void(Result<std::optional<QString>>)> next);
    static void writeToken(const Origin& origin, const QString& token, QObject* context,
                           std::function<void(Status)> next);
    static void removeToken(const Origin& origin, QObject* context,
                            std::function<void(Status)> next);
};

} // namespace tapdesk
