// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/querysettings.h"

#include "core/sql/directives.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

QString firstOf(const QString& option, const QString& directive)
{
    return option.isEmpty() ? directive : option;
}

} // namespace

tl::expected<TapQuery, QString> tapQuery(const TapService& service, const QString& text,
                                         TapQuery::Mode mode, const CommandLine& line)
{
    const auto directives = sql::readDirectives(text);
    TapQuery query;
    query.service = service;
    query.text = text;
    query.mode = mode;
    query.language = firstOf(line.language, directives.language);
    query.queue = firstOf(line.queue, directives.queue);
    query.runId = firstOf(line.runId, directives.runId);
    query.maxrec = line.maxrec;
    if (!query.maxrec && !directives.maxrec.isEmpty()) {
        bool ok = false;
        const qint64 maxrec = directives.maxrec.toLongLong(&ok);
        if (!ok || maxrec < 0)
            return tl::unexpected(
                u"the query's comment says MAXREC = %1, which is no number of rows"_s.arg(
                    directives.maxrec));
        query.maxrec = maxrec;
    }
    return query;
}

} // namespace tapdesk::app
