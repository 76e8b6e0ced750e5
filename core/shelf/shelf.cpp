// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shelf/shelf.h"

#include "core/shelf/packing.h"
#include "core/shelf/shelfindex.h"
#include "core/shelf/shelfkeeper.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSet>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

Q_LOGGING_CATEGORY(lcShelf, "tapdesk.shelf", QtInfoMsg)

namespace {

constexpr int abandonedAfter = 1; // days without a byte: its program has died

/// "20261122-211347-cars-BH-mass-12.vot": told apart by people too.
QString fileName(const ShelfEntry& entry, bool isPacked)
{
    static const QRegularExpression unsafe(u"[^A-Za-z0-9._-]+"_s);
    const auto& from = entry.provenance;
    QStringList parts {from.finished.toUTC().toString(u"yyyyMMdd-HHmmss"_s)};
    for (auto words : {from.serviceId, from.runId}) {
        if (!words.isEmpty())
            parts.append(words.replace(unsafe, u"_"_s).left(40));
    }
    parts.append(QString::number(entry.id));
    return parts.join(u'-') + (isPacked ? u".vot.gz"_s : u".vot"_s);
}

bool isGzip(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(2) == "\x1f\x8b";
}

} // namespace

class Shelf::Private
{
public:
    Private(QString where, std::unique_ptr<SqliteFile> opened)
        : folder(std::move(where))
        , database(std::move(opened))
        , index(*database)
    {
        pool.setMaxThreadCount(1);
        pool.setThreadPriority(QThread::LowestPriority);
    }

    ~Private()
    {
        stop.request_stop();
        pool.clear();
        pool.waitForDone();
    }

    Q_DISABLE_COPY_MOVE(Private)

    QString arriving() const { return folder + u"/arriving"_s; }
    QString path(const QString& file) const { return folder + u'/' + file; }

    Status prepare();
    void settleArrived();
    void removePackedTwice(const QList<ShelfEntry>& unpacked);
    Status place(const ShelfEntry& entry, const QString& arrived);
    Result<bool> fits(qint64 bytes) const;
    Status makeRoom(qint64 sparedId = 0);
    Status drop(const ShelfEntry& entry);
    void pack(const ShelfEntry& entry);
    void onPacked(qint64 id, const Result<QString>& packed);

    QString folder;
    std::unique_ptr<SqliteFile> database;
    ShelfIndex index;
    qint64 limit = 0;
    std::stop_source stop;
    QObject home; // where the pool's work is reported; it outlives the work
    QThreadPool pool;
};

Status Shelf::Private::prepare()
{
    if (!QDir().mkpath(arriving())) {
        return failure({.kind = Error::Kind::FileSystem,
                        .detail = u"cannot make the folder %1"_s.arg(arriving())});
    }
    for (const auto& path : {folder, arriving()})
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (const auto prepared = index.prepare(); !prepared)
        return prepared;
    settleArrived();
    const auto unpacked = index.unpacked();
    if (!unpacked)
        return failure(unpacked.error());
    removePackedTwice(*unpacked);
    for (const auto& entry : *unpacked)
        pack(entry);
    return {};
}

/// After a crash between the index, which knows the packed file, and the end of the other one.
void Shelf::Private::removePackedTwice(const QList<ShelfEntry>& unpacked)
{
    QSet<QString> needed;
    for (const auto& entry : unpacked)
        needed.insert(entry.file);
    for (const auto& name : QDir(folder).entryList({u"*.vot"_s}, QDir::Files)) {
        if (!needed.contains(name) && QFile::exists(path(name) + u".gz"_s))
            QFile::remove(path(name));
    }
}

/// After a crash: what had its entry already gets its place; what nobody writes any more goes.
void Shelf::Private::settleArrived()
{
    const auto now = QDateTime::currentDateTimeUtc();
    for (const auto& file : QDir(arriving()).entryInfoList(QDir::Files)) {
        const auto entry = index.arrived(file.fileName());
        if (entry && *entry)
            static_cast<void>(place(**entry, file.filePath()));
        else if (entry && file.lastModified().daysTo(now) > abandonedAfter)
            QFile::remove(file.filePath());
    }
}

Status Shelf::Private::place(const ShelfEntry& entry, const QString& arrived)
{
    QFile file(arrived);
    if (file.rename(path(entry.file)))
        return {};
    // Another program that starts just now has settled it: see settleArrived().
    if (!QFile::exists(arrived) && QFile::exists(path(entry.file)))
        return {};
    return failure({.kind = Error::Kind::FileSystem,
                    .detail = file.errorString(),
                    .url = QUrl::fromLocalFile(path(entry.file))});
}

Result<bool> Shelf::Private::fits(qint64 bytes) const
{
    if (limit <= 0)
        return true;
    return index.pinnedBytes().map([&](qint64 pinned) { return pinned + bytes <= limit; });
}

Status Shelf::Private::makeRoom(qint64 sparedId)
{
    if (limit <= 0)
        return {};
    auto used = index.storedBytes();
    if (!used)
        return failure(used.error());
    if (*used <= limit)
        return {};
    const auto oldest = index.unpinned();
    if (!oldest)
        return failure(oldest.error());
    for (const auto& entry : *oldest) {
        if (*used <= limit)
            break;
        if (entry.id == sparedId)
            continue;
        if (const auto dropped = drop(entry); !dropped)
            return dropped;
        *used -= entry.storedBytes;
        qCInfo(lcShelf) << "Aged out" << entry.file;
    }
    return {};
}

/// The file first: an entry without a file can be told, a file without an entry is only lost room.
Status Shelf::Private::drop(const ShelfEntry& entry)
{
    for (const auto& name : {entry.file, entry.file + u".gz"_s}) {
        QFile file(path(name));
        if (file.exists() && !file.remove()) {
            return failure({.kind = Error::Kind::FileSystem,
                            .detail = file.errorString(),
                            .url = QUrl::fromLocalFile(file.fileName())});
        }
    }
    return index.remove(entry.id);
}

void Shelf::Private::pack(const ShelfEntry& entry)
{
    pool.start([this, file = path(entry.file), id = entry.id] {
        const auto packed = packedCopy(file, stop.get_token());
        QMetaObject::invokeMethod(
            &home, [this, id, packed] { onPacked(id, packed); }, Qt::QueuedConnection);
    });
}

void Shelf::Private::onPacked(qint64 id, const Result<QString>& packed)
{
    if (!packed) {
        if (packed.error().kind != Error::Kind::Cancelled)
            qCWarning(lcShelf) << "Not packed:" << packed.error().detail;
        return; // it stays as it is
    }
    const auto entry = index.entry(id);
    const QFileInfo file(*packed);
    if (!entry || !*entry || !index.setFile(id, file.fileName(), file.size()))
        QFile::remove(*packed); // it was removed meanwhile, or still counts as unpacked
    else if ((*entry)->file != file.fileName())
        QFile::remove(path((*entry)->file));
}

Result<std::unique_ptr<Shelf>> Shelf::open(const QString& folder, const QString& database)
{
    auto file = SqliteFile::open(database);
    if (!file)
        return failure(file.error());
    auto made = std::make_unique<Private>(folder, std::move(*file));
    if (const auto prepared = made->prepare(); !prepared)
        return failure(prepared.error());
    return std::unique_ptr<Shelf>(new Shelf(std::move(made)));
}

Shelf::Shelf(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

Shelf::~Shelf() = default;

std::unique_ptr<ResultKeeper> Shelf::keeper()
{
    return std::make_unique<ShelfKeeper>(d->arriving());
}

Result<qint64> Shelf::place(const KeptBytes& kept, const QueryResult& result)
{
    return add(kept, result).map([](const ShelfEntry& entry) { return entry.id; });
}

Result<ShelfEntry> Shelf::add(const KeptBytes& kept, const QueryResult& result)
{
    ShelfEntry entry {.provenance = result.provenance,
                      .extent = result.truth.extent,
                      .maxrec = result.truth.maxrec,
                      .rows = result.truth.rows,
                      .columns = result.table.columnCount(),
                      .storedBytes = kept.size};
    entry.provenance.infos.clear();
    const auto refuse = [&kept](const Error& error) {
        QFile::remove(kept.file);
        return failure(error);
    };
    const auto fits = d->fits(kept.size);
    if (!fits)
        return refuse(fits.error());
    if (!*fits)
        return refuse({.kind = Error::Kind::TooLarge, .url = QUrl::fromLocalFile(d->folder)});
    // The entry is there before its file has its place: see settleArrived(). After a power cut
    // the service still has the result of a job, so that nobody waits for the disk here.
    const auto entered = d->database->transaction(SqliteFile::Survives::Kill, [&]() -> Status {
        const auto id = d->index.insert(entry, QFileInfo(kept.file).fileName());
        if (!id)
            return failure(id.error());
        entry.id = *id;
        entry.file = fileName(entry, isGzip(kept.file));
        return d->index.setFile(entry.id, entry.file, entry.storedBytes);
    });
    if (!entered)
        return refuse(entered.error());
    if (const auto placed = d->place(entry, kept.file); !placed) {
        static_cast<void>(d->index.remove(entry.id));
        return refuse(placed.error());
    }
    if (const auto made = d->makeRoom(entry.id); !made)
        qCWarning(lcShelf) << "Above its limit:" << made.error().detail;
    if (!entry.file.endsWith(".gz"_L1))
        d->pack(entry);
    return entry;
}

bool Shelf::holds(const QString& serviceId, const QString& jobId) const
{
    const auto entry = jobId.isEmpty() ? std::nullopt : ofJob(serviceId, jobId, false);
    return entry && QFile::exists(path(*entry));
}

QSet<QString> Shelf::heldJobs(const QString& serviceId) const
{
    return d->index.heldJobs(serviceId).value_or(QSet<QString>());
}

Result<QList<ShelfEntry>> Shelf::entries(const ShelfFilter& filter) const
{
    return d->index.entries(filter);
}

Result<std::optional<ShelfEntry>> Shelf::entry(qint64 id) const
{
    return d->index.entry(id);
}

std::optional<ShelfEntry> Shelf::ofJob(const QString& serviceId, const QString& jobId,
                                       bool takesPartial) const
{
    const auto found = entries({.serviceId = serviceId, .jobId = jobId});
    if (!found)
        return std::nullopt;
    const auto whole = std::find_if(found->cbegin(), found->cend(), [](const ShelfEntry& entry) {
        return entry.extent != Truth::Extent::Partial;
    });
    if (whole != found->cend())
        return *whole;
    return takesPartial && !found->isEmpty() ? std::optional(found->first()) : std::nullopt;
}

QString Shelf::path(const ShelfEntry& entry) const
{
    const auto packed = d->path(entry.file) + u".gz"_s; // since the entry was read
    return QFile::exists(packed) ? packed : d->path(entry.file);
}

QueryResult Shelf::known(const ShelfEntry& entry)
{
    return {
        .table = {},
        .provenance = entry.provenance,
        .truth = {.extent = entry.extent, .rows = entry.rows, .maxrec = entry.maxrec, .cause = {}},
        .warnings = {},
        .shelved = entry.id};
}

Status Shelf::setPinned(qint64 id, bool pinned)
{
    return d->index.setPinned(id, pinned);
}

Status Shelf::remove(qint64 id)
{
    const auto entry = d->index.entry(id);
    if (!entry)
        return failure(entry.error());
    return *entry ? d->drop(**entry) : Status();
}

qint64 Shelf::storedBytes() const
{
    return d->index.storedBytes().value_or(0);
}

qint64 Shelf::limit() const
{
    return d->limit;
}

Status Shelf::setLimit(qint64 bytes)
{
    d->limit = bytes;
    return d->makeRoom();
}

} // namespace tapdesk
