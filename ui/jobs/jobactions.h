// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobbatch.h"
#include "core/jobs/removal.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"
#include "ui/jobs/jobchoicedialog.h"
#include "ui/jobs/joblistmodel.h"
#include "ui/jobs/jobrules.h"

#include <QObject>

#include <optional>

class QAction;
class QMenu;
class QWidget;

namespace tapdesk::ui {

class Actions;
enum class Command;

/// What can be done with the selected jobs: enables the actions that make sense, and carries
/// them out.
class JobActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobActions)

public:
    /// @param actions  the registry, which outlives this
    /// @param panel    parent of this and of the questions
    JobActions(const Workbench& workbench, const Actions& actions, QWidget* panel);

    void setService(const TapService& service); ///< the one in use
    void setSelection(const QList<JobRecord>& jobs);
    /// All that are listed, for the dialogs about many.
    void setSource(const JobListModel* model) { m_source = model; }
    const QList<JobRecord>& selection() const { return m_jobs; }

    QList<QAction*> frequent() const; ///< for a bar of buttons
    QMenu* contextMenu() const { return m_menu; }

    void openResultOfSelected(); ///< as Enter does

signals:
    void openResult(const tapdesk::JobRecord& job);
    void openQuery(const tapdesk::JobRecord& job);
    /// Open it as well; the next job from there is a rerun of this one.
    void changeQuery(const tapdesk::JobRecord& job);
    void jobMade(const tapdesk::ui::JobKey& key); ///< by a rerun, or adopted
    void serviceMet(const tapdesk::TapService& service); ///< of a job that was adopted
    void failed(const QString& sentence);

private:
    void addTo(QMenu* menu, Command command, void (JobActions::*act)());
    void on(Command command, void (JobActions::*act)());
    void enable();
    void openQueries();
    void changeSelected();
    void changeRunId();
    void rerunSelected();
    void abort();
    void adopt();
    void chooseToRemove();
    void chooseToRerun();
    void copyAsPyvo();
    void copyAsCurl();
    void copyAsCommand();
    void copyAs(QString (*script)(const TapQuery&));
    void askToRemove();
    void copyUrls();
    enum class Fetch { Never, First };
    void carryOut(JobBatch::Action action, const QList<JobRecord>& jobs,
                  Fetch fetch = Fetch::Never);
    void choose(JobChoiceDialog::Purpose purpose);
    std::optional<TapService> serviceOf(const JobRecord& job) const;
    void tellUnknownService(const JobRecord& job);
    Removal removalOf(const QList<JobRecord>& jobs) const;

    const Workbench m_workbench;
    const Actions& m_actions;
    QWidget* m_panel;
    QMenu* m_menu;
    TapService m_service;
    const JobListModel* m_source = nullptr;
    QList<JobRecord> m_jobs;
    bool m_isKept = false; // the one job's result, on the shelf
};

} // namespace tapdesk::ui
