// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tapdesk::ui {

/// The content of a file of resources/, such as "icons/run.svg". One that is not there is a bug.
QByteArray resourceData(const QString& name);

} // namespace tapdesk::ui
