// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/resultoutput.h"

#include "app/terminaloutput.h"
#include "core/formats/exporter.h"
#include "core/tap/resultinfos.h"
#include "ui/base/errortext.h"
#include "ui/base/numberformat.h"
#include "ui/base/truthwords.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

bool toStandardOutput(const CommandLine& line)
{
    return line.output.isEmpty() || line.output == "-"_L1;
}

QString formatNames()
{
    QStringList names;
    for (const formats::Format& format : formats::allFormats())
        names.append(format.name);
    return names.join(u", "_s);
}

/// What an exported file says about itself.
formats::Metadata metadataOf(const QueryResult& result)
{
    const auto infos = resultInfos(result);
    formats::Metadata metadata {
        .tableName = u"result"_s, .infos = infos.leading, .trailing = infos.trailing};
    if (result.truth.extent != Truth::Extent::Complete)
        metadata.notes.append(ui::truthWords(result.truth).sentence);
    return metadata;
}

formats::TextOptions textOptions(const CommandLine& line)
{
    formats::TextOptions options;
    winsize size {};
    if (toStandardOutput(line) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        options.maxLineWidth = size.ws_col;
    return options;
}

Status writeTo(QIODevice& device, const QueryResult& result, const CommandLine& line)
{
    const auto format = formats::formatFromName(*outputFormat(line));
    return formats::exportTable(device, result.table, metadataOf(result), *format, {},
                                textOptions(line));
}

Status writeFile(const QueryResult& result, const CommandLine& line)
{
    QSaveFile file(line.output);
    const auto failed = [&file] {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = file.errorString(),
                        .url = QUrl::fromLocalFile(file.fileName())});
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    if (const auto written = writeTo(file, result, line); !written) {
        auto error = written.error();
        error.url = QUrl::fromLocalFile(file.fileName());
        return failure(std::move(error));
    }
    return file.commit() ? Status() : failed();
}

Status writeStandardOutput(const QueryResult& result, const CommandLine& line)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return failure({.kind = Error::Kind::FileSystem, .detail = out.errorString()});
    if (!isTerminalOutput())
        return writeTo(out, result, line);
    TerminalOutput terminal(out);
    return writeTo(terminal, result, line);
}

} // namespace

tl::expected<QString, QString> outputFormat(const CommandLine& line)
{
    if (!line.format.isEmpty()) {
        if (const auto id = formats::formatFromName(line.format))
            return formats::format(*id).name;
        return tl::unexpected(
            u"there is no format “%1”; there are: %2"_s.arg(line.format, formatNames()));
    }
    if (toStandardOutput(line))
        return formats::format(formats::FormatId::Text).name;
    if (const auto id = formats::formatForFile(line.output))
        return formats::format(*id).name;
    return tl::unexpected(
        u"the name “%1” tells no format; give one of these with --format: %2"_s.arg(line.output,
                                                                                    formatNames()));
}

Status saveResult(const QueryResult& result, const CommandLine& line)
{
    return toStandardOutput(line) ? writeStandardOutput(result, line) : writeFile(result, line);
}

ExitCode writeResult(const QueryResult& result, const CommandLine& line, const Terminal& terminal)
{
    if (const auto saved = saveResult(result, line); !saved) {
        terminal.error(saved.error());
        return exitCodeFor(saved.error());
    }
    return tellTruth(result, line, terminal);
}

ExitCode tellTruth(const QueryResult& result, const CommandLine& line, const Terminal& terminal)
{
    if (!toStandardOutput(line))
        terminal.note(u"%1: %2"_s.arg(line.output, ui::rowsText(result.table.rowCount())));

    const auto words = ui::truthWords(result.truth);
    switch (result.truth.extent) {
    case Truth::Extent::Complete:
        return ExitCode::Done;
    case Truth::Extent::CutByMaxrec:
    case Truth::Extent::CutByService:
        terminal.warning(words.sentence);
        return line.failOnOverflow ? ExitCode::Truncated : ExitCode::Done;
    case Truth::Extent::Partial:
        terminal.error(words.sentence);
        return result.truth.cause ? exitCodeFor(*result.truth.cause) : ExitCode::Failed;
    }
    return ExitCode::Done;
}

} // namespace tapdesk::app
