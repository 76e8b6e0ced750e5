// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <span>

namespace tapdesk::localtap {

/// A format that results can have.
struct OutputFormat
{
    enum class Kind { VotableTableData, VotableBinary2, Csv, Tsv };

    Kind kind = Kind::VotableTableData;
    QLatin1StringView mime;
    QLatin1StringView alias; ///< the short word that is announced
    QLatin1StringView otherAlias; ///< one more that is understood; may be empty
    QLatin1StringView identifier; ///< of TAPRegExt; may be empty
};

/// What is announced, the default first.
std::span<const OutputFormat> outputFormats();

/// The format that a FORMAT value means: an alias or a media type, in any case, blanks around
/// semicolons ignored; nothing for one that is not offered.
/// Source: DALI 1.1, section 3.4.3; TAP 1.1, section 2.7.2.
std::optional<OutputFormat> outputFormat(QStringView value);

/// The type to label a result with: the media type that was asked for, else the usual one.
/// @param asked  FORMAT value that outputFormat() knows, or nothing
QByteArray contentType(const QString& asked);

} // namespace tapdesk::localtap
