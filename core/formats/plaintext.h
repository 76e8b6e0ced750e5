// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/exporter.h"

namespace tapdesk::formats {

/// FormatId::Text of exportTable(): names, units, a rule, rows, a count and the notes.
///
/// Reads the rows that it shows twice, for their widths and for their text, and stores none.
Status exportPlainText(QIODevice& device, const Table& table, const QStringList& notes,
                       const TextOptions& options, const std::stop_token& stop);

} // namespace tapdesk::formats
