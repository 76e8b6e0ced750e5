// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/closebutton.h"

#include "ui/base/icons.h"

#include <QCoreApplication>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

void addCloseButton(QTabWidget* tabs, QWidget* page)
{
    auto* button = new QToolButton(tabs->tabBar());
    button->setIcon(icon(u"close"_s));
    button->setIconSize(QSize(12, 12));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(QCoreApplication::translate("tapdesk::ui::CloseButton", "Close"));
    button->setAccessibleName(button->toolTip());
    QObject::connect(button, &QToolButton::clicked, tabs,
                     [tabs, page] { emit tabs->tabCloseRequested(tabs->indexOf(page)); });
    tabs->tabBar()->setTabButton(tabs->indexOf(page), QTabBar::RightSide, button);
}

} // namespace tapdesk::ui
