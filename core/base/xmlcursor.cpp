// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/xmlcursor.h"

#include "core/base/htmlentity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

QStringView localPart(QStringView qualifiedName)
{
    return qualifiedName.mid(qualifiedName.lastIndexOf(u':') + 1);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

QString XmlCursor::HtmlEntities::resolveUndeclaredEntity(const QString& name)
{
    const auto text = htmlEntity(name);
    // The answer is parsed as XML. What nobody knows stands as it was written.
    return text.isNull() ? u"&amp;"_s + name + u';' : text;
}

XmlCursor::XmlCursor(const QByteArray& document)
{
    // The XML declaration must be the very first thing, but templates print empty lines before it.
    const auto* start = std::find_if_not(document.begin(), document.end(), isBlank);
    m_linesBefore = std::count(document.begin(), start, '\n');
    m_xml.setEntityResolver(&m_entities);
    m_xml.setNamespaceProcessing(false);
    m_xml.addData(QByteArray::fromRawData(start, document.end() - start));
}

QXmlStreamReader::TokenType XmlCursor::next()
{
    const auto token = m_xml.readNext();
    if (token == QXmlStreamReader::StartElement) {
        if (++m_depth > maxDepth)
            m_xml.raiseError(u"elements are nested too deeply"_s);
    } else if (token == QXmlStreamReader::EndElement) {
        --m_depth;
    } else if (token == QXmlStreamReader::DTD && !m_xml.entityDeclarations().isEmpty()) {
        m_xml.raiseError(u"the document declares entities"_s);
    }
    return m_xml.hasError() ? QXmlStreamReader::Invalid : token;
}

bool XmlCursor::readRoot()
{
    while (!m_xml.atEnd()) {
        if (next() == QXmlStreamReader::StartElement)
            return true;
    }
    return false;
}

bool XmlCursor::nextChild()
{
    while (!m_xml.atEnd()) {
        const auto token = next();
        if (token == QXmlStreamReader::StartElement)
            return true;
        if (token == QXmlStreamReader::EndElement)
            return false;
    }
    return false;
}

QStringView XmlCursor::name() const
{
    return localPart(m_xml.qualifiedName());
}

QString XmlCursor::unprefixedAttribute(QLatin1StringView name) const
{
    const auto attributes = m_xml.attributes();
    for (const auto& attribute : attributes) {
        if (attribute.qualifiedName() == name)
            return attribute.value().toString();
    }
    return {};
}

QString XmlCursor::attribute(QLatin1StringView localName) const
{
    QString prefixed;
    const auto attributes = m_xml.attributes();
    for (const auto& attribute : attributes) {
        if (attribute.qualifiedName() == localName)
            return attribute.value().toString();
        if (localPart(attribute.qualifiedName()) == localName)
            prefixed = attribute.value().toString();
    }
    return prefixed;
}

QString XmlCursor::text()
{
    QString text;
    const int outside = m_depth - 1;
    while (m_depth > outside && !m_xml.atEnd()) {
        const auto token = next();
        if (token == QXmlStreamReader::Characters || token == QXmlStreamReader::EntityReference)
            text += m_xml.text();
    }
    return text.trimmed();
}

void XmlCursor::skip()
{
    const int outside = m_depth - 1;
    while (m_depth > outside && !m_xml.atEnd())
        next();
}

Error XmlCursor::error() const
{
    return {.kind = Error::Kind::Parse,
            .detail = m_xml.errorString(),
            .line = m_linesBefore + m_xml.lineNumber()};
}

} // namespace tapdesk
