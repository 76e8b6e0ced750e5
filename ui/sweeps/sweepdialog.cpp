// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/sweepdialog.h"

#include "core/sql/placeholders.h"
#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/editor/sqleditor.h"
#include "ui/sweeps/sweepwords.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

SweepDialog::SweepDialog(const TapQuery& query, QWidget* parent)
    : QDialog(parent)
    , m_query(query)
    , m_preview(new SqlEditor(this))
    , m_sum(new QLabel(this))
    , m_run(new QPushButton(icon(u"run"_s), tr("&Run"), this))
{
    setWindowTitle(tr("Run for many values"));
    const auto dialect = sql::dialectFromLanguage(query.language);
    for (const auto& name : sql::placeholderNames(query.text, dialect)) {
        m_rows.append(new ParameterRow(name, this));
        connect(m_rows.last(), &ParameterRow::changed, this, &SweepDialog::refresh);
    }
    m_preview->setDialect(dialect);
    layOut();
    refresh();
}

void SweepDialog::layOut()
{
    auto* about = new QLabel(tr("The query runs once for each value, and all rows come back as one "
                                "table with the value in its first column."),
                             this);
    about->setWordWrap(true);
    auto* first = new QLabel(tr("The first query:"), this);
    m_preview->setReadOnly(true);
    m_preview->setCaretLineVisible(false);
    m_preview->setFocusPolicy(Qt::ClickFocus);
    m_preview->setAccessibleName(tr("The first query"));
    m_preview->setMinimumHeight(m_preview->fontMetrics().lineSpacing() * 7);
    m_sum->setTextFormat(Qt::PlainText);
    m_sum->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_run, QDialogButtonBox::AcceptRole);
    m_run->setDefault(true);

    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_sum, 1);
    bottom->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addSpacing(4);
    for (auto* row : m_rows)
        layout->addWidget(row);
    layout->addWidget(first);
    layout->addWidget(m_preview, 1);
    layout->addLayout(bottom);
    resize(680, 420);
    if (!m_rows.isEmpty())
        m_rows.first()->setFocus();

    connect(buttons, &QDialogButtonBox::accepted, this, &SweepDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SweepDialog::setResults(const QList<OpenResult>& results)
{
    for (auto* row : m_rows)
        row->setResults(results);
}

void SweepDialog::setSources(const Sources& sources)
{
    for (auto* row : m_rows) {
        if (const auto known = sources.constFind(row->name()); known != sources.cend())
            row->setSource(*known);
    }
}

SweepDialog::Sources SweepDialog::sources() const
{
    Sources sources;
    for (const auto* row : m_rows)
        sources.insert(row->name(), row->source());
    return sources;
}

QList<SweepParameter> SweepDialog::parameters() const
{
    QList<SweepParameter> all;
    for (const auto* row : m_rows) {
        if (row->parameter())
            all.append(*row->parameter());
    }
    return all;
}

qint64 SweepDialog::count() const
{
    qint64 count = 1;
    for (const auto& parameter : parameters())
        count = qMin(count * parameter.values.size(), qint64(mostSweepQueries) + 1);
    return count;
}

void SweepDialog::refresh()
{
    auto firsts = parameters();
    const bool isWhole = firsts.size() == m_rows.size();
    for (auto& parameter : firsts)
        parameter.values = {parameter.values.first()};
    const auto first = isWhole ? sweepQueries(m_query, firsts)
                               : SweepResult<QList<SweepQuery>>(QList<SweepQuery>());
    preview(isWhole && first ? first->first().query.text : m_query.text);

    const auto all = count();
    const bool isTooMany = all > mostSweepQueries;
    QString sum;
    if (isWhole && isTooMany)
        sum = tr("More than %1 queries are too many at once.").arg(countText(mostSweepQueries));
    else if (isWhole)
        sum = queryCountText(m_query, all);
    m_sum->setText(sum);
    m_run->setEnabled(isWhole && !isTooMany);
}

void SweepDialog::preview(const QString& query)
{
    if (query == m_shown)
        return;
    m_shown = query;
    m_preview->setReadOnly(false);
    m_preview->load(query);
    m_preview->setReadOnly(true);
}

void SweepDialog::run()
{
    const auto values = parameters();
    if (!m_run->isEnabled())
        return;
    accept();
    emit chosen(values);
}

} // namespace tapdesk::ui
