// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/examples.h"

#include "core/base/htmltokenizer.h"

#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qsizetype maxDepth = 256; // of open elements; a page has some twenty

bool hasToken(const QString& value, QLatin1StringView token)
{
    const auto words = value.simplified().split(u' ');
    return std::any_of(words.begin(), words.end(), [token](const QString& word) {
        return QStringView(word).mid(word.lastIndexOf(u':') + 1).compare(token, Qt::CaseInsensitive)
            == 0;
    });
}

bool isBlank(QStringView line)
{
    return line.trimmed().isEmpty();
}

/// Without empty lines at both ends, indentation that all lines have, and blanks at line ends.
QString tidiedQuery(QString text)
{
    text.replace(u'\u00a0', u' ').replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    auto lines = text.split(u'\n');
    while (!lines.isEmpty() && isBlank(lines.first()))
        lines.removeFirst();
    while (!lines.isEmpty() && isBlank(lines.last()))
        lines.removeLast();
    auto indentation = std::numeric_limits<qsizetype>::max();
    for (const auto& line : lines) {
        if (isBlank(line))
            continue;
        const auto* first =
            std::find_if_not(line.begin(), line.end(), [](QChar c) { return c.isSpace(); });
        indentation = std::min(indentation, qsizetype(first - line.begin()));
    }
    for (auto& line : lines) {
        line = line.mid(indentation);
        while (!line.isEmpty() && line.back().isSpace())
            line.chop(1);
    }
    return lines.join(u'\n');
}

/// Collects the examples while the tags of a page go by.
class Collector
{
public:
    void take(const HtmlTokenizer::Token& token);
    QList<Example> finish();

private:
    enum class Role { None, Example, Name, Description, Query, Badge, Link };

    struct Element
    {
        QString tag = {};
        Role role = Role::None;
        qsizetype start = 0; ///< in m_text; for a link in m_prose
        std::optional<QString> content = {}; ///< the attribute, which wins over the text
    };

    static Role roleOf(const HtmlTokenizer::Token& tag, bool inExample);
    void open(const HtmlTokenizer::Token& tag);
    void close(const QString& tag);
    void closeLast();
    void addText(const QString& text);
    void set(Role role, QStringView text);
    void endExample();

    QList<Example> m_examples;
    QList<Element> m_open;
    bool m_inExample = false;
    int m_properties = 0; // of name, description, query and badge that are open
    Example m_example;
    QString m_id;
    QString m_text; // of the example, all of it
    QString m_prose; // of the example, outside its properties
};

Collector::Role Collector::roleOf(const HtmlTokenizer::Token& tag, bool inExample)
{
    if (hasToken(tag.attribute("typeof"_L1), "example"_L1))
        return Role::Example;
    if (!inExample)
        return Role::None;
    const auto property = tag.attribute("property"_L1);
    if (hasToken(property, "query"_L1))
        return Role::Query;
    if (hasToken(property, "name"_L1))
        return Role::Name;
    if (hasToken(property, "description"_L1))
        return Role::Description;
    // Daiquiri tells the language of a query there and nowhere else (release 1.3.5).
    if (property.isEmpty() && hasToken(tag.attribute("class"_L1), "badge"_L1))
        return Role::Badge;
    return tag.name == "a"_L1 ? Role::Link : Role::None;
}

void Collector::open(const HtmlTokenizer::Token& tag)
{
    if (m_open.size() >= maxDepth)
        return;
    Element element {.tag = tag.name, .role = roleOf(tag, m_inExample)};
    if (element.role == Role::Example) {
        endExample();
        m_inExample = true;
        m_id = tag.attribute("id"_L1);
    } else if (element.role != Role::None && element.role != Role::Link) {
        ++m_properties;
    }
    if (tag.hasAttribute("content"_L1))
        element.content = tag.attribute("content"_L1);
    element.start = element.role == Role::Link ? m_prose.size() : m_text.size();
    m_open.append(element);
    if (tag.isEmpty)
        closeLast();
}

/// Closes the innermost element @p tag and what was left open within; a stray end tag is nothing.
void Collector::close(const QString& tag)
{
    const auto found = std::find_if(m_open.crbegin(), m_open.crend(),
                                    [&](const Element& element) { return element.tag == tag; });
    if (found == m_open.crend())
        return;
    for (auto count = found - m_open.crbegin(); count >= 0; --count)
        closeLast();
}

void Collector::closeLast()
{
    const auto element = m_open.takeLast();
    if (!m_inExample || element.role == Role::None)
        return;
    if (element.role == Role::Example) {
        endExample();
    } else if (element.role == Role::Link) {
        // The arrows that stand for a link say nothing without it.
        const auto label = QStringView(m_prose).mid(element.start);
        if (std::none_of(label.begin(), label.end(), [](QChar c) { return c.isLetterOrNumber(); }))
            m_prose.truncate(element.start);
    } else {
        --m_properties;
        set(element.role,
            element.content ? QStringView(*element.content)
                            : QStringView(m_text).mid(element.start));
    }
}

void Collector::set(Role role, QStringView text)
{
    auto& target = role == Role::Name ? m_example.name
        : role == Role::Description   ? m_example.description
        : role == Role::Query         ? m_example.query
                                      : m_example.language;
    if (target.isEmpty())
        target = role == Role::Query ? tidiedQuery(text.toString())
                                     : withoutHtml(text.toString()).simplified();
}

void Collector::addText(const QString& text)
{
    if (!m_inExample)
        return;
    m_text += text;
    if (m_properties == 0)
        m_prose += text;
}

void Collector::endExample()
{
    for (auto& element : m_open) {
        if (element.role != Role::None)
            element.role = Role::None;
    }
    if (m_inExample && !m_example.query.isEmpty()) {
        if (m_example.name.isEmpty())
            m_example.name = m_id;
        if (m_example.description.isEmpty())
            m_example.description = m_prose.simplified();
        m_examples.append(m_example);
    }
    m_inExample = false;
    m_properties = 0;
    m_example = {};
    m_text.clear();
    m_prose.clear();
}

void Collector::take(const HtmlTokenizer::Token& token)
{
    switch (token.kind) {
    case HtmlTokenizer::Kind::Text:
        addText(token.text);
        break;
    case HtmlTokenizer::Kind::Start:
        if (token.name == "br"_L1)
            addText(u"\n"_s);
        else
            open(token);
        break;
    case HtmlTokenizer::Kind::End:
        close(token.name);
        break;
    case HtmlTokenizer::Kind::Finished:
        break;
    }
}

QList<Example> Collector::finish()
{
    while (!m_open.isEmpty()) // a page cut short
        closeLast();
    endExample();
    return m_examples;
}

QString decodedPage(const QByteArray& html)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(html);
    return utf8.hasError() ? QString::fromLatin1(html) : text;
}

} // namespace

QList<Example> readExamples(const QByteArray& html)
{
    const auto page = decodedPage(html);
    HtmlTokenizer tokens(page);
    Collector collector;
    for (auto token = tokens.next(); token.kind != HtmlTokenizer::Kind::Finished;
         token = tokens.next())
        collector.take(token);
    return collector.finish();
}

} // namespace tapdesk
