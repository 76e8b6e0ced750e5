// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace tapdesk {

/// A job's phase as the service says it. Source: UWS 1.1, section 2.1.3.
class JobPhase
{
public:
    enum class Kind {
        Pending,
        Queued,
        Executing,
        Completed,
        Error,
        Aborted,
        Held,
        Suspended,
        Archived,
        Unknown ///< the service's own UNKNOWN, or a word never heard of
    };

    JobPhase() = default;
    JobPhase(Kind kind);

    /// Reads a phase word: blanks trimmed, any case, RUNNING as EXECUTING. A word never heard of
    /// is Unknown and keeps its spelling in word().
    static JobPhase fromWord(const QString& word);

    Kind kind() const { return m_kind; }
    QString word() const { return m_word; } ///< "EXECUTING", or the service's own word

    bool isTerminal() const; ///< COMPLETED, ERROR, ABORTED, ARCHIVED
    bool mayBlock() const; ///< PENDING, QUEUED, EXECUTING: WAIT works. Source: UWS 1.1, 2.2.1.2
    bool isActive() const { return !isTerminal(); }

    friend bool operator==(const JobPhase&, const JobPhase&) = default;

private:
    Kind m_kind = Kind::Unknown;
    QString m_word = QStringLiteral("UNKNOWN");
};

} // namespace tapdesk

Q_DECLARE_METATYPE(tapdesk::JobPhase)
