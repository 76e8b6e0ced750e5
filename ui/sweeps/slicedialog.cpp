// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/slicedialog.h"

#include "core/batch/boundsrun.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/base/sweeptext.h"
#include "ui/sweeps/sweepwords.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 16;
constexpr int mostSlices = 1000;

} // namespace

SliceDialog::SliceDialog(JobMonitor& jobs, const TapQuery& query, const QStringList& columns,
                         QWidget* parent)
    : QDialog(parent)
    , m_jobs(jobs)
    , m_query(query)
    , m_column(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_find(new QPushButton(tr("&Find bounds"), this))
    , m_conditions(new QPlainTextEdit(this))
    , m_sign(new IconLabel(signSize, this))
    , m_words(new NoticeLabel(this))
    , m_run(new QPushButton(icon(u"run"_s), tr("&Run"), this))
{
    setWindowTitle(tr("Run in slices"));
    m_column->setEditable(true);
    m_column->setInsertPolicy(QComboBox::NoInsert);
    m_column->addItems(columns);
    m_column->lineEdit()->setPlaceholderText(tr("a numeric column, such as target_id"));
    m_column->setAccessibleName(tr("Column"));
    m_count->setRange(2, mostSlices);
    m_count->setValue(8);
    m_count->setAccessibleName(tr("Number of slices"));
    m_conditions->setReadOnly(true);
    m_conditions->setTabChangesFocus(true);
    m_conditions->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_conditions->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_conditions->setAccessibleName(tr("Conditions of the slices"));
    m_conditions->setPlaceholderText(
        tr("The service is asked for the least and the greatest value; then the slices are here."));
    layOut();
    connect(m_column, &QComboBox::editTextChanged, this, &SliceDialog::onEdited);
    connect(m_count, &QSpinBox::valueChanged, this, &SliceDialog::onEdited);
    connect(m_find, &QPushButton::clicked, this, &SliceDialog::findBounds);
    onEdited();
}

void SliceDialog::layOut()
{
    auto* about = new QLabel(tr("A query that is too long for its queue is cut into ranges of a "
                                "column. Together they give its rows: none is lost, none comes "
                                "twice."),
                             this);
    about->setWordWrap(true);
    auto* columnLabel = new QLabel(tr("&Column:"), this);
    columnLabel->setBuddy(m_column);
    auto* countLabel = new QLabel(tr("&Slices:"), this);
    countLabel->setBuddy(m_count);
    auto* choice = new QHBoxLayout;
    choice->addWidget(columnLabel);
    choice->addWidget(m_column, 1);
    choice->addWidget(countLabel);
    choice->addWidget(m_count);
    choice->addWidget(m_find);
    auto* notice = new QHBoxLayout;
    notice->setSpacing(6);
    notice->addWidget(m_sign, 0, Qt::AlignTop);
    notice->addWidget(m_words, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_run, QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addSpacing(4);
    layout->addLayout(choice);
    layout->addWidget(m_conditions, 1);
    layout->addLayout(notice);
    layout->addWidget(buttons);
    resize(600, 380);
    connect(buttons, &QDialogButtonBox::accepted, this, &SliceDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SliceDialog::onEdited()
{
    leaveBounds();
    m_slices.reset();
    m_conditions->clear();
    m_run->setEnabled(false);
    m_find->setDefault(true);
    const auto column = m_column->currentText().trimmed();
    // Without a column yet, any name tells what is wrong with the statement itself.
    const auto question = sql::boundsQuery(m_query.text, sql::dialectFromLanguage(m_query.language),
                                           column.isEmpty() ? u"x"_s : column);
    if (!question)
        return refuse(sliceRefusalText(question.error()));
    say({}, {});
    m_find->setEnabled(!column.isEmpty());
}

void SliceDialog::findBounds()
{
    leaveBounds();
    const auto column = m_column->currentText().trimmed();
    m_asking = new BoundsRun(m_jobs, this);
    connect(m_asking, &BoundsRun::finished, this, &SliceDialog::onBounds);
    m_find->setEnabled(false);
    say(u"phase-executing"_s, tr("Asking for the least and the greatest value of %1…").arg(column));
    if (const auto asked = m_asking->start(m_query, column, m_count->value()); !asked)
        refuse(sliceRefusalText(asked.error()));
}

void SliceDialog::onBounds(const Result<std::optional<QStringList>>& bounds)
{
    leaveBounds();
    m_find->setEnabled(true);
    const auto column = m_column->currentText().trimmed();
    if (!bounds)
        return say(u"error"_s, errorText(bounds.error()));
    if (!*bounds)
        return say(u"error"_s, tr("%1 is no column of numbers.").arg(column));
    const auto slices = makeSlices(m_query, column, **bounds);
    if (!slices)
        return refuse(sliceRefusalText(slices.error()));
    m_slices = *slices;
    m_conditions->setPlainText(m_slices->names.join(u'\n'));
    say(u"info"_s, queryCountText(m_query, m_slices->queries.size()));
    m_run->setEnabled(true);
    m_run->setDefault(true);
    m_run->setFocus();
}

void SliceDialog::refuse(const QString& words)
{
    m_find->setEnabled(false);
    say(u"error"_s, sentence(words));
}

void SliceDialog::say(const QString& iconName, const QString& words)
{
    m_sign->setIconName(iconName);
    m_words->setNotice(words);
}

/// This may be a slot of it. A question that is under way is aborted.
void SliceDialog::leaveBounds()
{
    if (auto* asking = std::exchange(m_asking, nullptr)) {
        asking->disconnect(this);
        asking->deleteLater();
    }
}

void SliceDialog::run()
{
    if (!m_slices)
        return;
    accept();
    emit chosen(*m_slices);
}

} // namespace tapdesk::ui
