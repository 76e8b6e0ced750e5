// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs/convert.h"

#include "app/resultoutput.h"
#include "core/table/selection.h"
#include "core/tap/resultreader.h"

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// Numbers of the columns that a list such as "ra,dec" names; case matters only where two names
/// differ by nothing else.
tl::expected<QList<qsizetype>, QString> columnsOf(const Table& table, const QString& list)
{
    QList<qsizetype> columns;
    for (const QString& item : list.split(u',', Qt::SkipEmptyParts)) {
        const QString name = item.trimmed();
        qsizetype found = -1;
        for (qsizetype column = 0; column < table.columnCount(); ++column) {
            const QString& candidate = table.fields().at(column).name;
            if (candidate == name
                || (found < 0 && candidate.compare(name, Qt::CaseInsensitive) == 0))
                found = column;
        }
        if (found < 0)
            return tl::unexpected(u"the table has no column “%1”"_s.arg(name));
        columns.append(found);
    }
    return columns;
}

} // namespace

void ConvertCommand::start()
{
    if (line().arguments.size() != 1)
        return usage(u"convert takes one VOTable file"_s);
    if (const auto format = outputFormat(line()); !format)
        return usage(format.error());
    m_reader = new ResultReader(this);
    connect(m_reader, &ResultReader::finished, this, &ConvertCommand::onRead);
    m_reader->readFile(line().arguments.first());
}

void ConvertCommand::onRead(const Result<QueryResult>& outcome)
{
    if (!outcome) {
        Error error = outcome.error();
        if (error.url.isEmpty()) // the reader of bytes does not know the file
            error.url = QUrl::fromLocalFile(line().arguments.first());
        return fail(error);
    }
    QueryResult result = *outcome;
    if (!line().select.isEmpty()) {
        const auto columns = columnsOf(result.table, line().select);
        if (!columns)
            return usage(columns.error());
        result.table = selectColumns(result.table, *columns);
    }
    if (line().head)
        result.table = firstRows(result.table, *line().head);
    finish(writeResult(result, line(), terminal()));
}

void ConvertCommand::interrupt()
{
    if (m_reader)
        m_reader->disconnect(this);
    Command::interrupt();
}

} // namespace tapdesk::app
