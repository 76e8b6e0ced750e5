// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json.h"

#include "app/terminal.h"

#include <QJsonDocument>

namespace tapdesk::app {

QJsonValue textValue(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

void printJson(const QJsonArray& array)
{
    print(QString::fromUtf8(QJsonDocument(array).toJson()));
}

void printJson(const QJsonObject& object)
{
    print(QString::fromUtf8(QJsonDocument(object).toJson()));
}

} // namespace tapdesk::app
