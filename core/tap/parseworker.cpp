// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/parseworker.h"

#include "core/net/servermessage.h"

#include <QScopeGuard>

#include <algorithm>

namespace tapdesk {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype sniffedBytes = 512;
constexpr qsizetype keptText = 64 * 1024; // of what is no XML: as much as serverMessage() reads
constexpr auto betweenSnapshots = 50ms;
constexpr auto firstPatience = 50ms;
constexpr auto longestPatience = 2s; // else hours of a slow stream would end in tiny blocks

/// Whether bytes can be a VOTable: "<" first, or gzip, or UTF-16, but no page of HTML.
bool mayBeXml(QByteArrayView bytes)
{
    if (bytes.startsWith("\x1f\x8b") || bytes.startsWith("\xfe\xff")
        || bytes.startsWith("\xff\xfe"))
        return true;
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    const auto trimmed = bytes.trimmed();
    return trimmed.isEmpty() || (trimmed.front() == '<' && !looksLikeHtml(trimmed));
}

} // namespace

ParseWorker::ParseWorker(const votable::Reader::Options& options, Source source,
                         std::stop_token stop, std::shared_ptr<FlowLimit> limit)
    : m_reader(options)
    , m_stop(std::move(stop))
    , m_limit(std::move(limit))
    , m_content(source == Source::File ? Content::Xml : Content::Undecided)
    , m_idle(this)
    , m_patience(firstPatience)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &ParseWorker::onIdle);
}

void ParseWorker::feed(const QByteArray& bytes)
{
    const auto release = qScopeGuard([this] { m_limit->release(); });
    if (m_ended || m_stop.stop_requested())
        return;
    if (m_content == Content::Xml) {
        parse(bytes);
    } else {
        m_beginning += bytes;
        if (m_content == Content::Undecided)
            sniff(m_beginning.size() >= sniffedBytes);
    }
    if (m_content == Content::Other && m_beginning.size() >= keptText)
        end({}); // what follows cannot help
}

void ParseWorker::sniff(bool isEnough)
{
    if (!isEnough) {
        m_idle.start(firstPatience); // unless more comes soon
        return;
    }
    m_content = mayBeXml(m_beginning) ? Content::Xml : Content::Other;
    if (m_content == Content::Xml)
        parse(std::exchange(m_beginning, {}));
}

void ParseWorker::parse(QByteArrayView bytes)
{
    if (const auto status = m_reader.feed(bytes); !status)
        end(status.error());
    else
        publish();
}

void ParseWorker::publish()
{
    if (!m_reader.hasSchema())
        return;
    const auto rows = m_reader.table().rowCount();
    const auto isFirst = m_toldRows < 0 || (m_toldRows == 0 && rows > 0);
    if (isFirst || (rows > m_toldRows && m_lastTold.elapsed() >= betweenSnapshots.count()))
        tell();
    if (m_reader.rowsRead() > m_toldRows && !m_idle.isActive()) {
        m_idleRows = rows;
        m_idle.start(m_toldRows == 0 ? 0ms : m_patience);
    }
}

/// Runs when no bytes wait. Where no block was completed for a while, the rows of the unfinished
/// one are shown; ever more rarely, as each time makes a block.
void ParseWorker::onIdle()
{
    if (m_stop.stop_requested())
        return;
    if (m_content == Content::Undecided) {
        sniff(true);
        return;
    }
    if (m_reader.table().rowCount() == m_idleRows && m_reader.rowsRead() > m_idleRows) {
        m_reader.flush();
        m_patience =
            std::min<std::chrono::milliseconds>(m_patience + m_patience / 8, longestPatience);
    }
    if (m_reader.table().rowCount() > m_toldRows)
        tell();
}

void ParseWorker::tell()
{
    m_toldRows = m_reader.table().rowCount();
    m_lastTold.start();
    emit tableGrew(m_reader.table());
}

void ParseWorker::end(const std::optional<Error>& cause)
{
    if (m_ended)
        return;
    if (m_content == Content::Undecided)
        sniff(true); // may end it
    if (m_ended)
        return;
    m_ended = true;
    m_idle.stop();

    ParseOutcome outcome;
    outcome.cause = cause;
    if (m_content == Content::Other) {
        outcome.notXml = m_beginning;
    } else {
        const auto finished = m_reader.finish(); // the rows of the unfinished block too
        if (!cause && !finished)
            outcome.cause = finished.error();
    }
    outcome.table = m_reader.table();
    outcome.queryStatus = m_reader.queryStatus();
    outcome.queryStatusText = m_reader.queryStatusText();
    outcome.infos = m_reader.infos();
    outcome.warnings = m_reader.warnings();
    emit ended(outcome);
}

} // namespace tapdesk
