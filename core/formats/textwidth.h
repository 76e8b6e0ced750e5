// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace tapdesk::formats {

/// Columns that a text takes on a terminal: 2 for the wide characters of East Asia and for emoji, 0
/// for combining marks, 1 for all else. Source: Unicode Standard Annex 11, simplified to blocks.
int textWidth(QStringView text);

/// The text, or as much of its begin as fits into @p width columns with "…" behind it.
QString elided(const QString& text, int width);

/// One line in which every character can be seen: line ends, other control characters and marks
/// that turn the direction of writing become "\n", "\t", "\u001b".
QString visibleText(const QString& text);

} // namespace tapdesk::formats
