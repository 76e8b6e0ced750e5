// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <string>
#include <string_view>

namespace tapdesk::votable {

/// Appends character data of an element. Markup is escaped, and so are line ends, which a parser
/// would normalise. Characters that XML 1.0 forbids are dropped; bytes that are no UTF-8 become
/// U+FFFD.
///
/// Source: XML 1.0, sections 2.2, 2.4 and 2.11.
void appendXmlText(std::string& out, std::string_view utf8);

/// Appends ` name="value"`, or nothing when @p value is empty.
void appendXmlAttribute(std::string& out, std::string_view name, QStringView value);

/// Appends ` name="value"` even when @p value is empty.
void appendRequiredXmlAttribute(std::string& out, std::string_view name, QStringView value);

/// An XML name without colon (NCName) made of @p text: itself when it is one.
QString xmlName(const QString& text);

} // namespace tapdesk::votable
