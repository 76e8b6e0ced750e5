// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

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

} // namespace

Result<std::unique_ptr<Application>> Application::make(const QString& dataDir)
{
    auto folders = DataFolders::locate(dataDir);
    for (const QString& folder : {folders.data, folders.config, folders.cache}) {
        if (auto made = makePrivateFolder(folder); !made)
            return failure(made.error());
    }
    auto store = JobStore::open(folders.data + u"/tapdesk.sqlite"_s);
    if (!store)
        return failure(store.error());
    return std::unique_ptr<Application>(new Application(std::move(folders), std::move(*store)));
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
