// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/jobdocuments.h"

#include "core/localtap/sampleschema.h"

#include <QXmlStreamWriter>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

const auto uwsNamespace = u"http://www.ivoa.net/xml/UWS/v1.0"_s;
const auto linkNamespace = u"http://www.w3.org/1999/xlink"_s;
const auto instanceNamespace = u"http://www.w3.org/2001/XMLSchema-instance"_s;

/// Writes one document with a UWS element as its root.
class Document
{
public:
    explicit Document(const QString& root)
        : m_xml(&m_bytes)
    {
        m_xml.writeStartDocument();
        m_xml.writeNamespace(uwsNamespace, u"uws"_s);
        m_xml.writeNamespace(linkNamespace, u"xlink"_s);
        m_xml.writeNamespace(instanceNamespace, u"xsi"_s);
        start(root);
        if (root == "job"_L1 || root == "jobs"_L1)
            m_xml.writeAttribute(u"version"_s, u"1.1"_s);
    }

    void start(const QString& name) { m_xml.writeStartElement(uwsNamespace, name); }
    void end() { m_xml.writeEndElement(); }
    void attribute(const QString& name, const QString& value) { m_xml.writeAttribute(name, value); }

    void link(const QString& url)
    {
        m_xml.writeAttribute(linkNamespace, u"href"_s, url);
        m_xml.writeAttribute(linkNamespace, u"type"_s, u"simple"_s);
    }

    void text(const QString& name, const QString& value)
    {
        m_xml.writeTextElement(uwsNamespace, name, value);
    }

    /// For elements that must be there even when there is nothing to say.
    void nillable(const QString& name, const QString& value)
    {
        if (!value.isEmpty())
            return text(name, value);
        m_xml.writeEmptyElement(uwsNamespace, name);
        m_xml.writeAttribute(instanceNamespace, u"nil"_s, u"true"_s);
    }

    void parameter(const QString& name, const QString& value)
    {
        if (value.isEmpty())
            return;
        start(u"parameter"_s);
        attribute(u"id"_s, name);
        m_xml.writeCharacters(value);
        end();
    }

    QByteArray finish()
    {
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

QString number(qint64 value)
{
    return value < 0 ? QString() : QString::number(value);
}

void writeParameters(Document& document, const JobRecord& job)
{
    // names are the same in any case, so each may come only once; pyvo wants "query"
    const QueryRequest& request = job.request;
    document.parameter(u"LANG"_s, request.language);
    document.parameter(u"MAXREC"_s, number(request.maxrec.value_or(-1)));
    document.parameter(u"FORMAT"_s, request.format);
    document.parameter(u"RUNID"_s, request.runId);
    document.parameter(u"schema_name"_s, dataSchema);
    document.parameter(u"query_language"_s, request.language.toLower());
    document.parameter(u"query"_s, request.query);
    document.parameter(u"native_query"_s, job.nativeQuery);
    document.parameter(u"queue"_s, request.queue);
    document.parameter(u"nrows"_s, number(job.rows));
    document.parameter(u"size"_s, number(job.bytes));
}

void writeResults(Document& document, const JobRecord& job, const QString& jobsUrl)
{
    if (job.phase != phase::completed)
        return;
    const auto format = outputFormat(job.request.format).value_or(outputFormats().front());
    document.start(u"result"_s);
    document.attribute(u"id"_s, u"result"_s);
    document.attribute(u"mime-type"_s, format.mime);
    document.attribute(u"size"_s, number(job.bytes));
    document.link(u"%1/%2/results/result"_s.arg(jobsUrl, job.id));
    document.end();
}

void writeError(Document& document, const JobRecord& job)
{
    if (job.error.isEmpty())
        return;
    document.start(u"errorSummary"_s);
    document.attribute(u"type"_s, u"fatal"_s);
    document.attribute(u"hasDetail"_s, u"true"_s);
    document.text(u"message"_s, job.error);
    document.end();
}

} // namespace

QString uwsTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QByteArray jobListDocument(const QList<JobRecord>& jobs, const QString& jobsUrl)
{
    Document document(u"jobs"_s);
    for (const JobRecord& job : jobs) {
        document.start(u"jobref"_s);
        document.attribute(u"id"_s, job.id);
        document.link(jobsUrl + u'/' + job.id);
        document.text(u"phase"_s, job.phase);
        if (!job.request.runId.isEmpty())
            document.text(u"runId"_s, job.request.runId);
        document.nillable(u"ownerId"_s, {});
        document.text(u"creationTime"_s, uwsTime(job.created));
        document.end();
    }
    return document.finish();
}

QByteArray jobDocument(const JobRecord& job, const QString& jobsUrl)
{
    Document document(u"job"_s);
    document.text(u"jobId"_s, job.id);
    if (!job.request.runId.isEmpty())
        document.text(u"runId"_s, job.request.runId);
    document.nillable(u"ownerId"_s, {});
    document.text(u"phase"_s, job.phase);
    document.nillable(u"quote"_s, {});
    document.text(u"creationTime"_s, uwsTime(job.created));
    document.nillable(u"startTime"_s, uwsTime(job.started));
    document.nillable(u"endTime"_s, uwsTime(job.ended));
    document.text(u"executionDuration"_s, number(job.duration.count()));
    document.nillable(u"destruction"_s, uwsTime(job.destruction));
    document.start(u"parameters"_s);
    writeParameters(document, job);
    document.end();
    document.start(u"results"_s);
    writeResults(document, job, jobsUrl);
    document.end();
    writeError(document, job);
    return document.finish();
}

QByteArray parametersDocument(const JobRecord& job)
{
    Document document(u"parameters"_s);
    writeParameters(document, job);
    return document.finish();
}

QByteArray resultsDocument(const JobRecord& job, const QString& jobsUrl)
{
    Document document(u"results"_s);
    writeResults(document, job, jobsUrl);
    return document.finish();
}

} // namespace tapdesk::localtap
