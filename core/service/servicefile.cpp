// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/servicefile.h"

#include "core/service/logging.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <optional>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr int formatVersion = 1;

QJsonArray toJson(const QList<QString>& words)
{
    return QJsonArray::fromStringList(words);
}

QList<QString> wordsIn(const QJsonValue& value)
{
    QList<QString> words;
    const auto array = value.toArray();
    for (const auto& word : array)
        words.append(word.toString());
    words.removeAll(QString());
    return words;
}

QJsonObject toJson(const TapService& service)
{
    QJsonArray queues;
    for (const auto& queue : service.queues)
        queues.append(
            QJsonObject {{u"name"_s, queue.name}, {u"limit"_s, qint64(queue.limit.count())}});
    return {{u"id"_s, service.id},
            {u"title"_s, service.title},
            {u"url"_s, service.baseUrl.toString(QUrl::FullyEncoded)},
            {u"files"_s, service.filesUrl.toString(QUrl::FullyEncoded)},
            {u"language"_s, service.language},
            {u"languages"_s, toJson(service.languages)},
            {u"queues"_s, queues},
            {u"archives"_s, service.archives},
            {u"quota"_s, service.quota}};
}

/// Nothing for an entry that names no service.
std::optional<TapService> serviceIn(const QJsonObject& json)
{
    TapService service;
    service.id = json[u"id"_s].toString();
    const auto baseUrl = TapService::normalisedBaseUrl(json[u"url"_s].toString());
    if (service.id.isEmpty() || !baseUrl)
        return {};
    service.title = json[u"title"_s].toString(service.id);
    service.baseUrl = *baseUrl;
    service.filesUrl = QUrl(json[u"files"_s].toString());
    service.language = json[u"language"_s].toString(u"ADQL"_s);
    service.languages = wordsIn(json[u"languages"_s]);
    const auto queues = json[u"queues"_s].toArray();
    for (const auto& value : queues) {
        const auto queue = value.toObject();
        if (const auto name = queue[u"name"_s].toString(); !name.isEmpty())
            service.queues.append(
                {.name = name, .limit = std::chrono::seconds(queue[u"limit"_s].toInteger())});
    }
    service.archives = json[u"archives"_s].toBool();
    service.quota = qMax<qint64>(0, json[u"quota"_s].toInteger());
    return service;
}

Error fileError(const QFileDevice& file)
{
    return {.kind = Error::Kind::FileSystem,
            .detail = file.errorString(),
            .url = QUrl::fromLocalFile(file.fileName())};
}

bool isSame(QFile& file, const QString& otherPath)
{
    QFile other(otherPath);
    if (file.size() != other.size() || !file.open(QIODevice::ReadOnly))
        return false;
    const bool isSame = other.open(QIODevice::ReadOnly) && file.readAll() == other.readAll();
    file.close();
    return isSame;
}

Status copyAside(const QString& file)
{
    QFile original(file);
    auto aside = file + ".broken"_L1;
    for (int n = 2; QFileInfo::exists(aside); ++n) {
        if (isSame(original, aside))
            return {}; // the last start found the same
        aside = file + ".broken"_L1 + QString::number(n);
    }
    if (!original.copy(aside))
        return failure(fileError(original));
    qCWarning(lcService) << "The list of services is damaged; a copy is kept as" << aside;
    return {};
}

} // namespace

Result<StoredServices> readServiceFile(const QString& file)
{
    QFile source(file);
    if (!source.exists())
        return StoredServices();
    if (!source.open(QIODevice::ReadOnly))
        return failure(fileError(source));
    const auto json = QJsonDocument::fromJson(source.readAll()).object();
    StoredServices stored;
    stored.removed = wordsIn(json[u"removed"_s]);
    bool isDamaged = !json[u"services"_s].isArray();
    const auto entries = json[u"services"_s].toArray();
    for (const auto& entry : entries) {
        if (const auto service = serviceIn(entry.toObject()))
            stored.services.append(*service);
        else
            isDamaged = true;
    }
    if (isDamaged) {
        if (const auto copied = copyAside(file); !copied)
            return failure(copied.error());
    }
    return stored;
}

Status writeServiceFile(const QString& file, const StoredServices& stored)
{
    QJsonArray services;
    for (const auto& service : stored.services)
        services.append(toJson(service));
    const QJsonObject json {{u"version"_s, formatVersion},
                            {u"services"_s, services},
                            {u"removed"_s, toJson(stored.removed)}};
    QDir().mkpath(QFileInfo(file).absolutePath());
    QSaveFile target(file);
    const auto bytes = QJsonDocument(json).toJson();
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size()
        || !target.commit())
        return failure(fileError(target));
    return {};
}

} // namespace tapdesk
