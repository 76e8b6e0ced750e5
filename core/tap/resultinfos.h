// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/queryresult.h"

namespace tapdesk {

/// What a result says about itself in a VOTable that is written of it.
struct ResultInfos
{
    QList<votable::Info> leading = {}; ///< before the table
    QList<votable::Info> trailing = {}; ///< after it

    friend bool operator==(const ResultInfos&, const ResultInfos&) = default;
};

/// QUERY_STATUS, query, language, service, job and time of a result, then the server's own INFOs
/// of other names. A result that is cut ends with QUERY_STATUS=OVERFLOW, one that broke off with
/// ERROR and the words of its cause, so that whoever reads the file knows.
/// Source: DALI 1.1, section 4.4; TAP 1.1, section 3.3.
ResultInfos resultInfos(const QueryResult& result);

} // namespace tapdesk
