// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/resultfile.h"

#include "core/formats/exporter.h"
#include "core/tap/resultinfos.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

namespace tapdesk {

using namespace Qt::StringLiterals;

Error fileExists(const QString& file)
{
    return {.kind = Error::Kind::FileSystem,
            .detail = qt_error_string(EEXIST),
            .url = QUrl::fromLocalFile(file)};
}

Result<ResultFile> writeResultFile(const QString& file, const QueryResult& result,
                                   const QStringList& notes, bool mayReplace)
{
    const auto infos = resultInfos(result);
    const formats::Metadata metadata {.tableName = u"result"_s,
                                      .infos = infos.leading,
                                      .trailing = infos.trailing,
                                      .notes = notes};
    const auto format = formats::formatForFile(file).value_or(formats::FormatId::VOTable);

    QDir().mkpath(QFileInfo(file).path());
    QSaveFile output(file);
    const auto failed = [&](const QString& words) {
        return failure(
            {.kind = Error::Kind::FileSystem, .detail = words, .url = QUrl::fromLocalFile(file)});
    };
    if (!output.open(QIODevice::WriteOnly))
        return failed(output.errorString());
    const auto written = formats::exportTable(output, result.table, metadata, format, {},
                                              {.maxRows = 0}); // a file is no screen
    if (!written)
        return failed(written.error().detail);
    const auto isThere = QFile::exists(file);
    if (isThere && !mayReplace)
        return failure(fileExists(file));
    if (!output.commit())
        return failed(output.errorString());
    return ResultFile {.replaced = isThere};
}

} // namespace tapdesk
