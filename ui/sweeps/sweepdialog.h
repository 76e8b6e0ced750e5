// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/tapquery.h"
#include "ui/sweeps/parameterrow.h"

#include <QDialog>
#include <QHash>

class QLabel;
class QPushButton;

namespace tapdesk::ui {

class SqlEditor;

/// Asks for the values of a query's placeholders, and shows what it comes to: how many queries,
/// and the first of them. Sends nothing itself. Not modal, so that a result with the values can
/// be made beside it.
class SweepDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SweepDialog)

public:
    using Sources = QHash<QString, ParameterSource>; ///< by name of the placeholder

    explicit SweepDialog(const TapQuery& query, QWidget* parent = nullptr);

    void setResults(const QList<OpenResult>& results);
    void setSources(const Sources& sources); ///< those it has placeholders for
    Sources sources() const;

signals:
    void chosen(const QList<tapdesk::SweepParameter>& parameters);

private:
    void layOut();
    void refresh();
    void run();
    void preview(const QString& query);
    QList<SweepParameter> parameters() const; // fewer than rows while some have no values
    qint64 count() const; // of their combinations; more than mostSweepQueries reads as one more

    const TapQuery m_query;
    QList<ParameterRow*> m_rows;
    SqlEditor* m_preview;
    QString m_shown;
    QLabel* m_sum;
    QPushButton* m_run;
};

} // namespace tapdesk::ui
