// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/votable/document.h"

#include <QHash>

#include <string_view>
#include <utility>

namespace tapdesk::votable {

/// Collects warnings: the same kind about the same subject is one entry with a count.
class WarningLog final
{
public:
    /// @param detail  offending text, UTF-8; only the first one is kept, shortened
    /// @param line    of the document, from 1; 0 when it has none
    void add(Warning::Kind kind, const QString& subject, std::string_view detail, qint64 line);

    const QList<Warning>& entries() const { return m_entries; }

private:
    QList<Warning> m_entries; // in order of first occurrence
    QHash<std::pair<int, QString>, qsizetype> m_index;
};

} // namespace tapdesk::votable
