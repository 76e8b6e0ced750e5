// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace tapdesk::app {

/// null for what is empty.
QJsonValue textValue(const QString& text);

/// To standard output.
void printJson(const QJsonArray& array);
void printJson(const QJsonObject& object);

} // namespace tapdesk::app
