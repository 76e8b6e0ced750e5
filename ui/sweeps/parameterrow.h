// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweep.h"
#include "ui/editor/openresult.h"

#include <QList>
#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace tapdesk::ui {

class IconLabel;
class NoticeLabel;

/// Where the values of a placeholder come from, as the user has said: a value.
struct ParameterSource
{
    bool isColumn = false; ///< else they are written
    QString written = {};
    quintptr result = 0; ///< OpenResult::id
    QString column = {};

    friend bool operator==(const ParameterSource&, const ParameterSource&) = default;
};

/// Asks for the values of one placeholder: a list or a range, or a column of a result. Columns
/// are read on the pool.
class ParameterRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParameterRow)

public:
    explicit ParameterRow(const QString& name, QWidget* parent = nullptr);

    void setResults(const QList<OpenResult>& results); ///< that are open now; the choice stays
    void setSource(const ParameterSource& source);
    ParameterSource source() const;

    const QString& name() const { return m_name; }
    /// Nothing as long as there is none, and for what cannot be read, which the row says.
    const std::optional<SweepParameter>& parameter() const { return m_parameter; }

signals:
    void changed(); ///< parameter()

private:
    QWidget* makeColumnChoice();
    const OpenResult* chosenResult() const;
    void fillColumns();
    void read();
    void take(const SweepResult<SweepParameter>& parameter);
    void say(const QString& iconName, const QString& words);

    const QString m_name;
    QList<OpenResult> m_results;
    QString m_column; // wanted, also while the list of columns is another one
    std::optional<SweepParameter> m_parameter;
    QComboBox* m_kind;
    QStackedWidget* m_choices;
    QLineEdit* m_written;
    QComboBox* m_resultChoice;
    QComboBox* m_columnChoice;
    IconLabel* m_sign;
    NoticeLabel* m_words;
    int m_reading = 0; // only the last reading counts
};

} // namespace tapdesk::ui
