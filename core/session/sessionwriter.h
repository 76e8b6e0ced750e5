// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/editorstore.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace tapdesk {

/// Writes to an EditorStore off the caller's thread, one change after the other.
///
/// An atomic write waits until the disk has it, which on a busy disk takes longer than a frame;
/// hence not on the thread of the window.
class SessionWriter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionWriter)

public:
    /// @param store  not owned, must outlive the writer
    explicit SessionWriter(EditorStore& store, QObject* parent = nullptr);
    ~SessionWriter() override; ///< writes what is left, then returns

    void save(EditorState editor);
    void saveOrder(QList<QString> ids, QString current);
    void close(QString id);
    /// The editor closed last, read after all that was asked before; see EditorStore::reopen().
    void reopen();

signals:
    void reopened(const tapdesk::EditorState& editor);
    void closedChanged(bool hasClosed); ///< after close() and reopen()
    void failed(const tapdesk::Error& error);

private:
    void enqueue(std::function<Status()> work);
    void tellClosed();

    EditorStore& m_store;
    QThreadPool m_pool; // of one thread, which keeps the order
};

} // namespace tapdesk
