// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/unpackworker.h"

#include <QUrl>

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 filePiece = 256 * 1024;

} // namespace

UnpackWorker::UnpackWorker(qint64 maxInflation, std::stop_token stop,
                           std::shared_ptr<FlowLimit> limit, std::unique_ptr<ResultKeeper> keeper)
    : m_keeper(std::move(keeper))
    , m_inflater(maxInflation)
    , m_stop(std::move(stop))
    , m_limit(std::move(limit))
{
}

void UnpackWorker::feed(const QByteArray& bytes)
{
    if (m_ended || m_stop.stop_requested())
        return;
    if (m_keeper)
        m_keeper->take(bytes);
    unpack(bytes);
    if (!m_ended)
        emit consumed(bytes.size());
}

void UnpackWorker::keep()
{
    emit kept(std::exchange(m_keeper, nullptr)->finish());
}

void UnpackWorker::unpack(const QByteArray& bytes)
{
    const auto status = m_inflater.feed(bytes, [&](QByteArrayView piece) {
        const auto unchanged = piece.data() == bytes.constData() && piece.size() == bytes.size();
        return pass(unchanged ? bytes : piece.toByteArray());
    });
    if (!status)
        end(status.error());
}

Status UnpackWorker::pass(const QByteArray& piece)
{
    if (!m_limit->acquire(m_stop))
        return failure({.kind = Error::Kind::Cancelled});
    emit unpacked(piece);
    return {};
}

void UnpackWorker::end(const std::optional<Error>& cause)
{
    if (m_ended)
        return;
    m_ended = true; // before the inflater's last bytes, which may fail
    auto reason = cause;
    if (!reason) {
        const auto status =
            m_inflater.finish([this](QByteArrayView piece) { return pass(piece.toByteArray()); });
        if (!status)
            reason = status.error();
        else if (m_inflater.isCutShort())
            reason = Error {.kind = Error::Kind::Parse, .detail = u"gzip: ends early"_s};
    }
    emit ended(reason);
}

void UnpackWorker::readFile(const QString& path)
{
    m_file.setFileName(path);
    if (m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        readOn();
    else
        failToRead();
}

void UnpackWorker::readOn()
{
    if (m_ended || m_stop.stop_requested())
        return;
    const auto bytes = m_file.read(filePiece);
    if (m_file.error() != QFile::NoError) {
        failToRead();
    } else if (bytes.isEmpty()) {
        end({});
    } else {
        emit consumed(bytes.size());
        unpack(bytes);
        // By way of the event loop, so that a cancel gets its turn.
        QMetaObject::invokeMethod(this, &UnpackWorker::readOn, Qt::QueuedConnection);
    }
}

void UnpackWorker::failToRead()
{
    end(Error {.kind = Error::Kind::FileSystem,
               .detail = m_file.errorString(),
               .url = QUrl::fromLocalFile(m_file.fileName())});
}

} // namespace tapdesk
