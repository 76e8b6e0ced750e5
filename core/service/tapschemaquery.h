// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/net/httprequest.h"
#include "core/service/tapservice.h"
#include "core/table/table.h"

namespace tapdesk {

/// A synchronous query about TAP_SCHEMA, with a MAXREC far above what a service holds: the limit
/// that services set by themselves would cut the list silently.
/// Source: TAP 1.1, section 4; protocols.md 1.11.
HttpRequest tapSchemaRequest(const TapService& service, const QString& query);

/// `SELECT * FROM TAP_SCHEMA.columns` for one table.
QString columnsQuery(const QString& tableName);

/// The table in the answer.
/// @return Error::Kind::Service with the service's sentence, or what votable::Reader says
Result<Table> readTapSchemaAnswer(const QByteArray& body);

} // namespace tapdesk
