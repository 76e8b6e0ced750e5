// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/servermessage.h"

#include "core/base/htmltokenizer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QXmlStreamReader>

#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qsizetype mostBytes = 64 * 1024;

QString decoded(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    // A cut within the last character is no reason to doubt the rest.
    return utf8.hasError() && bytes.size() < mostBytes ? QString::fromLatin1(bytes) : text;
}

/// Lines as they are, ended by \n, without blanks at their ends and around the whole.
QString tidied(QString text)
{
    static const QRegularExpression lineEnd(u"[ \\t\\r]*\\n"_s);
    return text.replace(lineEnd, u"\n"_s).trimmed();
}

QString withoutMarkup(QString html)
{
    static const QRegularExpression inlineTags(
        u"</?(a|abbr|b|code|em|i|span|strong|tt|u)\\b[^>]*>"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tags(u"<[^>]*>"_s);
    html.remove(inlineTags).replace(tags, u" "_s);
    return decodedHtml(html).simplified();
}

/// Visible text of the first such element that has any.
QString htmlElement(const QString& html, QLatin1StringView names)
{
    const QRegularExpression element(u"<(%1)\\b[^>]*>(.*?)</\\1\\s*>"_s.arg(names),
                                     QRegularExpression::CaseInsensitiveOption
                                         | QRegularExpression::DotMatchesEverythingOption);
    for (const auto& match : element.globalMatch(html)) {
        if (auto text = withoutMarkup(match.captured(2)); !text.isEmpty())
            return text;
    }
    return {};
}

QString htmlMessage(QString html)
{
    static const QRegularExpression invisible(
        u"<!--.*?-->|<(script|style|noscript)\\b.*?</\\1\\s*>"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    html.remove(invisible);
    if (const auto title = htmlElement(html, "title"_L1); !title.isEmpty())
        return title;
    const auto heading = htmlElement(html, "h1|h2|h3"_L1);
    const auto paragraph = htmlElement(html, "p"_L1);
    if (heading.isEmpty() || paragraph.isEmpty())
        return heading + paragraph;
    return heading + ": "_L1 + paragraph;
}

/// The message in XML that no parser reads, such as one with a bare ampersand or one that ends
/// early.
QString brokenXmlMessage(const QString& text)
{
    static const QRegularExpression message(
        u"<(?:\\w+:)?(?:INFO\\b[^>]*\\bvalue\\s*=\\s*[\"']ERROR[\"'][^>]*|message\\b[^>]*|"
        "errorSummary\\b[^>]*)>\\s*([^<]+)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return withoutMarkup(message.match(text).captured(1));
}

QStringView localName(QStringView name)
{
    return name.sliced(name.lastIndexOf(u':') + 1);
}

/// What an XML document says about a failure, by the local names of its elements.
class XmlMessage
{
public:
    QString read(const QString& text);

private:
    void enter(const QXmlStreamReader& xml);
    void leave(QStringView name);

    QStringList m_path;
    QString m_root;
    QString m_text; ///< of the innermost interesting element
    bool m_isQueryError = false;
    bool m_isSummary = false;
    QString m_queryStatus;
    QString m_summary;
    QString m_everything;
};

QString XmlMessage::read(const QString& text)
{
    QXmlStreamReader xml(text);
    xml.setNamespaceProcessing(false); // prefixes that nobody declared are not worth a failure
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement) {
            enter(xml);
        } else if (token == QXmlStreamReader::EndElement) {
            leave(localName(xml.qualifiedName()));
        } else if (token == QXmlStreamReader::Characters) {
            m_text += xml.text();
            m_everything += xml.text();
        }
    }
    if (!tidied(m_queryStatus).isEmpty())
        return tidied(m_queryStatus);
    if (!tidied(m_summary).isEmpty())
        return tidied(m_summary);
    if (xml.hasError())
        return brokenXmlMessage(text);
    static const QStringList documents {u"VOTABLE"_s,      u"job"_s,    u"jobs"_s,
                                        u"capabilities"_s, u"tables"_s, u"tableset"_s,
                                        u"availability"_s};
    return documents.contains(m_root) ? QString() : tidied(m_everything);
}

void XmlMessage::enter(const QXmlStreamReader& xml)
{
    const auto name = localName(xml.qualifiedName());
    if (m_root.isEmpty())
        m_root = name.toString();
    if (name == "INFO"_L1) {
        const auto attributes = xml.attributes();
        m_isQueryError =
            attributes.value("name"_L1).compare("QUERY_STATUS"_L1, Qt::CaseInsensitive) == 0
            && attributes.value("value"_L1).compare("ERROR"_L1, Qt::CaseInsensitive) == 0;
        m_text.clear();
    } else if (name == "errorSummary"_L1) {
        m_isSummary = true;
        m_text.clear();
    } else if (m_isSummary && name == "message"_L1) {
        m_text.clear();
    }
}

void XmlMessage::leave(QStringView name)
{
    if (name == "INFO"_L1 && m_isQueryError) {
        m_isQueryError = false;
        if (!m_text.trimmed().isEmpty())
            m_queryStatus = m_text;
    } else if (m_isSummary && (name == "message"_L1 || name == "errorSummary"_L1)) {
        m_isSummary = false;
        m_summary = m_text;
    }
}

QString jsonMessage(const QByteArray& body)
{
    const auto object = QJsonDocument::fromJson(body).object();
    constexpr std::array names {"message"_L1, "detail"_L1, "error_description"_L1, "error"_L1};
    for (const auto name : names) {
        if (const auto text = object.value(name).toString(); !text.isEmpty())
            return text;
    }
    return {};
}

} // namespace

QString rawServerMessage(const QByteArray& body)
{
    auto bytes = QByteArrayView(body).first(std::min(body.size(), mostBytes));
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    bytes = bytes.trimmed();
    if (bytes.contains('\0'))
        return {}; // no text
    const auto text = decoded(bytes);
    if (looksLikeHtml(bytes))
        return htmlMessage(text);
    if (bytes.startsWith('<'))
        return XmlMessage().read(text);
    if (bytes.startsWith('{')) {
        if (const auto message = jsonMessage(bytes.toByteArray()); !message.isEmpty())
            return tidied(message);
    }
    return tidied(text);
}

QString serverMessage(const QByteArray& body)
{
    return unwrapPythonRepr(rawServerMessage(body));
}

bool tellsOfMissingTable(const QString& message)
{
    static const QRegularExpression missing(uR"(\b(table|schema) \S+ not found\b)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return missing.match(message).hasMatch();
}

bool looksLikeHtml(QByteArrayView body)
{
    auto text = QString::fromLatin1(body.first(std::min<qsizetype>(body.size(), 2048)));
    static const QRegularExpression prolog(u"^(\\s|\u00ef\u00bb\u00bf|<\\?.*?\\?>|<!--.*?-->)+"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression page(
        u"^<(!doctype\\s+html|html|head|body|title|h[1-6]|p|center)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return page.match(text.remove(prolog)).hasMatch();
}

} // namespace tapdesk
