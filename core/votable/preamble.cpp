// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/preamble.h"

#include <QString>

#include <algorithm>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t keptLength = 4096;
constexpr qsizetype maxWords = 200; // characters

// The text between the tags; that of scripts and styles does not come in the first lines.
QString withoutTags(const QString& markup)
{
    QString text;
    bool inTag = false;
    for (const QChar c : markup) {
        if (c == u'<')
            inTag = true;
        else if (c == u'>' && inTag)
            inTag = false;
        else if (!inTag)
            text += c;
        if (c == u'>')
            text += u' ';
    }
    return text.simplified().left(maxWords);
}

QString title(const QString& page)
{
    const qsizetype begin = page.indexOf("<title"_L1, 0, Qt::CaseInsensitive);
    const qsizetype text = begin < 0 ? -1 : page.indexOf(u'>', begin) + 1;
    if (text <= 0)
        return {};
    const qsizetype end = page.indexOf("</title"_L1, text, Qt::CaseInsensitive);
    return page.mid(text, end < 0 ? maxWords : end - text).simplified().left(maxWords);
}

} // namespace

void Preamble::add(std::string_view bytes)
{
    m_length += bytes.size();
    m_start += bytes.substr(0, keptLength - std::min(keptLength, m_start.size()));
}

Error Preamble::error(const QString& root) const
{
    const QString start = QString::fromUtf8(m_start);
    Error error {.kind = Error::Kind::Protocol};
    if (root.compare("html"_L1, Qt::CaseInsensitive) == 0
        || start.contains("<!DOCTYPE html"_L1, Qt::CaseInsensitive)) {
        const QString name = title(start);
        error.detail = u"HTML: "_s + (name.isEmpty() ? withoutTags(start) : name);
    } else if (!root.isEmpty()) {
        error.detail = u"<%1>"_s.arg(root);
        error.line = 1;
    } else {
        error.detail = start.simplified().left(maxWords);
    }
    return error;
}

} // namespace tapdesk::votable
