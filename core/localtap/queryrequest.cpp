// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/queryrequest.h"

#include <algorithm>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestRunId = 64; // DALI 1.1, section 3.4.5

QString canonicalLanguage(const QString& value)
{
    const QString word = value.toLower();
    for (const auto name : {"PostgreSQL"_L1, "ADQL"_L1}) {
        const QString key = QString(name).toLower();
        if (word == key || word.startsWith(key + u'-'))
            return name;
    }
    return {};
}

QString canonicalQueue(const QString& value)
{
    for (const auto name : {shortQueueName, longQueueName}) {
        if (value.compare(name, Qt::CaseInsensitive) == 0)
            return name;
    }
    return {};
}

/// Collects what is wrong, so that a user hears of everything at once.
class Reading
{
public:
    Reading(const Parameters& parameters, QueryRequest request)
        : m_parameters(parameters)
        , m_request(std::move(request))
    {
    }

    Result<QueryRequest> read()
    {
        if (const auto query = single("QUERY"_L1))
            m_request.query = *query;
        readLanguage();
        readQueue();
        readRunId();
        readRowLimit();
        readFormat();
        if (m_parameters.has(u"UPLOAD"))
            refuse("UPLOAD: This service takes no tables."_L1);
        if (m_problems.isEmpty())
            return m_request;
        return failure({.kind = Error::Kind::Service, .detail = m_problems.join(u'\n')});
    }

private:
    std::optional<QString> single(QLatin1StringView name)
    {
        const QStringList values = m_parameters.values(QString(name));
        if (values.size() > 1)
            refuse(name + ": This parameter may be given only once."_L1);
        return values.isEmpty() ? std::nullopt : std::optional(values.first());
    }

    void refuse(const QString& problem) { m_problems += problem; }

    void readLanguage()
    {
        const auto value = single("LANG"_L1);
        if (!value)
            return;
        m_request.language = canonicalLanguage(*value);
        if (m_request.language.isEmpty())
            m_request.language = *value;
    }

    void readQueue()
    {
        const auto value = single("QUEUE"_L1);
        if (value)
            m_request.queue = canonicalQueue(*value);
        else if (m_request.queue.isEmpty())
            m_request.queue = shortQueueName;
        if (m_request.queue.isEmpty())
            refuse(u"QUEUE: \"%1\" is none of the queues here: %2, %3."_s.arg(*value).arg(
                shortQueueName, longQueueName));
    }

    void readRunId()
    {
        const auto value = single("RUNID"_L1);
        if (!value)
            return;
        m_request.runId = *value;
        if (value->size() > longestRunId)
            refuse(u"RUNID: This has more than %1 characters."_s.arg(longestRunId));
    }

    void readRowLimit()
    {
        const auto value = single("MAXREC"_L1);
        if (!value)
            return;
        bool ok = false;
        const qint64 limit = value->toLongLong(&ok);
        if (ok && limit >= 0)
            m_request.maxrec = std::min(limit, maxRows);
        else
            refuse(u"MAXREC: \"%1\" is not a whole number from 0 on."_s.arg(*value));
    }

    void readFormat()
    {
        auto value = single("FORMAT"_L1);
        const auto other = single("RESPONSEFORMAT"_L1);
        if (!value)
            value = other;
        if (!value)
            return;
        m_request.format = *value;
        if (!outputFormat(*value))
            refuse(u"FORMAT: \"%1\" is none of the formats here."_s.arg(*value));
    }

    const Parameters& m_parameters;
    QueryRequest m_request;
    QStringList m_problems;
};

} // namespace

Result<QueryRequest> readRequest(const Parameters& parameters, QueryRequest before)
{
    return Reading(parameters, std::move(before)).read();
}

Status requireRunnable(const QueryRequest& request)
{
    QStringList problems;
    if (request.language.isEmpty())
        problems += u"LANG: This parameter is required."_s;
    else if (canonicalLanguage(request.language).isEmpty())
        problems += u"LANG: \"%1\" is none of the languages here: PostgreSQL, ADQL."_s.arg(
            request.language);
    if (request.query.isEmpty())
        problems += u"QUERY: This parameter is required."_s;
    if (problems.isEmpty())
        return {};
    return failure({.kind = Error::Kind::Service, .detail = problems.join(u'\n')});
}

} // namespace tapdesk::localtap
