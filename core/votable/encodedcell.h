// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/field.h"

#include <optional>
#include <string>
#include <string_view>

namespace tapdesk::votable {

/// The text of a cell `<TD encoding="base64">`, which holds the cell as BINARY lays it out: a
/// text of TABLEDATA that reads as the same value, bit for bit. Empty for null.
/// @param field  as declared
/// @return nothing if it is not one whole cell
/// Source: VOTable 1.1, appendix A.5; protocols.md 4.5, rule 11.
std::optional<std::string> textOfBase64Cell(const Field& field, std::string_view base64);

} // namespace tapdesk::votable
