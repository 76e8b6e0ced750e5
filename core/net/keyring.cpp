// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/keyring.h"

#include <QFileInfo>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

const QString folder = u"tapdesk"_s;

Error errorOf(const QKeychain::Job& job)
{
    return {.kind = Error::Kind::FileSystem, .detail = job.errorString()};
}

void withoutKeyring(QObject* context, const std::function<void(Error)>& next)
{
    QTimer::singleShot(0, context, [next] {
        next({.kind = Error::Kind::FileSystem, .detail = u"no secret service is running"_s});
    });
}

/// Starts a job that writes or deletes, and passes its end on.
void run(QKeychain::Job* job, QObject* context, std::function<void(Status)> next)
{
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [next = std::move(next)](QKeychain::Job* ended) {
                         const bool ok = ended->error() == QKeychain::NoError
                             || ended->error() == QKeychain::EntryNotFound;
                         next(ok ? Status() : failure(errorOf(*ended)));
                     });
    job->start();
}

} // namespace

bool Keyring::isAvailable()
{
    // Asking without a bus would try to start one, which takes seconds and needs a display.
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(u"/run/user/%1/bus"_s.arg(getuid()));
}

void Keyring::readToken(const Origin& origin, QObject* context,
                        std::function<void(Result<std::optional<QString>>)> next)
{
    if (!isAvailable()) {
        QTimer::singleShot(0, context, [next = std::move(next)] { next(std::nullopt); });
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(folder); // deletes itself
    job->setKey(origin.toString());
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [job, next = std::move(next)](QKeychain::Job*) {
                         if (job->error() == QKeychain::NoError)
                             next(std::optional(job->textData()));
                         else if (job->error() == QKeychain::EntryNotFound
                                  || job->error() == QKeychain::NoBackendAvailable)
                             next(std::nullopt);
                         else
                             next(failure(errorOf(*job)));
                     });
    job->start();
}

void Keyring::writeToken(const Origin& origin, const QString& token, QObject* context,
                         std::function<void(Status)> next)
{
    if (!isAvailable()) {
        withoutKeyring(context, [next = std::move(next)](Error e) { next(failure(std::move(e))); });
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(folder);
    job->setKey(origin.toString());
    job->setTextData(token);
    run(job, context, std::move(next));
}

void Keyring::removeToken(const Origin& origin, QObject* context, std::function<void(Status)> next)
{
    if (!isAvailable()) {
        withoutKeyring(context, [next = std::move(next)](Error e) { next(failure(std::move(e))); });
        return;
    }
    auto* job = new QKeychain::DeletePasswordJob(folder);
    job->setKey(origin.toString());
    run(job, context, std::move(next));
}

} // namespace tapdesk
