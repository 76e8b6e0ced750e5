// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/resultinfos.h"

#include <algorithm>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

const auto queryStatus = u"QUERY_STATUS"_s;

QList<votable::Info> trailingInfos(const Truth& truth)
{
    switch (truth.extent) {
    case Truth::Extent::Complete:
        return {};
    case Truth::Extent::CutByMaxrec:
    case Truth::Extent::CutByService:
        return {{.name = queryStatus, .value = u"OVERFLOW"_s}};
    case Truth::Extent::Partial:
        break;
    }
    return {{.name = queryStatus,
             .value = u"ERROR"_s,
             .text = truth.cause ? truth.cause->detail : QString()}};
}

} // namespace

ResultInfos resultInfos(const QueryResult& result)
{
    const auto& from = result.provenance;
    ResultInfos infos {.leading = {{.name = queryStatus, .value = u"OK"_s}},
                       .trailing = trailingInfos(result.truth)};
    const auto add = [&infos](const QString& name, const QString& value) {
        if (!value.isEmpty())
            infos.leading.append({.name = name, .value = value});
    };
    add(u"QUERY"_s, from.query);
    add(u"QUERY_LANGUAGE"_s, from.language);
    add(u"PROVIDER"_s, from.serviceTitle);
    add(u"SERVICE_ADDRESS"_s, from.serviceUrl.toString());
    add(u"JOB"_s, from.jobUrl.toString());
    add(u"DATE"_s, from.finished.toUTC().toString(Qt::ISODate));
    const auto ours = infos.leading;
    for (const auto& info : from.infos) {
        const auto isSaid =
            std::any_of(ours.cbegin(), ours.cend(), [&](const votable::Info& known) {
                return known.name.compare(info.name, Qt::CaseInsensitive) == 0;
            });
        if (!isSaid)
            infos.leading.append(info);
    }
    return infos;
}

} // namespace tapdesk
