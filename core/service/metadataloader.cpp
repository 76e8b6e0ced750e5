// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/metadataloader.h"

#include "core/service/metadatafetch.h"
#include "core/service/tapschemaquery.h"

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr qint64 maxCapabilitiesBytes = 8 * 1024 * 1024;
constexpr qint64 maxExamplesBytes = 4 * 1024 * 1024;
constexpr QLatin1StringView
    accepted("application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.1");

HttpRequest documentRequest(const QUrl& url, qint64 maxBytes)
{
    auto request = HttpRequest::get(url);
    request.accept = QByteArray(accepted.data(), accepted.size());
    request.maxBytes = maxBytes;
    return request;
}

/// Whether another resource of the service may know what this one did not.
bool isWorthAnotherWay(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Http:
    case Error::Kind::Protocol:
    case Error::Kind::Parse:
    case Error::Kind::Service:
    case Error::Kind::TooLarge:
        return true;
    case Error::Kind::Cancelled:
    case Error::Kind::Timeout:
    case Error::Kind::Network:
    case Error::Kind::Tls:
    case Error::Kind::Unauthorized:
    case Error::Kind::FileSystem:
        return false;
    }
    return false;
}

/// A tableset with tables, or an error: an empty one is an answer that knows nothing.
Result<Tableset> readFilledTableset(const QByteArray& document)
{
    auto tableset = readTableset(document);
    if (tableset && tableset->tableCount() == 0)
        return failure({.kind = Error::Kind::Protocol});
    return tableset;
}

/// The table @p name of a /tables/NAME document, which some services answer with all tables.
Result<TableInfo> readOneTable(const QByteArray& document, const QString& name)
{
    const auto tableset = readTableset(document);
    if (!tableset)
        return failure(tableset.error());
    const auto* found = tableset->table(name);
    if (!found && tableset->tableCount() == 1)
        found = &tableset->schemas.first().tables.first(); // its name without the schema, say
    if (!found || !found->columnsLoaded)
        return failure({.kind = Error::Kind::Protocol});
    auto table = *found;
    table.name = name;
    return table;
}

Result<TableInfo> readColumnsAnswer(const QByteArray& body, const QString& name)
{
    const auto rows = readTapSchemaAnswer(body);
    if (!rows)
        return failure(rows.error());
    TableInfo table;
    table.name = name;
    table.columns = columnsFromTapSchema(*rows);
    table.columnsLoaded = !table.columns.isEmpty();
    if (!table.columnsLoaded)
        return failure({.kind = Error::Kind::Protocol});
    return table;
}

// The order of asking; all but the first may be missing.
constexpr std::array tapSchemaTables {"tables"_L1, "schemas"_L1, "keys"_L1, "key_columns"_L1};

using Task = std::unique_ptr<QObject>; // owns all that a load has on its way

} // namespace

class MetadataLoader::Private
{
public:
    explicit Private(MetadataLoader& loader)
        : q(loader)
    {
    }

    void askCapabilities(HttpRequest::Credentials credentials);
    void askTapSchema(std::size_t step);
    void keepTapSchema(std::size_t step, const Result<Table>& answer);
    void assemble();
    void askTableChild(const QString& name, bool rawSlashes);
    void askColumns(const QString& name);

    /// Each ends one load: the task goes first, so that a slot may start the next load at once.
    void finishCapabilities(const Result<Capabilities>& capabilities);
    void finishTables(const Result<Tableset>& tableset);
    void finishColumns(const QString& name, const Result<TableInfo>& table);
    void finishExamples(const QList<Example>& examples);

    MetadataLoader& q;
    bool hasTableChildren = false; // declared, and not found wanting so far
    Task capabilitiesTask;
    Task tablesTask;
    Task examplesTask;
    std::map<QString, Task> columnTasks; // by table
    std::array<Table, tapSchemaTables.size()> tapSchema; // in the order of asking

private:
    static void drop(Task task)
    {
        if (auto* object = task.release())
            object->deleteLater(); // one of its signals may be what brought us here
    }
};

void MetadataLoader::Private::finishCapabilities(const Result<Capabilities>& capabilities)
{
    drop(std::move(capabilitiesTask));
    if (capabilities)
        hasTableChildren = capabilities->hasTableChildren;
    emit q.capabilitiesLoaded(capabilities);
}

void MetadataLoader::Private::finishTables(const Result<Tableset>& tableset)
{
    drop(std::move(tablesTask));
    tapSchema = {};
    emit q.tablesLoaded(tableset);
}

void MetadataLoader::Private::finishColumns(const QString& name, const Result<TableInfo>& table)
{
    auto node = columnTasks.extract(name);
    drop(std::move(node.mapped()));
    emit q.columnsLoaded(name, table);
}

void MetadataLoader::Private::finishExamples(const QList<Example>& examples)
{
    drop(std::move(examplesTask));
    emit q.examplesLoaded(examples);
}

/// Without a login first: a token that is no longer good makes services refuse what is public.
void MetadataLoader::Private::askCapabilities(HttpRequest::Credentials credentials)
{
    auto request = documentRequest(q.service().resource(u"capabilities"_s), maxCapabilitiesBytes);
    request.credentials = credentials;
    const bool isRetry = credentials == HttpRequest::Credentials::Send;
    fetchAndRead<Capabilities>(q.m_http, request, capabilitiesTask.get(), readCapabilities,
                               [this, isRetry](const Result<Capabilities>& capabilities) {
                                   const bool isRefused = !capabilities
                                       && capabilities.error().kind == Error::Kind::Unauthorized;
                                   if (isRefused && !isRetry)
                                       askCapabilities(HttpRequest::Credentials::Send);
                                   else
                                       finishCapabilities(capabilities);
                               });
}

/// Asks for one table of TAP_SCHEMA after the other; only the first must be there.
void MetadataLoader::Private::askTapSchema(std::size_t step)
{
    if (step == tapSchemaTables.size()) {
        assemble();
        return;
    }
    const auto query = u"SELECT * FROM TAP_SCHEMA."_s + tapSchemaTables[step];
    fetchAndRead<Table>(q.m_http, tapSchemaRequest(q.service(), query), tablesTask.get(),
                        readTapSchemaAnswer,
                        [this, step](const Result<Table>& answer) { keepTapSchema(step, answer); });
}

void MetadataLoader::Private::keepTapSchema(std::size_t step, const Result<Table>& answer)
{
    if (answer) {
        tapSchema[step] = *answer;
    } else if (step == 0) {
        finishTables(failure(answer.error()));
        return;
    }
    askTapSchema(step + 1);
}

void MetadataLoader::Private::assemble()
{
    auto* watcher = new QFutureWatcher<Tableset>(tablesTask.get());
    QObject::connect(watcher, &QFutureWatcher<Tableset>::finished, tablesTask.get(),
                     [this, watcher] { finishTables(watcher->result()); });
    watcher->setFuture(QtConcurrent::run([parts = tapSchema] {
        return tablesetFromTapSchema(parts[1], parts[0], {}, parts[2], parts[3]);
    }));
}

/// @param rawSlashes  leave "/" of the name as it is, which some services want
void MetadataLoader::Private::askTableChild(const QString& name, bool rawSlashes)
{
    const auto path = QString::fromLatin1(
        QUrl::toPercentEncoding(name, rawSlashes ? QByteArray("/") : QByteArray()));
    const auto url = q.service().resource(u"tables/"_s + path);
    fetchAndRead<TableInfo>(
        q.m_http, documentRequest(url, maxTablesBytes), columnTasks[name].get(),
        [name](const QByteArray& document) { return readOneTable(document, name); },
        [this, name, rawSlashes](const Result<TableInfo>& table) {
            if (table || !isWorthAnotherWay(table.error())) {
                finishColumns(name, table);
            } else if (table.error().httpStatus == 404 && name.contains(u'/') && !rawSlashes) {
                askTableChild(name, true);
            } else {
                hasTableChildren = false;
                askColumns(name);
            }
        });
}

void MetadataLoader::Private::askColumns(const QString& name)
{
    fetchAndRead<TableInfo>(
        q.m_http, tapSchemaRequest(q.service(), columnsQuery(name)), columnTasks[name].get(),
        [name](const QByteArray& body) { return readColumnsAnswer(body, name); },
        [this, name](const Result<TableInfo>& table) { finishColumns(name, table); });
}

MetadataLoader::MetadataLoader(HttpClient& http, TapService service, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_service(std::move(service))
    , d(std::make_unique<Private>(*this))
{
}

MetadataLoader::~MetadataLoader() = default;

void MetadataLoader::loadCapabilities()
{
    d->capabilitiesTask = std::make_unique<QObject>();
    d->askCapabilities(HttpRequest::Credentials::Withhold);
}

void MetadataLoader::loadTables()
{
    d->tablesTask = std::make_unique<QObject>();
    d->tapSchema = {};
    fetchAndRead<Tableset>(m_http, documentRequest(m_service.resource(u"tables"_s), maxTablesBytes),
                           d->tablesTask.get(), readFilledTableset,
                           [this](const Result<Tableset>& tableset) {
                               if (tableset || !isWorthAnotherWay(tableset.error()))
                                   d->finishTables(tableset);
                               else
                                   d->askTapSchema(0);
                           });
}

void MetadataLoader::loadColumns(const QString& tableName)
{
    if (d->columnTasks.contains(tableName))
        return; // the answer is on its way
    d->columnTasks[tableName] = std::make_unique<QObject>();
    if (d->hasTableChildren)
        d->askTableChild(tableName, false);
    else
        d->askColumns(tableName);
}

void MetadataLoader::loadExamples()
{
    d->examplesTask = std::make_unique<QObject>();
    using Examples = QList<Example>;
    const auto url = m_service.resource(u"examples"_s);
    fetchAndRead<Examples>(
        m_http, documentRequest(url, maxExamplesBytes), d->examplesTask.get(),
        [](const QByteArray& page) { return Result<Examples>(readExamples(page)); },
        [this](const Result<Examples>& examples) {
            d->finishExamples(examples.value_or(Examples()));
        });
}

} // namespace tapdesk
