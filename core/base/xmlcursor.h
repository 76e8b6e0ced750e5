// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringView>
#include <QXmlStreamReader>

namespace tapdesk {

/// Walks down an XML document as services really send them: elements and attributes go by local
/// name, so that missing, swapped or undeclared namespaces do not matter. A doctype is passed
/// over, nothing outside the document is fetched, and a doctype that declares entities of its own
/// ends the reading, as it could unfold to any size. The entities of HTML are understood.
///
/// For documents that are in memory as a whole (VOSI, UWS); tables of any size go through
/// votable::Reader.
///
///     XmlCursor xml(document);
///     if (!xml.readRoot()) return failure(xml.error());
///     while (xml.nextChild()) {
///         if (xml.name() == "phase"_L1) phase = xml.text();
///         else xml.skip();
///     }
///     if (xml.failed()) return failure(xml.error());
///
/// Every child must be left by text(), skip(), or a loop over its own children.
///
/// Source: protocols.md section 0 (XML parsing policy).
class XmlCursor final
{
    Q_DISABLE_COPY_MOVE(XmlCursor)

public:
    static constexpr int maxDepth = 64; ///< deeper documents are refused

    /// @param document  white space in front of it is forgiven; referred to, not copied
    explicit XmlCursor(const QByteArray& document);

    bool readRoot(); ///< enters the root element; false if there is none

    /// Enters the next child of the element around; at its end leaves that and returns false, as
    /// it does when the document cannot be read on.
    bool nextChild();

    QStringView name() const; ///< local name of the element entered; valid until the next step

    /// An attribute of the element just entered. One without a prefix goes first.
    QString attribute(QLatin1StringView localName) const;
    QString unprefixedAttribute(QLatin1StringView name) const;

    /// All text within the element just entered, its children's included, trimmed; leaves it.
    QString text();
    void skip(); ///< leaves the element just entered

    bool failed() const { return m_xml.hasError(); }
    Error error() const; ///< Error::Kind::Parse with the line and the parser's words

private:
    class HtmlEntities final : public QXmlStreamEntityResolver
    {
        QString resolveUndeclaredEntity(const QString& name) override;
    };

    QXmlStreamReader::TokenType next();

    HtmlEntities m_entities;
    QXmlStreamReader m_xml;
    qint64 m_linesBefore = 0; // of white space in front of the document
    int m_depth = 0;
};

} // namespace tapdesk
