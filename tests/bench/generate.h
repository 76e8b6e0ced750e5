// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tapdesk::bench {

enum class Encoding { TableData, Binary, Binary2 };

/// Writes a catalogue-like table of 16 columns (8 double, 3 float, 2 long, int, boolean, char(*)),
/// nulls sprinkled. A cell is a function of its row and column only, so every run and every
/// machine gets the same bytes. Exits the program when the file cannot be written.
void writeCatalogue(const std::string& path, std::int64_t rows, Encoding encoding);

} // namespace tapdesk::bench
