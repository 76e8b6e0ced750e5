// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/capabilities.h"
#include "ui/editor/runoptions.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace tapdesk {
class ServiceCatalog;
}

namespace tapdesk::ui {

class Actions;

/// Where and how the query in front runs: service, language, now or in a queue, run id, most
/// rows, and the buttons that start and abort it.
class RunBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunBar)

public:
    /// @param services  not owned, must outlive the bar
    RunBar(const ServiceCatalog& services, const Actions& actions, QWidget* parent = nullptr);

    const RunOptions& options() const { return m_options; }
    void setOptions(const RunOptions& options); ///< fitted to the service; edited() is not emitted

    /// What a service told of itself: its languages and limits.
    void setCapabilities(const QString& serviceId, const Capabilities& capabilities);

signals:
    void edited(const tapdesk::ui::RunOptions& options); ///< by the user

private:
    QComboBox* addChoice(const QString& name, const QString& tip);
    QLineEdit* addField(const QString& name, const QString& placeholder, const QString& tip);
    void showServices();
    void showOptions();
    void showLimits();
    void onEdited();
    TapService service(const QString& id) const; ///< with the languages it told

    const ServiceCatalog& m_services;
    QHash<QString, Capabilities> m_capabilities; // by service id
    RunOptions m_options;
    QComboBox* m_service;
    QComboBox* m_language;
    QComboBox* m_runAs;
    QLineEdit* m_runId;
    QLineEdit* m_maxrec;
};

} // namespace tapdesk::ui
