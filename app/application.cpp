// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

Q_LOGGING_CATEGORY(lcApp, "tapdesk.app", QtInfoMsg)

namespace {

/// A folder that only its owner can look into, as queries and results are private. One that is
/// there already keeps the access that somebody has given it.
Status makePrivateFolder(const QString& path)
{
    if (QFileInfo(path).isDir())
        return {};
    if (!QDir().mkpath(path)) {
        return failure(
            {.kind = Error::Kind::FileSystem, .detail = u"cannot make the folder %1"_s.arg(path)});
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

QString databaseFile(const DataFolders& folders)
{
    return folders.data + u"/tapdesk.sqlite"_s;
}

} // namespace

Result<std::unique_ptr<Application>> Application::make(const QString& dataDir)
{
    auto folders = DataFolders::locate(dataDir);
    for (const QString& folder : {folders.data, folders.config, folders.cache}) {
        if (auto made = makePrivateFolder(folder); !made)
            return failure(made.error());
    }
    auto store = JobStore::open(databaseFile(folders));
    if (!store)
        return failure(store.error());
    std::unique_ptr<Application> application(
        new Application(std::move(folders), std::move(*store)));
    application->openShelf();
    return application;
}

Result<std::unique_ptr<Application>> Application::makeWithoutFolders()
{
    auto store = JobStore::open(u":memory:"_s);
    if (!store)
        return failure(store.error());
    return std::unique_ptr<Application>(new Application({}, std::move(*store)));
}

Application::Application(DataFolders folders, std::unique_ptr<JobStore> store)
    : m_folders(std::move(folders))
    , m_http(m_network)
    , m_services(m_folders.data.isEmpty() ? QString() : m_folders.data + u"/services.json"_s)
    , m_store(std::move(store))
    , m_jobs(m_http, *m_store)
{
}

/// Without it everything works, but results are not kept: worth a warning, no reason to stop.
void Application::openShelf()
{
    auto shelf = Shelf::open(m_folders.data + u"/shelf"_s, databaseFile(m_folders));
    if (!shelf) {
        qCWarning(lcApp) << "Results cannot be kept:" << shelf.error().detail;
        return;
    }
    m_shelf = std::move(*shelf);
    const Settings settings(m_folders.config + u"/settings.ini"_s);
    if (const auto made = m_shelf->setLimit(settings.shelfLimit()); !made)
        qCWarning(lcApp) << "The shelf cannot be tidied:" << made.error().detail;
    m_jobs.setPlace(m_shelf.get());
}

Status Application::startSampleService()
{
    if (m_sample)
        return {};
    LocalTap::Options options;
    options.folder = m_folders.data + u"/sample"_s;
    auto sample = LocalTap::start(options);
    if (!sample)
        return failure(sample.error());
    m_sample = std::move(*sample);
    m_services.setSampleUrl(m_sample->baseUrl(), m_sample->filesUrl());
    return {};
}

} // namespace tapdesk::app
