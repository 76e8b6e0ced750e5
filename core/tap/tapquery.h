// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httprequest.h"
#include "core/service/tapservice.h"

#include <QString>

#include <optional>

namespace tapdesk {

inline constexpr qsizetype longestRunId = 64; ///< characters; Daiquiri answers 500 to more

/// What the user asked: a value. Nothing has been sent yet.
struct TapQuery
{
    enum class Mode { Sync, Async };

    TapService service = {};
    QString text = {}; ///< as written; a trailing semicolon is left to formFields()
    QString language = {}; ///< empty: the service's own default
    Mode mode = Mode::Sync;
    QString queue = {}; ///< async only; empty: the service decides
    QString runId = {};
    std::optional<qint64> maxrec = {};
    QString format = {}; ///< of the transfer; empty: "votable", which every service has to take

    /// The parameters of the request. Source: TAP 1.1, section 2; protocols.md 1.2 and 13.1.
    /// REQUEST=doQuery is always there (TAP 1.0 services need it), RUNID is cut to
    /// longestRunId, a trailing semicolon outside literals and comments is removed.
    FormFields formFields() const;

    friend bool operator==(const TapQuery&, const TapQuery&) = default;
};

} // namespace tapdesk
