// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/localtap/outputformat.h"
#include "core/localtap/queryrun.h"

class QIODevice;

namespace tapdesk::localtap {

/// Writes what a query gives, block by block, with the INFOs that tell where it comes from.
///
/// An error that shows after the first rows ends up in the document where the format has a place
/// for it, as TAP wants it: a second QUERY_STATUS after the table.
///
/// @param device  open for writing
/// @return success, or what stopped the query or the device
/// Source: TAP 1.1, section 3.3; DALI 1.1, section 4.4.
Status writeResult(QIODevice& device, QueryRun& run, const QueryRequest& request,
                   const OutputFormat& format);

/// A VOTable that says nothing but what went wrong.
QByteArray errorDocument(const QString& message);

} // namespace tapdesk::localtap
