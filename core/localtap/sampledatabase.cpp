// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/sampledatabase.h"

#include "core/localtap/database.h"
#include "core/localtap/sampledata.h"
#include "core/localtap/sampleschema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <QUuid>

#include <array>
#include <cstdio>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 2; // of tables and rows: to be raised with any change of either

struct Generator
{
    QLatin1StringView table;
    void (*make)(const QList<Target>& targets, const RowSink& sink) = nullptr;
};

constexpr std::array generators {
    Generator {"agn_parameters"_L1, makeAgnParameters},
    Generator {"host_properties"_L1, makeHostProperties},
    Generator {"ifu_datatable_unbinned"_L1, makeSpaxels},
    Generator {"ifu_observations"_L1, makeIfuObservations},
    Generator {"photometry"_L1, makePhotometry},
};

QLatin1StringView sqlType(const ColumnInfo& column)
{
    if (column.isText())
        return "TEXT"_L1;
    return isFloating(column.datatype) ? "REAL"_L1 : "INTEGER"_L1;
}

QString quoted(const QString& name)
{
    return u'"' + name + u'"';
}

Status createTable(Database& database, const TableInfo& table)
{
    QStringList columns;
    for (const ColumnInfo& column : table.columns)
        columns += quoted(column.name) + u' ' + sqlType(column);
    return database.execute(
        u"CREATE TABLE %1 (%2)"_s.arg(quoted(table.qualifiedName()), columns.join(u", "_s)));
}

Status createIndexes(Database& database, const TableInfo& table)
{
    for (const ColumnInfo& column : table.columns) {
        if (!column.indexed)
            continue;
        const QString name = u"%1.%2"_s.arg(table.name, column.name);
        const auto created = database.execute(u"CREATE INDEX %1 ON %2 (%3)"_s.arg(
            quoted(name), quoted(table.qualifiedName()), quoted(column.name)));
        if (!created)
            return created;
    }
    return {};
}

/// Adds rows to a table and remembers the first failure.
class Inserter
{
public:
    Inserter(Database& database, const TableInfo& table)
        : m_database(database)
    {
        const QStringList marks(static_cast<qsizetype>(table.columns.size()), u"?"_s);
        auto statement = database.prepare(
            u"INSERT INTO %1 VALUES (%2)"_s.arg(quoted(table.qualifiedName()), marks.join(u',')));
        if (statement)
            m_statement = std::move(*statement);
        else
            m_status = failure(statement.error());
    }

    void add(const Row& row)
    {
        if (!m_status)
            return;
        Q_ASSERT(static_cast<int>(row.size()) == m_statement.parameterCount());
        for (std::size_t index = 0; index < row.size(); ++index)
            bind(static_cast<int>(index) + 1, row[index]);
        if (m_statement.step() != Statement::Step::Done)
            m_status =
                failure({.kind = Error::Kind::FileSystem, .detail = m_database.lastMessage()});
        m_statement.reset();
    }

    Status status() const { return m_status; }

private:
    void bind(int parameter, const Cell& cell)
    {
        if (const auto* integer = std::get_if<qint64>(&cell))
            m_statement.bind(parameter, *integer);
        else if (const auto* number = std::get_if<double>(&cell))
            m_statement.bind(parameter, *number);
        else if (const auto* text = std::get_if<QString>(&cell))
            m_statement.bind(parameter, *text);
        else
            m_statement.bind(parameter, nullptr);
    }

    Database& m_database;
    Statement m_statement;
    Status m_status;
};

Cell textOrNull(QLatin1StringView text)
{
    return text.isEmpty() ? Cell() : Cell(QString(text));
}

Row columnRow(const TableInfo& table, const ColumnInfo& column, qint64 index)
{
    const bool text = column.isText();
    return {table.qualifiedName(),
            column.queryName(),
            QString(datatypeName(column.datatype)),
            text ? Cell(u"*"_s) : Cell(),
            textOrNull(column.xtype),
            Cell(),
            QString(column.description),
            Cell(),
            textOrNull(column.unit),
            textOrNull(column.ucd),
            qint64 {column.indexed},
            qint64 {column.principal},
            qint64 {column.standard},
            index};
}

void describeTables(std::span<const TableInfo> tables, Inserter& tableRows, Inserter& columnRows)
{
    qint64 tableIndex = 0;
    for (const TableInfo& table : tables) {
        tableRows.add({QString(table.schema), table.qualifiedName(), u"table"_s, Cell(),
                       QString(table.description), ++tableIndex, Cell()});
        qint64 columnIndex = 0;
        for (const ColumnInfo& column : table.columns)
            columnRows.add(columnRow(table, column, ++columnIndex));
    }
}

Status fillMetadata(Database& database)
{
    const auto tables = metadataTables();
    Inserter schemaRows(database, tables[0]);
    Inserter tableRows(database, tables[1]);
    Inserter columnRows(database, tables[2]);
    Inserter keyRows(database, tables[3]);
    Inserter keyColumnRows(database, tables[4]);

    qint64 schemaIndex = 0;
    for (const SchemaInfo& schema : sampleSchemas())
        schemaRows.add({QString(schema.name), Cell(), QString(schema.description), ++schemaIndex});
    describeTables(dataTables(), tableRows, columnRows);
    describeTables(metadataTables(), tableRows, columnRows);
    for (const KeyInfo& key : sampleKeys()) {
        keyRows.add({QString(key.id), QString(key.fromTable), QString(key.targetTable),
                     QString(key.description), Cell()});
        keyColumnRows.add({QString(key.id), QString(key.fromColumn), QString(key.targetColumn)});
    }
    for (const Inserter* inserter :
         {&schemaRows, &tableRows, &columnRows, &keyRows, &keyColumnRows}) {
        if (auto status = inserter->status(); !status)
            return status;
    }
    return {};
}

Status fillData(Database& database)
{
    const QList<Target> targets = makeTargets();
    for (const TableInfo& table : dataTables()) {
        for (const Generator& generator : generators) {
            if (generator.table != table.name)
                continue;
            Inserter inserter(database, table);
            generator.make(targets, [&inserter](const Row& row) { inserter.add(row); });
            if (auto status = inserter.status(); !status)
                return status;
        }
        if (auto status = createIndexes(database, table); !status)
            return status;
    }
    return {};
}

/// Tells TAP_SCHEMA.tables how many rows each table has, now that all of them are there.
Status countRows(Database& database)
{
    Status status;
    for (const auto tables : {dataTables(), metadataTables()}) {
        for (const TableInfo& table : tables) {
            const QString name = table.qualifiedName();
            if (status) {
                status = database.execute(
                    u"UPDATE %1 SET nrows = (SELECT count(*) FROM %2) WHERE table_name = '%3'"_s
                        .arg(quoted(u"TAP_SCHEMA.tables"_s), quoted(name), name));
            }
        }
    }
    return status;
}

Status write(const QString& path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        return failure(database.error());
    // nobody sees the file before it is complete, so it needs no journal
    auto status = database->execute(u"PRAGMA journal_mode=OFF; BEGIN"_s);
    for (const auto tables : {dataTables(), metadataTables()}) {
        for (const TableInfo& table : tables) {
            if (status)
                status = createTable(*database, table);
        }
    }
    if (status)
        status = fillMetadata(*database);
    if (status)
        status = fillData(*database);
    if (status)
        status = countRows(*database);
    if (status)
        status = database->execute(u"COMMIT; ANALYZE"_s);
    return status;
}

/// Whether the file is there and has survived whatever happened to the disk since it was made.
bool isComplete(const QString& path)
{
    return QFileInfo(path).size() > 0 && !Database::isDamaged(path, Database::Mode::Unchanging);
}

/// Removes the drafts of programs that died while they made the file.
void removeOldDrafts(const QString& folder)
{
    const auto recent = QDateTime::currentDateTimeUtc().addSecs(-600); // others may be at work
    const auto drafts = QDir(folder).entryInfoList({u"sample-v*.sqlite.*"_s}, QDir::Files);
    for (const QFileInfo& draft : drafts) {
        if (draft.lastModified() < recent)
            QFile::remove(draft.filePath());
    }
}

} // namespace

Result<QString> ensureSampleDatabase(const QString& folder)
{
    const QString path = QDir(folder).filePath(u"sample-v%1.sqlite"_s.arg(version));
    if (isComplete(path))
        return path;

    const QString draft = path + u'.' + QUuid::createUuid().toString(QUuid::Id128);
    const auto written = write(draft);
    if (!written) {
        QFile::remove(draft);
        return failure(written.error());
    }
    // rename() replaces what another program may have made meanwhile, which is the same
    if (std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(path).constData())
        != 0) {
        QFile::remove(draft);
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = qt_error_string(),
                        .url = QUrl::fromLocalFile(path)});
    }
    removeOldDrafts(folder);
    return path;
}

Result<RowCounts> readRowCounts(const QString& path)
{
    auto database = Database::open(path, Database::Mode::Unchanging);
    if (!database)
        return failure(database.error());
    auto statement = database->prepare(
        u"SELECT table_name, nrows FROM %1"_s.arg(quoted(u"TAP_SCHEMA.tables"_s)));
    if (!statement)
        return failure(statement.error());
    RowCounts counts;
    while (statement->step() == Statement::Step::Row)
        counts.insert(statement->text(0), statement->integer(1));
    return counts;
}

} // namespace tapdesk::localtap
