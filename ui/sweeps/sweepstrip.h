// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/sweeprun.h"

#include <QFrame>
#include <QSet>

class QPlainTextEdit;
class QProgressBar;
class QToolButton;

namespace tapdesk::ui {

class ElidedLabel;
class IconLabel;

/// A sweep that goes on, in a line below its query: "7 of 41 · 1 failed" with a bar; Stop and
/// Cancel; what failed, with its value and why. When the end left something out, it stays, offers
/// to go on, and can be closed.
class SweepStrip final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SweepStrip)

public:
    /// @param run      not begun; becomes a child of the strip, so that it goes with it: jobs go on
    /// @param service  its title
    SweepStrip(SweepRun* run, const QString& service, QWidget* parent = nullptr);

    QString text() const;
    QString failures() const; ///< a line for each
    SweepRun& run() { return *m_run; }

signals:
    /// The same again: what has a job is gone on with, what failed is sent once more.
    void againWanted(const tapdesk::Sweep& sweep);

private:
    QToolButton* addButton(const QString& iconName, const QString& text, const QString& tip);
    void onChanged(int index);
    void onFinished(const SweepOutcome& outcome);
    void refresh();

    SweepRun* m_run;
    const QString m_service;
    int m_limit = 0; // of a service that has too many jobs; 0: none has
    bool m_isCancelled = false;
    QSet<int> m_failed; // told
    IconLabel* m_sign;
    ElidedLabel* m_text;
    QProgressBar* m_bar;
    QPlainTextEdit* m_failures;
    QToolButton* m_stop;
    QToolButton* m_cancel;
    QToolButton* m_again;
    QToolButton* m_close;
};

} // namespace tapdesk::ui
