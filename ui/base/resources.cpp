// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/resources.h"

#include <QFile>

using namespace Qt::StringLiterals;

// A static library's resources have to be asked for, outside any namespace.
static void loadResources()
{
    Q_INIT_RESOURCE(tapdesk);
}

namespace tapdesk::ui {

QByteArray resourceData(const QString& name)
{
    loadResources();
    QFile file(":/"_L1 + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "resourceData", qPrintable(name));
    return file.readAll();
}

} // namespace tapdesk::ui
