// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/infopage.h"

#include "ui/base/numberformat.h"
#include "ui/results/truthwords.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString row(const QString& name, const QString& html)
{
    if (html.isEmpty())
        return {};
    return u"<tr><td style='padding-right:14px' nowrap><b>%1</b></td><td>%2</td></tr>"_s.arg(
        name.toHtmlEscaped(), html);
}

QString textRow(const QString& name, const QString& text)
{
    return row(name, text.toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

QString utcText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s : QString();
}

QString describe(const votable::Warning& warning)
{
    using Kind = votable::Warning::Kind;
    const QString count = countText(warning.count);
    switch (warning.kind) {
    case Kind::MissingDatatype:
        return InfoPage::tr("the service gave no datatype; it is read as text or by its xtype");
    case Kind::UnknownDatatype:
        return InfoPage::tr("the service's datatype is unknown; it is read as text");
    case Kind::PromotedColumn:
        return InfoPage::tr("cells contradict the declared datatype, so a wider one is used");
    case Kind::BadCell:
        return InfoPage::tr("%1 cells could not be read and are null").arg(count);
    case Kind::NonStandardNull:
        return InfoPage::tr("%1 cells hold a word for null").arg(count);
    case Kind::TooFewCells:
        return InfoPage::tr("%1 rows have too few cells; the rest is null").arg(count);
    case Kind::TooManyCells:
        return InfoPage::tr("%1 rows have too many cells; the rest is left out").arg(count);
    case Kind::WrongRowCount:
        return InfoPage::tr("the number of rows is not the one that was announced");
    case Kind::Repaired:
        return InfoPage::tr("the document is not well-formed; %1 places were mended").arg(count);
    case Kind::Truncated:
        return InfoPage::tr("the document ends too early");
    case Kind::Other:
        break;
    }
    return InfoPage::tr("something is odd");
}

} // namespace

QString warningText(const votable::Warning& warning)
{
    QString text = describe(warning);
    if (!warning.subject.isEmpty())
        text = u"%1: %2"_s.arg(warning.subject, text);
    if (!warning.detail.isEmpty())
        text += InfoPage::tr(" (first: “%1”)").arg(warning.detail);
    if (warning.line > 0)
        text += InfoPage::tr(", line %1").arg(countText(warning.line));
    return text + u'.';
}

InfoPage::InfoPage(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("About the result"));
    document()->setDocumentMargin(10);
}

void InfoPage::setResult(const QueryResult& result)
{
    const Provenance& from = result.provenance;
    QString html = u"<h3>%1</h3><p>%2</p>"_s.arg(truthWords(result.truth).badge.toHtmlEscaped(),
                                                 truthWords(result.truth).sentence.toHtmlEscaped());
    html += u"<table>"_s + textRow(tr("Service"), from.serviceTitle)
        + textRow(tr("Address"), from.serviceUrl.toString())
        + textRow(tr("Language"), from.language) + textRow(tr("Run id"), from.runId)
        + textRow(tr("Job"), from.jobUrl.toString()) + textRow(tr("Sent"), utcText(from.started))
        + textRow(tr("Ended"), utcText(from.finished))
        + textRow(tr("Size"),
                  tr("%1, %2 columns, %3 received")
                      .arg(rowsText(result.truth.rows), countText(result.table.columnCount()),
                           bytesText(from.bytes)))
        + u"</table>"_s;
    if (!from.query.isEmpty()) {
        html += u"<h4>%1</h4><pre>%2</pre>"_s.arg(tr("Query, as sent").toHtmlEscaped(),
                                                  from.query.toHtmlEscaped());
    }
    if (!result.warnings.isEmpty()) {
        html += u"<h4>%1</h4><ul>"_s.arg(tr("What was odd").toHtmlEscaped());
        for (const votable::Warning& warning : result.warnings)
            html += u"<li>%1</li>"_s.arg(warningText(warning).toHtmlEscaped());
        html += u"</ul>"_s;
    }
    if (!from.infos.isEmpty()) {
        html += u"<h4>%1</h4><table>"_s.arg(tr("What the service said").toHtmlEscaped());
        for (const votable::Info& info : from.infos) {
            html += textRow(info.name,
                            info.text.isEmpty() ? info.value : info.value + u'\n' + info.text);
        }
        html += u"</table>"_s;
    }
    setHtml(html);
}

} // namespace tapdesk::ui
