// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 16 * 1024 * 1024; // of one query
constexpr auto utf8Mark = "\xef\xbb\xbf";

/// A file's text with its line ends, and how it is written.
struct Source
{
    QString text;
    bool hasMark = false;
    bool isLatin1 = false;
    bool isText = true;
};

tl::unexpected<Error> fileFailure(const QFileDevice& file)
{
    return failure({.kind = Error::Kind::FileSystem,
                    .detail = file.errorString(),
                    .url = QUrl::fromLocalFile(file.fileName())});
}

Result<Source> readSource(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileFailure(file);
    auto bytes = file.read(mostBytes + 1);
    if (file.error() != QFile::NoError)
        return fileFailure(file);
    if (bytes.size() > mostBytes)
        return failure({.kind = Error::Kind::TooLarge, .url = QUrl::fromLocalFile(path)});

    Source source;
    source.isText = !bytes.contains('\0');
    source.hasMark = bytes.startsWith(utf8Mark);
    if (source.hasMark)
        bytes.remove(0, 3);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    source.text = decoder(bytes);
    source.isLatin1 = decoder.hasError();
    if (source.isLatin1)
        source.text = QString::fromLatin1(bytes);
    return source;
}

BatchEntry readEntry(const QString& path)
{
    BatchEntry entry;
    entry.file = path;
    auto source = readSource(path);
    if (!source) {
        entry.problems.append(
            {.kind = BatchProblem::Kind::Unreadable, .evidence = {}, .error = source.error()});
        return entry;
    }
    if (!source->isText) {
        entry.problems.append({.kind = BatchProblem::Kind::NotText});
        return entry;
    }
    entry.text = source->text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    entry.directives = sql::readDirectives(entry.text);
    if (source->isLatin1)
        entry.problems.append({.kind = BatchProblem::Kind::Latin1});
    return entry;
}

qsizetype digitsEnd(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from] >= u'0' && text[from] <= u'9')
        ++from;
    return from;
}

/// Compares two runs of digits as numbers of any length.
int compareNumbers(QStringView left, QStringView right)
{
    while (left.startsWith(u'0'))
        left = left.mid(1);
    while (right.startsWith(u'0'))
        right = right.mid(1);
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return left.compare(right);
}

} // namespace

bool naturallyBefore(QStringView left, QStringView right)
{
    qsizetype l = 0;
    qsizetype r = 0;
    while (l < left.size() && r < right.size()) {
        const auto leftEnd = digitsEnd(left, l);
        const auto rightEnd = digitsEnd(right, r);
        int order = 0;
        if (leftEnd > l && rightEnd > r) {
            order = compareNumbers(left.mid(l, leftEnd - l), right.mid(r, rightEnd - r));
            l = leftEnd;
            r = rightEnd;
        } else {
            order = left[l].toLower().unicode() - right[r].toLower().unicode();
            ++l;
            ++r;
        }
        if (order != 0)
            return order < 0;
    }
    const auto leftRest = left.size() - l;
    const auto rightRest = right.size() - r;
    return leftRest != rightRest ? leftRest < rightRest : left.compare(right) < 0;
}

Result<QStringList> batchFiles(const QStringList& paths)
{
    QStringList files;
    const auto add = [&files](const QString& file) {
        if (!files.contains(file))
            files.append(file);
    };
    for (const auto& path : paths) {
        const QFileInfo info(path);
        if (!info.isDir()) {
            add(QDir::cleanPath(info.absoluteFilePath()));
            continue;
        }
        const QDir folder(info.absoluteFilePath());
        if (!folder.isReadable()) {
            return failure({.kind = Error::Kind::FileSystem,
                            .url = QUrl::fromLocalFile(folder.absolutePath())});
        }
        auto names = folder.entryList({u"*.sql"_s}, QDir::Files, QDir::NoSort);
        std::sort(names.begin(), names.end(), naturallyBefore);
        for (const auto& name : std::as_const(names))
            add(QDir::cleanPath(folder.absoluteFilePath(name)));
    }
    return files;
}

QList<BatchEntry> readBatch(const QStringList& files)
{
    QList<BatchEntry> entries;
    std::transform(files.cbegin(), files.cend(), std::back_inserter(entries), readEntry);
    return entries;
}

Status saveDirectives(const QString& path, const sql::Directives& wanted)
{
    const auto source = readSource(path);
    if (!source)
        return failure(source.error());
    const auto text = sql::writeDirectives(source->text, wanted);
    if (text == source->text)
        return {};
    auto bytes = source->isLatin1 ? text.toLatin1() : text.toUtf8();
    if (source->isLatin1 && QString::fromLatin1(bytes) != text) {
        return failure({.kind = Error::Kind::Parse,
                        .detail = u"ISO-8859-1"_s,
                        .url = QUrl::fromLocalFile(path)});
    }
    if (source->hasMark)
        bytes.prepend(utf8Mark);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fileFailure(file);
    return {};
}

} // namespace tapdesk
