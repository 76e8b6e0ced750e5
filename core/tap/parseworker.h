// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/flowlimit.h"
#include "core/tap/parseoutcome.h"
#include "core/votable/reader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace tapdesk {

/// ResultReader's other half: lives on a thread of its own, takes the bytes that UnpackWorker
/// hands over, hands out snapshots of the table. Nothing is shared with the other sides but the
/// stop token and the limit; calls arrive as queued events, signals leave as such.
///
/// One piece of bytes is one unit of work; the token is looked at before each.
class ParseWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParseWorker)

public:
    /// What an answer is has to be found out; a file that is no VOTable gives the reader's error.
    enum class Source { Answer, File };

    /// @param limit  released once for each piece fed
    ParseWorker(const votable::Reader::Options& options, Source source, std::stop_token stop,
                std::shared_ptr<FlowLimit> limit);

    void feed(const QByteArray& bytes);

    /// No byte follows. @param cause  why the source broke off, if it did
    void end(const std::optional<tapdesk::Error>& cause);

signals:
    void tableGrew(const tapdesk::Table& table); ///< at most 20 a second, the first at once
    void ended(const tapdesk::ParseOutcome& outcome); ///< once, the last signal

private:
    enum class Content { Undecided, Xml, Other };

    void sniff(bool isEnough);
    void parse(QByteArrayView bytes);
    void publish();
    void onIdle();
    void tell();

    votable::Reader m_reader;
    std::stop_token m_stop;
    std::shared_ptr<FlowLimit> m_limit;
    Content m_content = Content::Undecided;
    QByteArray m_beginning; // until the content is known; all that is kept of what is no XML
    QTimer m_idle; // shows the rows of slow streams
    std::chrono::milliseconds m_patience; // before unfinished rows are shown
    QElapsedTimer m_lastTold;
    qint64 m_toldRows = -1; // -1 = not even the columns
    qint64 m_idleRows = 0; // complete rows when m_idle was started
    bool m_ended = false;
};

} // namespace tapdesk
