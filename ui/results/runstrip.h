// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/tap/taprun.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace tapdesk::ui {

class ElidedLabel;
class IconLabel;

/// What a run is doing, in one line above its result: phase, time, rows and bytes; abort it or
/// leave it running while it goes on; how true the result is once it is there.
class RunStrip final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunStrip)

public:
    explicit RunStrip(QWidget* parent = nullptr);

    /// @param run  not owned; the strip follows it until another one comes or it is gone
    void follow(TapRun* run);
    /// A result that no run is followed for.
    void showResult(const QueryResult& result, const QString& note);
    QString text() const; ///< the state, also while say() hides it

    void say(const QString& sentence); ///< for some seconds, in place of the state

private:
    void refresh();
    void showRunning();
    void showOutcome(const Result<QueryResult>& outcome);
    void showEnd(const Error& error);
    void setState(const QString& iconName, const QString& text, const QString& toolTip = {});
    void onSummary(const JobSummary& summary);
    void abort();
    QString stateText() const;
    QString waitingText() const;

    QPointer<TapRun> m_run;
    std::optional<QueryResult> m_shown;
    QString m_note; // on it
    IconLabel* m_icon;
    ElidedLabel* m_text;
    QProgressBar* m_busy;
    QToolButton* m_detach;
    QToolButton* m_abort;
    QTimer m_clock; // the elapsed time must live, whatever the service does
    QTimer m_saying;
    QString m_state;
    QString m_lost; // why the service is out of sight; empty while it is seen
    JobPhase m_phase; // as seen last
    QDateTime m_phaseSince; // by our clock: the service's may be wrong
};

} // namespace tapdesk::ui
