// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/infopage.h"

#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/base/truthwords.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QString columnsText(qsizetype columns)
{
    return columns == 1 ? InfoPage::tr("1 column")
                        : InfoPage::tr("%1 columns").arg(countText(columns));
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
        return InfoPage::tr("cells that could not be read, now null: %1").arg(count);
    case Kind::NonStandardNull:
        return InfoPage::tr("cells with a word for null: %1").arg(count);
    case Kind::TooFewCells:
        return InfoPage::tr("rows with too few cells, the rest null: %1").arg(count);
    case Kind::TooManyCells:
        return InfoPage::tr("rows with too many cells, the rest left out: %1").arg(count);
    case Kind::WrongRowCount:
        return InfoPage::tr("the number of rows is not the one that was announced");
    case Kind::Repaired:
        return InfoPage::tr("the document is not well-formed; places mended: %1").arg(count);
    case Kind::Truncated:
        return InfoPage::tr("the document ends too early");
    case Kind::Other:
        break;
    }
    return InfoPage::tr("something is odd");
}

QString shelfText(const QueryResult& result)
{
    if (!result.shelved)
        return {};
    if (*result.shelved)
        return InfoPage::tr("kept as the service sent it; opens again without network");
    return result.shelved->error().kind == Error::Kind::TooLarge
        ? InfoPage::tr("not kept: it is larger than the whole shelf may be")
        : InfoPage::tr("not kept: %1").arg(errorText(result.shelved->error()));
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
    html += u"<table>"_s + factRow(tr("Service"), from.serviceTitle)
        + factRow(tr("Address"), from.serviceUrl.toString())
        + factRow(tr("Language"), from.language) + factRow(tr("Run id"), from.runId)
        + factRow(tr("Job"), from.jobUrl.toString()) + factRow(tr("Sent"), utcText(from.started))
        + factRow(tr("Ended"), utcText(from.finished))
        + factRow(tr("Size"),
                  tr("%1 · %2 · %3 received")
                      .arg(rowsText(result.truth.rows), columnsText(result.table.columnCount()),
                           bytesText(from.bytes)))
        + factRow(tr("Shelf"), shelfText(result)) + u"</table>"_s;
    if (!from.query.isEmpty()) {
        html +=
            u"<h4>%1</h4>"_s.arg(tr("Query, as sent").toHtmlEscaped()) + preformatted(from.query);
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
            html += factRow(info.name,
                            info.text.isEmpty() ? info.value : info.value + u'\n' + info.text);
        }
        html += u"</table>"_s;
    }
    setHtml(html);
}

} // namespace tapdesk::ui
