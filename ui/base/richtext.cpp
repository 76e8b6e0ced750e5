// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/richtext.h"

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype longestToolTip = 2000;
constexpr qsizetype longestText = 100'000;

QString cut(const QString& text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest) + u" …"_s;
}

} // namespace

QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    return u"<div style='white-space:pre-wrap'>%1</div>"_s.arg(
        cut(text, longestToolTip).toHtmlEscaped());
}

QString factRow(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    return u"<tr><td style='padding-right:12px; white-space:nowrap'><b>%1</b></td><td>%2</td></tr>"_s
        .arg(name.toHtmlEscaped(),
             cut(value, longestText).toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

QString preformatted(const QString& text)
{
    return u"<pre style='white-space:pre-wrap'>%1</pre>"_s.arg(
        cut(text, longestText).toHtmlEscaped());
}

QString utcText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s : QString();
}

} // namespace tapdesk::ui
