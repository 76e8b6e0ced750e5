// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/tapquery.h"

#include <QStringView>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

/// Where the quoted text that starts at @p from ends, one past its closing quote. A doubled quote
/// stands for itself, which reads like two quoted texts side by side.
qsizetype afterQuoted(QStringView text, qsizetype from)
{
    const auto end = text.indexOf(text[from], from + 1);
    return end < 0 ? text.size() : end + 1;
}

qsizetype afterComment(QStringView text, qsizetype from, QStringView closing)
{
    const auto end = text.indexOf(closing, from + 2);
    return end < 0 ? text.size() : end + closing.size();
}

/// The query without semicolons at its end. Those in literals and comments stay, and so does
/// everything else: error messages count lines and columns in what was sent.
QString withoutFinalSemicolon(const QString& text)
{
    const QStringView view(text);
    QList<qsizetype> semicolons; // since the last part of the query that is no comment
    qsizetype at = 0;
    while (at < view.size()) {
        const auto rest = view.sliced(at);
        if (rest.startsWith(u"--")) {
            at = afterComment(view, at, u"\n");
        } else if (rest.startsWith(u"/*")) {
            at = afterComment(view, at, u"*/");
        } else if (rest[0] == u'\'' || rest[0] == u'"') {
            semicolons.clear();
            at = afterQuoted(view, at);
        } else {
            if (rest[0] == u';')
                semicolons.append(at);
            else if (!rest[0].isSpace())
                semicolons.clear();
            ++at;
        }
    }
    auto query = text;
    while (!semicolons.isEmpty())
        query.remove(semicolons.takeLast(), 1);
    return query;
}

QString shortRunId(const QString& runId)
{
    auto cut = runId.left(longestRunId);
    if (cut.size() < runId.size() && cut.back().isHighSurrogate())
        cut.chop(1);
    return cut;
}

} // namespace

FormFields TapQuery::formFields() const
{
    const auto lang = language.isEmpty() ? service.language : language;
    FormFields fields {
        {u"REQUEST"_s, u"doQuery"_s},
        {u"LANG"_s, lang.isEmpty() ? u"ADQL"_s : lang},
        {u"QUERY"_s, withoutFinalSemicolon(text)},
        {u"FORMAT"_s, format.isEmpty() ? u"votable"_s : format},
    };
    if (maxrec)
        fields.append({u"MAXREC"_s, QString::number(*maxrec)});
    if (!runId.isEmpty())
        fields.append({u"RUNID"_s, shortRunId(runId)});
    if (mode == Mode::Async && !queue.isEmpty())
        fields.append({u"QUEUE"_s, queue});
    return fields;
}

} // namespace tapdesk
