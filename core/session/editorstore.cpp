// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/editorstore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QStringDecoder>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

Q_LOGGING_CATEGORY(lcSession, "tapdesk.session", QtInfoMsg)

constexpr auto textSuffix = ".sql"_L1;
constexpr auto factsSuffix = ".json"_L1;
constexpr auto orderName = "order.json"_L1;

Error fileError(const QString& path, const QString& words)
{
    return {.kind = Error::Kind::FileSystem, .detail = words, .url = QUrl::fromLocalFile(path)};
}

Status write(const QString& path, const QByteArray& bytes)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failure(fileError(path, u"The folder cannot be made."_s));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(fileError(path, file.errorString()));
    return {};
}

void setAside(const QString& path)
{
    const auto broken = path + ".broken"_L1;
    QFile::remove(broken);
    if (QFile::rename(path, broken))
        qCWarning(lcSession) << "A broken session file was set aside:" << broken;
    else
        qCWarning(lcSession) << "A session file cannot be read:" << path;
}

/// Nothing when the file is absent, or is no text and has been set aside.
std::optional<QString> readText(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return {};
    if (file.open(QIODevice::ReadOnly)) {
        const auto bytes = file.readAll();
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(bytes);
        if (file.error() == QFile::NoError && !decoder.hasError() && !bytes.contains('\0'))
            return text;
    }
    file.close();
    setAside(path);
    return {};
}

/// An empty object when the file is absent, or is no JSON object and has been set aside.
QJsonObject readObject(const QString& path)
{
    const auto text = readText(path);
    if (!text)
        return {};
    const auto document = QJsonDocument::fromJson(text->toUtf8());
    if (!document.isObject()) {
        setAside(path);
        return {};
    }
    return document.object();
}

QJsonObject facts(const EditorState& editor)
{
    QJsonObject object {
        {u"title"_s, editor.title},         {u"file"_s, editor.file},
        {u"service"_s, editor.serviceId},   {u"language"_s, editor.language},
        {u"runAs"_s, editor.runAs},         {u"runId"_s, editor.runId},
        {u"caret"_s, qint64(editor.caret)}, {u"unsaved"_s, editor.unsaved},
    };
    if (editor.maxrec)
        object.insert(u"maxrec"_s, *editor.maxrec);
    return object;
}

bool moveFile(const QString& from, const QString& to)
{
    QFile::remove(to);
    return !QFile::exists(from) || QFile::rename(from, to);
}

/// Ids of the texts in a folder, the file changed last at the end.
QList<QString> idsIn(const QString& folder)
{
    const QDir directory(folder);
    const auto files = directory.entryList({u"*.sql"_s}, QDir::Files | QDir::Readable,
                                           QDir::Time | QDir::Reversed);
    QList<QString> ids;
    for (const auto& file : files)
        ids.append(file.chopped(textSuffix.size()));
    return ids;
}

} // namespace

EditorStore::EditorStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString EditorStore::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<QList<EditorState>> EditorStore::load() const
{
    if (!QDir().mkpath(m_folder))
        return failure(fileError(m_folder, u"The folder cannot be made."_s));
    const auto present = idsIn(m_folder);
    QList<QString> ids;
    const auto order = readObject(m_folder + u'/' + orderName).value("editors"_L1).toArray();
    for (const auto& value : order) {
        const auto id = value.toString();
        if (present.contains(id) && !ids.contains(id))
            ids.append(id);
    }
    for (const auto& id : present) {
        if (!ids.contains(id))
            ids.append(id);
    }

    QList<EditorState> editors;
    for (const auto& id : std::as_const(ids)) {
        if (auto editor = read(m_folder, id))
            editors.append(*std::move(editor));
    }
    return editors;
}

std::optional<EditorState> EditorStore::read(const QString& folder, const QString& id) const
{
    const auto path = folder + u'/' + id;
    auto text = readText(path + textSuffix);
    if (!text)
        return {};
    const auto object = readObject(path + factsSuffix);
    EditorState editor {
        .id = id,
        .title = object.value("title"_L1).toString(),
        .text = *std::move(text),
        .file = object.value("file"_L1).toString(),
        .serviceId = object.value("service"_L1).toString(),
        .language = object.value("language"_L1).toString(),
        .runAs = object.value("runAs"_L1).toString(),
        .runId = object.value("runId"_L1).toString(),
        .maxrec = {},
        .caret = 0,
        .unsaved = object.value("unsaved"_L1).toBool(),
    };
    if (const auto maxrec = object.value("maxrec"_L1).toInteger(-1); maxrec >= 0)
        editor.maxrec = maxrec;
    editor.caret = qBound<qsizetype>(0, object.value("caret"_L1).toInteger(), editor.text.size());
    return editor;
}

Status EditorStore::save(const EditorState& editor) const
{
    // The text first: it is what must not be lost.
    const auto path = m_folder + u'/' + editor.id;
    if (auto written = write(path + textSuffix, editor.text.toUtf8()); !written)
        return written;
    return write(path + factsSuffix, QJsonDocument(facts(editor)).toJson());
}

Status EditorStore::saveOrder(const QList<QString>& ids, const QString& current) const
{
    const QJsonObject object {
        {u"version"_s, 1},
        {u"editors"_s, QJsonArray::fromStringList(ids)},
        {u"current"_s, current},
    };
    return write(m_folder + u'/' + orderName, QJsonDocument(object).toJson());
}

QString EditorStore::current() const
{
    return readObject(m_folder + u'/' + orderName).value("current"_L1).toString();
}

QString EditorStore::closedFolder() const
{
    return m_folder + "/closed"_L1;
}

Status EditorStore::close(const QString& id) const
{
    const auto editor = read(m_folder, id);
    const auto from = m_folder + u'/' + id;
    if (!editor || editor->text.trimmed().isEmpty()) {
        QFile::remove(from + textSuffix);
        QFile::remove(from + factsSuffix);
        return {};
    }

    if (!QDir().mkpath(closedFolder()))
        return failure(fileError(closedFolder(), u"The folder cannot be made."_s));
    const auto to = closedFolder() + u'/' + id;
    // Written anew, so that the time of the file tells when it was closed.
    if (auto written = write(to + textSuffix, editor->text.toUtf8()); !written)
        return written;
    moveFile(from + factsSuffix, to + factsSuffix);
    QFile::remove(from + textSuffix);

    auto closed = idsIn(closedFolder());
    while (closed.size() > closedLimit) {
        const auto oldest = closedFolder() + u'/' + closed.takeFirst();
        QFile::remove(oldest + textSuffix);
        QFile::remove(oldest + factsSuffix);
    }
    return {};
}

bool EditorStore::hasClosed() const
{
    return !idsIn(closedFolder()).isEmpty();
}

std::optional<EditorState> EditorStore::reopen() const
{
    auto closed = idsIn(closedFolder());
    while (!closed.isEmpty()) {
        const auto id = closed.takeLast();
        auto editor = read(closedFolder(), id);
        if (!editor || !save(*editor))
            continue;
        QFile::remove(closedFolder() + u'/' + id + textSuffix);
        QFile::remove(closedFolder() + u'/' + id + factsSuffix);
        return editor;
    }
    return {};
}

} // namespace tapdesk
