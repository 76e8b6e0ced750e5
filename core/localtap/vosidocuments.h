// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/sampledatabase.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace tapdesk::localtap {

/// Source: VOSI 1.1; TAPRegExt 1.0.
/// @param base        address of the service, as the client wrote it
/// @param longest     time that a job may take
QByteArray capabilitiesDocument(const QString& base, std::chrono::seconds longest);

QByteArray availabilityDocument(const QDateTime& upSince);

enum class TableDetail { Full, NamesOnly };

/// All tables, those of TAP_SCHEMA included. Source: VOSI 1.1; VODataService 1.2.
/// @param counts  rows of tables; nothing is told of a table that is not among them
QByteArray tablesDocument(TableDetail detail, const RowCounts& counts);

/// One table; nothing for a name that there is none of.
std::optional<QByteArray> tableDocument(const QString& qualifiedName, const RowCounts& counts);

} // namespace tapdesk::localtap
