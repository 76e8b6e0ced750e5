// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/timelimit.h"

#include <QRegularExpression>

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::seconds;

constexpr int gatewayTimeout = 504;

/// Limits that are not known come last: such a queue may have any time.
bool isShorter(const Queue& left, const Queue& right)
{
    const auto isUnknown = [](const Queue& queue) { return queue.limit == seconds(0); };
    if (isUnknown(left) || isUnknown(right))
        return !isUnknown(left) && isUnknown(right);
    return left.limit < right.limit;
}

} // namespace

bool isTimeLimit(const Error& error, TapQuery::Mode mode)
{
    static const QRegularExpression words(
        u"statement timeout|tim(e|ed)[ -]?out\\b|took too long|time limit|"
        "(maximum|max\\.?|allowed) (query |execution )*(time|duration)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto isSync = mode == TapQuery::Mode::Sync;
    switch (error.kind) {
    case Error::Kind::Timeout:
        return isSync;
    case Error::Kind::Http:
        return isSync
            && (error.httpStatus == gatewayTimeout || words.match(error.detail).hasMatch());
    case Error::Kind::Service:
        return words.match(error.detail).hasMatch();
    default:
        return false;
    }
}

bool isTimeLimit(const Result<QueryResult>& outcome, TapQuery::Mode mode)
{
    if (!outcome)
        return isTimeLimit(outcome.error(), mode);
    const auto& truth = outcome->truth;
    return truth.extent == Truth::Extent::Partial && truth.cause && isTimeLimit(*truth.cause, mode);
}

std::optional<TapQuery> withMoreTime(const TapQuery& query)
{
    auto next = query;
    next.mode = TapQuery::Mode::Async;
    auto queues = query.service.queues;
    std::stable_sort(queues.begin(), queues.end(), isShorter);
    const auto isPresent = [&](const Queue& queue) {
        return queue.name.compare(query.queue, Qt::CaseInsensitive) == 0;
    };
    if (query.mode == TapQuery::Mode::Sync) {
        next.queue = queues.isEmpty() ? QString() : queues.first().name;
        return next;
    }
    // A job without a queue was in the first that the service named.
    auto present = std::find_if(queues.cbegin(), queues.cend(), isPresent);
    if (present == queues.cend() && !queues.isEmpty()) {
        const auto first = query.service.queues.first();
        present = std::find(queues.cbegin(), queues.cend(), first);
    }
    if (present == queues.cend() || present + 1 == queues.cend())
        return {};
    next.queue = (present + 1)->name;
    return next;
}

} // namespace tapdesk
