// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/warninglog.h"

namespace tapdesk::votable {

namespace {

constexpr qsizetype maxDetail = 80;
constexpr qsizetype maxEntries = 1000; // a hostile document must not fill the memory with them

} // namespace

void WarningLog::add(Warning::Kind kind, const QString& subject, std::string_view detail,
                     qint64 line)
{
    const auto key = std::pair(static_cast<int>(kind), subject);
    if (const auto found = m_index.constFind(key); found != m_index.cend()) {
        ++m_entries[*found].count;
        return;
    }
    if (m_entries.size() >= maxEntries)
        return;
    QString shortened = QString::fromUtf8(detail.substr(0, 4 * maxDetail));
    if (shortened.size() > maxDetail)
        shortened = shortened.left(maxDetail - 1) + QChar(0x2026);
    m_index.insert(key, m_entries.size());
    m_entries.append({.kind = kind, .subject = subject, .detail = shortened, .line = line});
}

} // namespace tapdesk::votable
