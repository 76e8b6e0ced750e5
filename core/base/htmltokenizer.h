// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <utility>

namespace tapdesk {

/// Splits HTML into tags and text, however badly it is written. Never fails; does nothing but
/// splitting: who opened what is up to the caller. Comments, doctypes, processing instructions and
/// the content of script and style are left out.
class HtmlTokenizer
{
public:
    enum class Kind { Start, End, Text, Finished };

    struct Token
    {
        Kind kind = Kind::Finished;
        QString name = {}; ///< of a tag, lower case, without a prefix
        QString text = {}; ///< entities decoded
        QList<std::pair<QString, QString>> attributes = {}; ///< names in lower case
        bool isEmpty = false; ///< "<br>", "<x/>": no end tag belongs to it

        QString attribute(QLatin1StringView wanted) const; ///< empty when absent
        bool hasAttribute(QLatin1StringView wanted) const;
    };

    /// @param html  must outlive the tokenizer
    explicit HtmlTokenizer(QStringView html)
        : m_html(html)
    {
    }

    Token next();

private:
    bool startsTag(qsizetype at) const;
    void skipMarkup();
    Token readTag();
    void readAttributes(Token& tag);
    QString readAttributeValue();
    void skipBlanks();
    QStringView takeUntil(QStringView stops);
    void skipRawText(const QString& element);

    QStringView m_html;
    qsizetype m_at = 0;
};

/// @p html with its entities decoded; a stray ampersand stays.
QString decodedHtml(QStringView html);

/// Text without markup, blanks simplified: for descriptions that hold escaped HTML. Text that
/// holds no tag of HTML comes back as it is, so that "a<b" survives.
QString withoutHtml(const QString& text);

} // namespace tapdesk
