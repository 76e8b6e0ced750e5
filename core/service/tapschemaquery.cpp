// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/tapschemaquery.h"

#include "core/net/servermessage.h"
#include "core/service/logging.h"
#include "core/votable/reader.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr int maximumRows = 1'000'000; // VizieR has some 50,000 tables

} // namespace

HttpRequest tapSchemaRequest(const TapService& service, const QString& query)
{
    return HttpRequest::post(service.resource(u"sync"_s),
                             {{u"REQUEST"_s, u"doQuery"_s},
                              {u"LANG"_s, u"ADQL"_s},
                              {u"FORMAT"_s, u"votable"_s},
                              {u"MAXREC"_s, QString::number(maximumRows)},
                              {u"QUERY"_s, query}});
}

QString columnsQuery(const QString& tableName)
{
    auto literal = tableName;
    literal.replace(u'\'', "''"_L1);
    return u"SELECT * FROM TAP_SCHEMA.columns WHERE table_name = '"_s + literal + u'\'';
}

Result<Table> readTapSchemaAnswer(const QByteArray& body)
{
    if (looksLikeHtml(body))
        return failure({.kind = Error::Kind::Protocol, .detail = serverMessage(body)});
    votable::Reader reader;
    auto status = reader.feed(body);
    if (status)
        status = reader.finish();
    if (reader.queryStatus() == votable::QueryStatus::Error)
        return failure(
            {.kind = Error::Kind::Service, .detail = unwrapPythonRepr(reader.queryStatusText())});
    if (!status)
        return failure(status.error());
    if (reader.queryStatus() == votable::QueryStatus::Overflow)
        qCWarning(lcService) << "A list of TAP_SCHEMA is cut after" << reader.rowsRead() << "rows";
    return reader.table();
}

} // namespace tapdesk
