// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/field.h"
#include "core/votable/charactertext.h"
#include "core/votable/markupscanner.h"
#include "core/votable/warninglog.h"

namespace tapdesk::votable {

/// The Field that a FIELD start tag declares; DESCRIPTION and VALUES follow in the document.
///
/// Never fails: a missing datatype is told by the xtype or read as text, an unknown one as text,
/// an unreadable arraysize as variable. Each leaves a warning.
///
/// @param tag    whose token is the start tag
/// @param index  of the field in its table, from 0: names what has no name
/// Source: VOTable 1.5, section 4.1; daiquiri.md 8 for what stands in for a datatype.
Field readField(const MarkupScanner& tag, qsizetype index, Charset charset, Repairs& repairs,
                WarningLog& warnings);

} // namespace tapdesk::votable
