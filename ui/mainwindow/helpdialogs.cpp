// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/helpdialogs.h"

#include "ui/base/actions.h"
#include "ui/base/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMessageBox>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <Qsci/qsciglobal.h>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::HelpDialogs)
};

} // namespace

void showKeys(QWidget* parent, const Actions& actions)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Text::tr("Keys"));
    auto* list = new QTreeWidget(dialog);
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setUniformRowHeights(true);
    list->setHeaderLabels({Text::tr("Key"), Text::tr("What it does")});
    for (const auto* action : actions.all()) {
        const auto keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        new QTreeWidgetItem(list, {keys, action->statusTip()});
    }
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog->resize(560, 620);
    dialog->open();
}

void showAbout(QWidget* parent)
{
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Text::tr("About Tapdesk"));
    box->setIconPixmap(applicationIcon().pixmap(QSize(64, 64), box->devicePixelRatioF()));
    box->setText(u"<b>Tapdesk %1</b>"_s.arg(QLatin1StringView(TAPDESK_VERSION)));
    box->setInformativeText(
        Text::tr("A workbench for TAP services of the Virtual Observatory.\n\n"
                 "Free software under the GNU General Public License, version 3 or later. "
                 "Built with Qt %1 and QScintilla %2.")
            .arg(QLatin1StringView(qVersion()), QLatin1StringView(QSCINTILLA_VERSION_STR)));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

} // namespace tapdesk::ui
