// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweeps/parameterrow.h"

#include "core/base/onpool.h"
#include "ui/base/labels.h"
#include "ui/base/sweeptext.h"
#include "ui/sweeps/sweepwords.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 16;
enum Kind { Written, Column };

/// Whether its cells can be values of a query.
bool hasValues(const Field& field)
{
    return isText(field.datatype) || (isNumeric(field.datatype) && field.shape.isScalar());
}

} // namespace

ParameterRow::ParameterRow(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_kind(new QComboBox(this))
    , m_choices(new QStackedWidget(this))
    , m_written(new QLineEdit(this))
    , m_resultChoice(new QComboBox(this))
    , m_columnChoice(new QComboBox(this))
    , m_sign(new IconLabel(signSize, this))
    , m_words(new NoticeLabel(this))
{
    auto* label = new QLabel(u':' + name, this);
    label->setTextFormat(Qt::PlainText);
    auto font = label->font();
    font.setBold(true);
    label->setFont(font);
    m_kind->addItems({tr("List or range"), tr("Column of a result")});
    m_kind->setAccessibleName(tr("Where the values of :%1 come from").arg(name));
    m_written->setPlaceholderText(tr("a, b, c   or   1:41   or   0:1:0.1"));
    m_written->setAccessibleName(tr("Values of :%1").arg(name));
    m_written->setToolTip(tr("Values by commas, in 'quotes' where they hold one; or a range, "
                             "START:STOP or START:STOP:STEP"));
    m_written->setClearButtonEnabled(true);
    m_choices->addWidget(m_written);
    m_choices->addWidget(makeColumnChoice());
    m_choices->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto* notice = new QHBoxLayout;
    notice->setSpacing(6);
    notice->addWidget(m_sign, 0, Qt::AlignTop);
    notice->addWidget(m_words, 1);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_kind, 0, 1);
    layout->addWidget(m_choices, 0, 2);
    layout->addLayout(notice, 1, 1, 1, 2);
    layout->setColumnStretch(2, 1);
    // A line appears and goes while somebody types: the window shall not jump.
    layout->setRowMinimumHeight(1, qMax(signSize, m_words->fontMetrics().height()) + 4);
    setFocusProxy(m_written);

    connect(m_written, &QLineEdit::textChanged, this, &ParameterRow::read);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        m_choices->setCurrentIndex(kind);
        setFocusProxy(kind == Written ? static_cast<QWidget*>(m_written) : m_resultChoice);
        read();
    });
    connect(m_resultChoice, &QComboBox::currentIndexChanged, this, [this] {
        fillColumns();
        read();
    });
    connect(m_columnChoice, &QComboBox::currentIndexChanged, this, [this] {
        m_column = m_columnChoice->currentText();
        read();
    });
    read();
}

QWidget* ParameterRow::makeColumnChoice()
{
    m_resultChoice->setAccessibleName(tr("Result with the values of :%1").arg(m_name));
    m_columnChoice->setAccessibleName(tr("Column with the values of :%1").arg(m_name));
    for (auto* choice : {m_resultChoice, m_columnChoice}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(12);
    }
    auto* both = new QWidget(this);
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_resultChoice, 3);
    layout->addWidget(m_columnChoice, 2);
    return both;
}

// The choice

void ParameterRow::setResults(const QList<OpenResult>& results)
{
    const auto* before = chosenResult();
    const auto id = before ? before->id : 0;
    const auto rows = before ? before->table.rowCount() : -1;
    m_results = results;
    {
        const QSignalBlocker silence(m_resultChoice);
        m_resultChoice->clear();
        for (const auto& result : results)
            m_resultChoice->addItem(result.title);
        for (qsizetype i = 0; i < results.size(); ++i) {
            if (results.at(i).id == id)
                m_resultChoice->setCurrentIndex(int(i));
        }
    }
    m_resultChoice->setEnabled(!results.isEmpty());
    m_columnChoice->setEnabled(!results.isEmpty());
    const auto* now = chosenResult();
    if (now && now->id == id && now->table.rowCount() == rows)
        return;
    fillColumns();
    if (m_kind->currentIndex() == Column)
        read();
}

const OpenResult* ParameterRow::chosenResult() const
{
    const auto index = m_resultChoice->currentIndex();
    return index < 0 || index >= m_results.size() ? nullptr : &m_results.at(index);
}

void ParameterRow::fillColumns()
{
    const QSignalBlocker silence(m_columnChoice);
    m_columnChoice->clear();
    const auto* result = chosenResult();
    if (!result)
        return;
    for (const auto& field : result->table.fields()) {
        if (hasValues(field))
            m_columnChoice->addItem(field.name);
    }
    // The one chosen before; else what is called like the placeholder.
    auto index = m_columnChoice->findText(m_column, Qt::MatchFixedString | Qt::MatchCaseSensitive);
    if (index < 0 || m_column.isEmpty())
        index = m_columnChoice->findText(m_name, Qt::MatchFixedString);
    m_columnChoice->setCurrentIndex(qMax(index, 0));
}

ParameterSource ParameterRow::source() const
{
    const auto* result = chosenResult();
    return {.isColumn = m_kind->currentIndex() == Column,
            .written = m_written->text(),
            .result = result ? result->id : 0,
            .column = m_columnChoice->currentText()};
}

void ParameterRow::setSource(const ParameterSource& source)
{
    m_column = source.column;
    for (qsizetype i = 0; i < m_results.size(); ++i) {
        if (m_results.at(i).id == source.result)
            m_resultChoice->setCurrentIndex(int(i));
    }
    fillColumns();
    m_written->setText(source.written);
    m_kind->setCurrentIndex(source.isColumn ? Column : Written);
    read();
}

// The values

void ParameterRow::read()
{
    const auto reading = ++m_reading;
    m_parameter.reset();
    if (m_kind->currentIndex() == Written) {
        if (m_written->text().trimmed().isEmpty()) {
            say({}, {});
            emit changed();
        } else {
            take(sweepValues(m_name, m_written->text()));
        }
        return;
    }
    const auto* result = chosenResult();
    if (!result) {
        say(u"info"_s, tr("No result is open. Run a query whose rows have the values."));
        emit changed();
        return;
    }
    say(u"phase-pending"_s, tr("Reading the column…"));
    emit changed();
    onPool(
        this,
        [name = m_name, table = result->table, column = m_columnChoice->currentText()] {
            return sweepColumn(name, table, column);
        },
        [this, reading](const SweepResult<SweepParameter>& parameter) {
            if (reading == m_reading)
                take(parameter);
        });
}

void ParameterRow::take(const SweepResult<SweepParameter>& parameter)
{
    if (parameter) {
        m_parameter = *parameter;
        const bool isAll = parameter->nulls == 0 && parameter->repeated == 0;
        say(isAll ? u"info"_s : u"warning"_s, valuesText(*parameter));
    } else {
        say(u"error"_s, sentence(sweepErrorText(parameter.error())));
    }
    emit changed();
}

void ParameterRow::say(const QString& iconName, const QString& words)
{
    m_sign->setIconName(iconName);
    m_words->setNotice(words);
}

} // namespace tapdesk::ui
