// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/examples.h"

#include <QObject>

class QMenu;

namespace tapdesk::ui {

struct GuideQuery;

/// Fills the menu Examples: the queries of the guide, and those that the service in use offers.
class ExamplesMenu final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExamplesMenu)

public:
    /// @param menu  not owned; becomes the parent
    explicit ExamplesMenu(QMenu* menu);

    void setServiceExamples(const QString& serviceTitle, const QList<Example>& examples);

signals:
    void guideQueryChosen(const tapdesk::ui::GuideQuery& query);
    void exampleChosen(const tapdesk::Example& example);

private:
    void fill();

    QMenu* m_menu;
    QMenu* m_offered = nullptr; // a menu in it, where there are many
    QString m_serviceTitle;
    QList<Example> m_examples;
};

} // namespace tapdesk::ui
