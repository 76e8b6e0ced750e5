// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/listfilter.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QButtonGroup;
class QMenu;
class QToolButton;

namespace tapdesk::ui {

class FilterChip;
class SearchField;

/// Chooses which jobs are listed: a text, a chip for each phase with its count, and a menu for
/// the rest.
class JobFilterBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobFilterBar)

public:
    explicit JobFilterBar(QWidget* parent = nullptr);

    ListFilter filter() const; ///< as of today
    bool isForAllServices() const;
    void setGroup(PhaseGroup group); ///< as if its chip had been pressed
    void setCounts(const GroupCounts& counts);
    /// The chip of archived jobs is there even where none is known: no usual list has them.
    void setArchiveOffered(bool isOffered);
    void clear(); ///< lets all jobs of the service pass

signals:
    void changed(); ///< of filter()
    void scopeChanged(bool isForAllServices);

private:
    QMenu* makeMenu();
    QAction* addChoice(QMenu* menu, QActionGroup* group, const QString& text, int value);
    void showChoices();

    SearchField* m_text;
    QButtonGroup* m_chips;
    QToolButton* m_more;
    QActionGroup* m_age;
    QAction* m_wholeRunId = nullptr;
    QAction* m_allServices = nullptr;
    GroupCounts m_counts {};
    bool m_isArchiveOffered = false;
};

} // namespace tapdesk::ui
