// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionwriter.h"

namespace tapdesk {

SessionWriter::SessionWriter(EditorStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    m_pool.setMaxThreadCount(1);
}

SessionWriter::~SessionWriter()
{
    m_pool.waitForDone();
}

void SessionWriter::save(EditorState editor)
{
    enqueue([this, state = std::move(editor)] { return m_store.save(state); });
}

void SessionWriter::saveOrder(QList<QString> ids, QString current)
{
    enqueue([this, tabs = std::move(ids), front = std::move(current)] {
        return m_store.saveOrder(tabs, front);
    });
}

void SessionWriter::close(QString id)
{
    enqueue([this, closed = std::move(id)] {
        const auto done = m_store.close(closed);
        tellClosed();
        return done;
    });
}

void SessionWriter::reopen()
{
    enqueue([this]() -> Status {
        if (auto editor = m_store.reopen()) {
            QMetaObject::invokeMethod(
                this, [this, state = *std::move(editor)] { emit reopened(state); },
                Qt::QueuedConnection);
        }
        tellClosed();
        return {};
    });
}

/// From the thread of the pool.
void SessionWriter::tellClosed()
{
    QMetaObject::invokeMethod(
        this, [this, has = m_store.hasClosed()] { emit closedChanged(has); }, Qt::QueuedConnection);
}

void SessionWriter::enqueue(std::function<Status()> work)
{
    m_pool.start([this, task = std::move(work)] {
        if (const auto done = task(); !done) {
            QMetaObject::invokeMethod(
                this, [this, error = done.error()] { emit failed(error); }, Qt::QueuedConnection);
        }
    });
}

} // namespace tapdesk
