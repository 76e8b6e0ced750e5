// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/net/transfer.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <utility>

namespace tapdesk {

/// Fetches a document and reads it on the thread pool.
///
/// @param task  everything belongs to it: deleting it ends the work, and @p done is not called
/// @param read  Result<T>(const QByteArray&), called on a thread of the pool
/// @param done  void(const Result<T>&), called on the thread of @p http, once
template <typename T, typename Read, typename Done>
void fetchAndRead(HttpClient& http, const HttpRequest& request, QObject* task, Read read, Done done)
{
    auto* transfer = http.start(request, task);
    QObject::connect(
        transfer, &Transfer::finished, task,
        [task, transfer, read = std::move(read),
         done = std::move(done)](const Result<HttpResponse>& outcome) {
            transfer->deleteLater();
            if (!outcome) {
                done(Result<T>(failure(outcome.error())));
                return;
            }
            auto* watcher = new QFutureWatcher<Result<T>>(task);
            QObject::connect(watcher, &QFutureWatcher<Result<T>>::finished, task, [watcher, done] {
                watcher->deleteLater();
                done(watcher->result());
            });
            // The answer's body is shared, not copied; its URL goes into what went wrong.
            watcher->setFuture(
                QtConcurrent::run([read, body = outcome->body, url = outcome->url]() -> Result<T> {
                    auto result = read(body);
                    if (!result && result.error().url.isEmpty()) {
                        auto error = result.error();
                        error.url = url.adjusted(QUrl::RemoveUserInfo);
                        return failure(error);
                    }
                    return result;
                }));
        });
}

} // namespace tapdesk
