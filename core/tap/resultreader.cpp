// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/resultreader.h"

#include "core/base/announcements.h"
#include "core/net/transfer.h"
#include "core/tap/parseworker.h"
#include "core/tap/unpackworker.h"

#include <QThread>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace tapdesk {

namespace {

constexpr qint64 mostUnread = 8 * 1024 * 1024; // bytes on their way to the workers
constexpr int mostUnpacked = 4; // pieces between the workers

/// Most bytes of table: half of this machine's memory unless told, so that an endless answer ends.
qint64 memoryLimit()
{
    bool isNumber = false;
    const auto told = qEnvironmentVariable("TAPDESK_TABLE_BYTES").toLongLong(&isNumber);
    if (isNumber && told > 0)
        return told;
#ifdef Q_OS_UNIX
    const auto pages = sysconf(_SC_PHYS_PAGES);
    const auto pageSize = sysconf(_SC_PAGESIZE);
    if (pages > 0 && pageSize > 0)
        return qint64(pages) / 2 * pageSize;
#endif
    return qint64(4) * 1024 * 1024 * 1024;
}

/// Nothing is lost with a document that broke off before its first row.
bool isWorthKeeping(const Truth& truth)
{
    return truth.extent != Truth::Extent::Partial || truth.rows > 0;
}

} // namespace

/// The workers have threads with event loops: a timer shows the rows of slow streams, and queued
/// calls and signals spare us every lock but that of the limit between the two.
class ResultReader::Private
{
public:
    explicit Private(ResultReader* reader)
        : q(reader)
        , announcements(*reader)
    {
    }

    void startWorkers(ParseWorker::Source source);
    void stopThreads();
    void pump();
    void onTransferFinished(const Result<HttpResponse>& outcome);
    void endInput(const std::optional<Error>& cause);
    void onEnded(const ParseOutcome& outcome);
    void finish();

    ResultReader* q;
    Announcements announcements;
    QThread unpackThread;
    QThread parseThread;
    UnpackWorker* unpacker = nullptr; // dies with its thread
    std::stop_source stop;
    Transfer* transfer = nullptr;
    QByteArray contentType;
    std::optional<qint64> maxrec;
    Table table;
    qint64 received = 0;
    qint64 unread = 0; // bytes that the unpacker has not consumed
    bool isFile = false;
    bool inputEnded = false;
    std::unique_ptr<ResultKeeper> keeper; // until the unpacker has it
    bool hasKeeper = false;
    std::optional<Result<KeptBytes>> kept;
    Result<QueryResult> result; // until it is told
    bool finished = false;
};

void ResultReader::Private::startWorkers(ParseWorker::Source source)
{
    Q_ASSERT(!unpacker);
    isFile = source == ParseWorker::Source::File;
    votable::Reader::Options options;
    options.maxBytes = memoryLimit();
    const auto limit = std::make_shared<FlowLimit>(mostUnpacked);
    hasKeeper = keeper != nullptr;
    unpacker = new UnpackWorker(options.maxInflation, stop.get_token(), limit, std::move(keeper));
    unpacker->moveToThread(&unpackThread);
    connect(&unpackThread, &QThread::finished, unpacker, &QObject::deleteLater);
    connect(unpacker, &UnpackWorker::consumed, q, [this](qint64 bytes) {
        if (isFile)
            received += bytes;
        else
            unread -= bytes;
        pump();
    });

    connect(unpacker, &UnpackWorker::kept, q, [this](const Result<KeptBytes>& outcome) {
        kept = outcome;
        finish();
        announcements.deliver();
    });

    auto* parser = new ParseWorker(options, source, stop.get_token(), limit);
    parser->moveToThread(&parseThread);
    connect(&parseThread, &QThread::finished, parser, &QObject::deleteLater);
    connect(unpacker, &UnpackWorker::unpacked, parser, &ParseWorker::feed);
    connect(unpacker, &UnpackWorker::ended, parser, &ParseWorker::end);
    connect(parser, &ParseWorker::tableGrew, q, [this](const Table& grown) {
        table = grown;
        emit q->tableChanged(grown);
    });
    connect(parser, &ParseWorker::ended, q, [this](const ParseOutcome& outcome) {
        onEnded(outcome);
        announcements.deliver();
    });
    unpackThread.start();
    parseThread.start();
}

/// The unpacker may wait for the parser, which may have ended: the token wakes it.
void ResultReader::Private::stopThreads()
{
    stop.request_stop();
    unpackThread.quit();
    parseThread.quit();
}

/// Takes bytes only while the worker keeps up; what is not taken is left to the network.
void ResultReader::Private::pump()
{
    while (transfer && !inputEnded && unread < mostUnread) {
        const auto bytes = transfer->read();
        if (bytes.isEmpty())
            return;
        unread += bytes.size();
        received = transfer->bytesReceived();
        QMetaObject::invokeMethod(
            unpacker, [target = unpacker, bytes] { target->feed(bytes); }, Qt::QueuedConnection);
    }
}

void ResultReader::Private::onTransferFinished(const Result<HttpResponse>& outcome)
{
    received = transfer->bytesReceived();
    std::exchange(transfer, nullptr)->deleteLater();
    endInput(outcome ? std::nullopt : std::optional(outcome.error()));
}

void ResultReader::Private::endInput(const std::optional<Error>& cause)
{
    if (std::exchange(inputEnded, true))
        return;
    QMetaObject::invokeMethod(
        unpacker, [target = unpacker, cause] { target->end(cause); }, Qt::QueuedConnection);
}

void ResultReader::Private::onEnded(const ParseOutcome& outcome)
{
    inputEnded = true;
    delete std::exchange(transfer, nullptr); // the document may have ended before its source
    stop.request_stop();

    result = judge(outcome, maxrec, contentType);
    if (result)
        result->provenance.bytes = received;
    const auto grew = outcome.table.rowCount() > table.rowCount()
        || outcome.table.columnCount() > table.columnCount();
    table = outcome.table;
    if (grew)
        announcements.add([reader = q, last = table] { emit reader->tableChanged(last); });
    // The rows are shown while the bytes are brought to the disk.
    if (hasKeeper && result && isWorthKeeping(result->truth))
        QMetaObject::invokeMethod(unpacker, &UnpackWorker::keep, Qt::QueuedConnection);
    else
        finish();
}

void ResultReader::Private::finish()
{
    Q_ASSERT(!finished);
    finished = true;
    stopThreads();
    announcements.add([reader = q, told = std::move(result)] { emit reader->finished(told); });
}

ResultReader::ResultReader(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

ResultReader::~ResultReader()
{
    d->stopThreads();
    d->unpackThread.wait();
    d->parseThread.wait();
}

void ResultReader::setKeeper(std::unique_ptr<ResultKeeper> keeper)
{
    d->keeper = std::move(keeper);
}

std::optional<Result<KeptBytes>> ResultReader::kept() const
{
    return d->kept;
}

void ResultReader::read(Transfer* transfer, std::optional<qint64> maxrec)
{
    d->startWorkers(ParseWorker::Source::Answer);
    d->maxrec = maxrec;
    d->transfer = transfer;
    transfer->setParent(this);
    connect(transfer, &Transfer::answered, this,
            [this](int, const QByteArray& contentType) { d->contentType = contentType; });
    connect(transfer, &Transfer::readyRead, this, [this] { d->pump(); });
    connect(transfer, &Transfer::finished, this,
            [this](const auto& outcome) { d->onTransferFinished(outcome); });
}

void ResultReader::readFile(const QString& path)
{
    d->startWorkers(ParseWorker::Source::File);
    QMetaObject::invokeMethod(
        d->unpacker, [target = d->unpacker, path] { target->readFile(path); },
        Qt::QueuedConnection);
}

void ResultReader::cancel()
{
    if (!d->unpacker || d->finished)
        return;
    d->stop.request_stop(); // skips what waits for the workers
    delete std::exchange(d->transfer, nullptr); // silently
    d->endInput(Error {.kind = Error::Kind::Cancelled});
}

const Table& ResultReader::table() const
{
    return d->table;
}

qint64 ResultReader::bytesReceived() const
{
    return d->transfer ? d->transfer->bytesReceived() : d->received;
}

} // namespace tapdesk
