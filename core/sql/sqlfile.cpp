// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlfile.h"

#include <QFile>
#include <QSaveFile>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace tapdesk::sql {

namespace {

Error fileError(Error::Kind kind, const QString& path, const QString& words)
{
    return {.kind = kind, .detail = words, .url = QUrl::fromLocalFile(path)};
}

} // namespace

Result<QString> readSqlFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(fileError(Error::Kind::FileSystem, path, file.errorString()));
    const auto bytes = file.read(maxSqlFileBytes + 1);
    if (file.error() != QFile::NoError)
        return failure(fileError(Error::Kind::FileSystem, path, file.errorString()));
    if (bytes.size() > maxSqlFileBytes)
        return failure(fileError(Error::Kind::TooLarge, path, {}));
    if (bytes.contains('\0'))
        return failure(fileError(Error::Kind::Parse, path, {}));

    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError())
        text = QString::fromLatin1(bytes);
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    return text;
}

Status writeSqlFile(const QString& path, const QString& text)
{
    QSaveFile file(path);
    const auto bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(fileError(Error::Kind::FileSystem, path, file.errorString()));
    return {};
}

} // namespace tapdesk::sql
