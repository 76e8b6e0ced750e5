// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/queryrun.h"

#include "core/localtap/sampleschema.h"
#include "core/localtap/sqlfunctions.h"
#include "core/sql/sqlitetranslation.h"

#include <sqlite3.h>

namespace tapdesk::localtap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype firstRows = 4096; // enough to see what a computed column holds
constexpr qsizetype blockRows = 16'384;
constexpr int stepsPerLook = 4000; // of SQLite's machine, well below a millisecond
constexpr int longestValue = 4 << 20; // bytes of one text

// Queries may read tables and call functions, nothing else.
int authorize(void*, int action, const char* first, const char*, const char*, const char*)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return first && qstrnicmp(first, "sqlite_", 7) == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

// SQLite's words about names, in those of a database server.
QString serverSentence(const QString& message)
{
    struct Rule
    {
        QLatin1StringView start;
        QLatin1StringView sentence;
    };
    static constexpr Rule rules[] = {
        {"no such table: "_L1, "Table %1 not found."_L1},
        {"no such column: "_L1, "Column %1 not found."_L1},
        {"ambiguous column name: "_L1, "Column %1 is ambiguous: say of which table."_L1},
        {"no such function: "_L1, "Function %1 not found."_L1},
    };
    for (const Rule& rule : rules) {
        if (message.startsWith(rule.start))
            return QString(rule.sentence).arg(message.sliced(rule.start.size()));
    }
    return message;
}

Error translationError(const sql::TranslationError& error)
{
    QString detail =
        u"QUERY: line %1, column %2: %3"_s.arg(error.line).arg(error.column + 1).arg(error.message);
    return {.kind = Error::Kind::Service, .detail = detail, .line = error.line};
}

QString textOf(const char* utf8)
{
    return utf8 ? QString::fromUtf8(utf8) : QString();
}

} // namespace

QueryRun::QueryRun(Limits limits, qint64 rowLimit)
    : m_limits(std::move(limits))
    , m_rowLimit(rowLimit)
    , m_resumed(std::chrono::steady_clock::now())
{
}

QueryRun::~QueryRun() = default;

Result<std::unique_ptr<QueryRun>> QueryRun::start(const QString& path, const QueryRequest& request,
                                                  Limits limits)
{
    std::unique_ptr<QueryRun> run(new QueryRun(std::move(limits), request.rowLimit()));
    if (auto prepared = run->prepare(path, request); !prepared)
        return failure(prepared.error());
    run->describeFields();
    auto first = run->collect(firstRows);
    if (!first)
        return failure(first.error());
    run->m_first = std::move(*first);
    return run;
}

Status QueryRun::prepare(const QString& path, const QueryRequest& request)
{
    const auto translated = sql::toSqlite(request.query, request.dialect());
    if (!translated)
        return failure(translationError(translated.error()));
    m_native = translated->text;
    m_sources = translated->tables;

    auto database = Database::open(path, Database::Mode::Unchanging);
    if (!database)
        return failure(database.error());
    m_database = std::move(*database);
    registerSqlFunctions(m_database.handle());
    sqlite3_limit(m_database.handle(), SQLITE_LIMIT_LENGTH, longestValue);
    sqlite3_set_authorizer(m_database.handle(), authorize, nullptr);

    auto statement = m_database.prepare(m_native);
    if (!statement) {
        return failure({.kind = Error::Kind::Service,
                        .detail = u"QUERY: "_s + serverSentence(statement.error().detail)});
    }
    m_statement = std::move(*statement);
    sqlite3_progress_handler(
        m_database.handle(), stepsPerLook,
        [](void* run) { return static_cast<QueryRun*>(run)->onProgress(); }, this);
    return {};
}

int QueryRun::onProgress()
{
    const auto worked = m_worked + (std::chrono::steady_clock::now() - m_resumed);
    return worked > m_limits.time || (m_limits.stopped && m_limits.stopped());
}

// Columns of tables keep what is known of them; computed ones have nothing but a name.
void QueryRun::describeFields()
{
    for (int column = 0; column < m_statement.columnCount(); ++column) {
        Field field;
        field.name = textOf(sqlite3_column_name(m_statement.handle(), column));
        const QString table = textOf(sqlite3_column_table_name(m_statement.handle(), column));
        const QString origin = textOf(sqlite3_column_origin_name(m_statement.handle(), column));
        const ColumnInfo* info = table.isEmpty() ? nullptr : findColumn(table, origin);
        if (info) {
            field.datatype = info->datatype;
            field.unit = info->unit;
            field.ucd = info->ucd;
            field.xtype = info->xtype;
            field.description = info->description;
        }
        if (isText(field.datatype))
            field.shape = ArrayShape::variable();
        m_computed.push_back(!info);
        m_seen.push_back(false);
        // a computed column starts as integers and is widened by what comes
        m_builders.emplace_back(info ? info->datatype : Datatype::Long);
        m_fields.append(field);
    }
}

Result<Block> QueryRun::next()
{
    if (m_first.rows > 0) {
        m_rows += m_first.rows;
        return std::exchange(m_first, {});
    }
    if (m_done)
        return Block();
    auto block = collect(blockRows);
    if (block)
        m_rows += block->rows;
    return block;
}

Result<Block> QueryRun::collect(qsizetype wanted)
{
    const qint64 left = m_rowLimit - m_rows;
    // a limit of 0 asks for the columns; a look at some rows tells what they hold
    const bool columnsOnly = m_rowLimit == 0;
    Block block;
    m_resumed = std::chrono::steady_clock::now();
    while (block.rows < wanted && !m_done) {
        const Statement::Step step = m_statement.step();
        if (step == Statement::Step::Done) {
            m_done = true;
        } else if (step != Statement::Step::Row) {
            if (const auto failed = stepFailure(step); !failed)
                return failure(failed.error());
        } else if (block.rows >= left && !columnsOnly) {
            m_overflow = true;
            m_done = true;
        } else {
            if (const auto appended = appendRow(); !appended)
                return failure(appended.error());
            ++block.rows;
        }
    }
    m_worked += std::chrono::steady_clock::now() - m_resumed;

    settleTypes();
    for (ColumnBuilder& builder : m_builders)
        block.columns.push_back(builder.take());
    if (columnsOnly) {
        m_done = true;
        m_overflow = true;
        return Block();
    }
    return block;
}

Status QueryRun::stepFailure(Statement::Step step) const
{
    if (step == Statement::Step::Failed)
        return failure({.kind = Error::Kind::Service, .detail = m_database.lastMessage()});
    if (m_limits.stopped && m_limits.stopped())
        return failure({.kind = Error::Kind::Cancelled});
    const auto seconds = static_cast<double>(m_limits.time.count()) / 1000;
    return failure({.kind = Error::Kind::Timeout,
                    .detail = u"the query ran longer than the limit of %1 s"_s.arg(seconds)});
}

Status QueryRun::appendRow()
{
    for (int column = 0; column < static_cast<int>(m_builders.size()); ++column) {
        ColumnBuilder& builder = m_builders[static_cast<std::size_t>(column)];
        if (m_statement.isNull(column)) {
            builder.appendNull();
            continue;
        }
        if (m_computed[static_cast<std::size_t>(column)]) {
            if (auto appended = appendComputed(builder, column); !appended)
                return appended;
            continue;
        }
        switch (builder.datatype()) {
        case Datatype::Boolean:
            builder.append(static_cast<std::uint8_t>(m_statement.integer(column) != 0));
            break;
        case Datatype::Short:
            builder.append(static_cast<std::int16_t>(m_statement.integer(column)));
            break;
        case Datatype::Int:
            builder.append(static_cast<std::int32_t>(m_statement.integer(column)));
            break;
        case Datatype::Long:
            builder.append(static_cast<std::int64_t>(m_statement.integer(column)));
            break;
        case Datatype::Float:
            builder.append(static_cast<float>(m_statement.number(column)));
            break;
        case Datatype::Double:
            builder.append(m_statement.number(column));
            break;
        default:
            builder.appendText(m_statement.utf8(column));
        }
    }
    return {};
}

// Integers become doubles and doubles become text, where a value asks for it; once rows have been
// handed out, the type stays.
Status QueryRun::appendComputed(ColumnBuilder& builder, int column)
{
    const int type = sqlite3_column_type(m_statement.handle(), column);
    const Datatype needed = type == SQLITE_INTEGER ? Datatype::Long
        : type == SQLITE_FLOAT                     ? Datatype::Double
                                                   : Datatype::Char;
    const bool fits = builder.datatype() == needed || builder.datatype() == Datatype::Char
        || (builder.datatype() == Datatype::Double && needed == Datatype::Long);
    if (!fits && m_settled) {
        return failure({.kind = Error::Kind::Service,
                        .detail = u"column %1 holds values of several types; use CAST"_s.arg(
                            m_fields.at(column).name)});
    }
    if (!fits)
        builder.promote(needed);
    m_seen[static_cast<std::size_t>(column)] = true;
    if (builder.datatype() == Datatype::Long)
        builder.append(static_cast<std::int64_t>(m_statement.integer(column)));
    else if (builder.datatype() == Datatype::Double)
        builder.append(m_statement.number(column));
    else
        builder.appendText(m_statement.utf8(column));
    return {};
}

void QueryRun::settleTypes()
{
    if (std::exchange(m_settled, true))
        return;
    // of a column without values nothing is known, and text can hold whatever comes later
    for (std::size_t column = 0; column < m_builders.size(); ++column) {
        if (m_computed[column] && !m_seen[column])
            m_builders[column].promote(m_done ? Datatype::Double : Datatype::Char);
    }
    for (qsizetype column = 0; column < m_fields.size(); ++column) {
        if (!m_computed[static_cast<std::size_t>(column)])
            continue;
        Field& field = m_fields[column];
        field.datatype = m_builders[static_cast<std::size_t>(column)].datatype();
        field.shape = isText(field.datatype) ? ArrayShape::variable() : ArrayShape();
    }
}

} // namespace tapdesk::localtap
