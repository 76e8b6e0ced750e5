// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/uws/jobphase.h"

#include <QLatin1StringView>

#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

struct Word
{
    JobPhase::Kind kind = JobPhase::Kind::Unknown;
    QLatin1StringView word;
};

// Words first that word() gives; aliases of services behind them.
constexpr std::array words {
    Word {JobPhase::Kind::Pending, "PENDING"_L1},
    Word {JobPhase::Kind::Queued, "QUEUED"_L1},
    Word {JobPhase::Kind::Executing, "EXECUTING"_L1},
    Word {JobPhase::Kind::Completed, "COMPLETED"_L1},
    Word {JobPhase::Kind::Error, "ERROR"_L1},
    Word {JobPhase::Kind::Aborted, "ABORTED"_L1},
    Word {JobPhase::Kind::Held, "HELD"_L1},
    Word {JobPhase::Kind::Suspended, "SUSPENDED"_L1},
    Word {JobPhase::Kind::Archived, "ARCHIVED"_L1},
    Word {JobPhase::Kind::Unknown, "UNKNOWN"_L1},
    Word {JobPhase::Kind::Executing, "RUNNING"_L1},
};

} // namespace

JobPhase::JobPhase(Kind kind)
    : m_kind(kind)
{
    for (const auto& known : words) {
        if (known.kind == kind) {
            m_word = known.word;
            return;
        }
    }
}

JobPhase JobPhase::fromWord(const QString& word)
{
    const auto trimmed = word.trimmed();
    for (const auto& known : words) {
        if (trimmed.compare(known.word, Qt::CaseInsensitive) == 0)
            return known.kind;
    }
    JobPhase phase;
    if (!trimmed.isEmpty())
        phase.m_word = trimmed;
    return phase;
}

bool JobPhase::isTerminal() const
{
    switch (m_kind) {
    case Kind::Completed:
    case Kind::Error:
    case Kind::Aborted:
    case Kind::Archived:
        return true;
    case Kind::Pending:
    case Kind::Queued:
    case Kind::Executing:
    case Kind::Held:
    case Kind::Suspended:
    case Kind::Unknown:
        return false;
    }
    return false;
}

bool JobPhase::mayBlock() const
{
    return m_kind == Kind::Pending || m_kind == Kind::Queued || m_kind == Kind::Executing;
}

} // namespace tapdesk
