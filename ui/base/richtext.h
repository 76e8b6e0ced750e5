// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace tapdesk::ui {

// HTML for Qt's text widgets, made of words that others wrote: what a server says is never markup.

/// Any text as the text of a tooltip: Qt would take one that looks like HTML for HTML. Long ones
/// are cut. Empty for an empty text.
QString plainToolTip(const QString& text);

/// A line of a table of facts; nothing for an empty value. Line breaks stay.
QString factRow(const QString& name, const QString& value);

/// Text with its own line breaks in a fixed font, wrapped where it is too wide. Cut where it is
/// longer than anybody reads.
QString preformatted(const QString& text);

/// "2026-11-22 18:47:45 UTC"; empty for an invalid time.
QString utcText(const QDateTime& time);

} // namespace tapdesk::ui
