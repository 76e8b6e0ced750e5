// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace tapdesk {

/// Runs @p work on a pool, and then @p done with its result on the thread of @p context, unless
/// that is gone by then.
template <typename Work, typename Done>
void onPool(QThreadPool& pool, QObject* context, Work work, Done done)
{
    // Not QFuture::then(): in Qt 6.4 it asserts when its context has gone meanwhile.
    using Outcome = std::invoke_result_t<Work>;
    auto* watcher = new QFutureWatcher<Outcome>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)] {
                         watcher->deleteLater();
                         done(watcher->result()); // may delete the context
                     });
    watcher->setFuture(QtConcurrent::run(&pool, std::move(work)));
}

/// The same on the pool of the program.
template <typename Work, typename Done>
void onPool(QObject* context, Work work, Done done)
{
    onPool(*QThreadPool::globalInstance(), context, std::move(work), std::move(done));
}

} // namespace tapdesk
