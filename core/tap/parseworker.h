// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/parseoutcome.h"
#include "core/votable/reader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

#include <stop_token>

namespace tapdesk {

/// ResultReader's other half: lives on a thread of its own, takes bytes, hands out snapshots of
/// the table. Nothing is shared with the other side but the stop token; calls arrive as queued
/// events, signals leave as such.
///
/// One piece of bytes is one unit of work; the token is looked at before each.
class ParseWorker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParseWorker)

public:
    ParseWorker(const votable::Reader::Options& options, std::stop_token stop);

    void feed(const QByteArray& bytes);
    void readFile(const QString& path); ///< all of it, and ends by itself

    /// No byte follows. @param cause  why the source broke off, if it did
    void end(const std::optional<Error>& cause);

signals:
    void consumed(qint64 bytes);
    void tableGrew(const tapdesk::Table& table); ///< at most 20 a second, the first at once
    void ended(const tapdesk::ParseOutcome& outcome); ///< once, the last signal

private:
    enum class Content { Undecided, Xml, Other };

    void readOn();
    void sniff(bool isEnough);
    void parse(QByteArrayView bytes);
    void publish();
    void onIdle();
    void tell();

    votable::Reader m_reader;
    std::stop_token m_stop;
    QFile m_file;
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
