// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/servicecatalog.h"

#include "core/service/servicefile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

const auto sampleId = u"sample"_s;

/// What both built-in services have: Daiquiri with the settings of CARS@AIP.
/// Source: guide of CARS@AIP; protocols.md, appendix A.
TapService daiquiri(const QString& id, const QString& title)
{
    using namespace std::chrono_literals;
    return {.id = id,
            .title = title,
            .language = u"PostgreSQL"_s,
            .languages = {u"PostgreSQL"_s, u"ADQL"_s},
            .queues = {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 5min}},
            .archives = true};
}

QList<TapService> builtInServices()
{
    auto sample = daiquiri(sampleId, u"Sample service (offline)"_s);
    sample.isSample = true;
    auto cars = daiquiri(u"cars"_s, u"CARS@AIP"_s);
    cars.baseUrl = QUrl(u"https://cars.aip.de/tap"_s);
    cars.filesUrl = QUrl(u"https://cars.aip.de/files/"_s);
    cars.quota = 10'000'000'000; // as its guide says
    return {sample, cars};
}

/// A service nobody has described: what every TAP service has.
TapService plainService(const QUrl& baseUrl)
{
    const auto place = baseUrl.toDisplayString(QUrl::RemoveScheme).remove(0, 2); // "//"
    return {.id = place,
            .title = place,
            .baseUrl = baseUrl,
            .language = u"ADQL"_s,
            .languages = {u"ADQL"_s}};
}

qsizetype indexOf(const QList<TapService>& services, const QString& id)
{
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&](const TapService& service) { return service.id == id; });
    return found == services.end() ? -1 : found - services.begin();
}

void put(QList<TapService>& services, const TapService& service)
{
    if (const auto index = indexOf(services, service.id); index >= 0)
        services[index] = service;
    else
        services.append(service);
}

} // namespace

ServiceCatalog::ServiceCatalog(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_services(builtInServices())
{
    const auto stored = readServiceFile(m_file);
    if (!stored) {
        m_unreadable = stored.error();
        return;
    }
    for (const auto& id : stored->removed)
        m_services.removeIf(
            [&](const TapService& service) { return service.id == id && !service.isSample; });
    for (const auto& service : stored->services) {
        if (service.id != sampleId)
            put(m_services, service);
    }
}

const TapService* ServiceCatalog::find(const QString& id) const
{
    const auto index = indexOf(m_services, id);
    return index < 0 ? nullptr : &m_services[index];
}

Result<TapService> ServiceCatalog::resolve(const QString& nameOrUrl) const
{
    const auto wanted = nameOrUrl.trimmed();
    if (const auto* service = find(wanted))
        return *service;
    for (const auto& service : m_services) {
        if (service.id.compare(wanted, Qt::CaseInsensitive) == 0
            || service.title.compare(wanted, Qt::CaseInsensitive) == 0)
            return service;
    }
    const auto baseUrl = TapService::normalisedBaseUrl(wanted);
    if (!baseUrl)
        return failure(baseUrl.error());
    for (const auto& service : m_services) {
        if (service.baseUrl == *baseUrl)
            return service;
    }
    return plainService(*baseUrl);
}

std::optional<TapService> ServiceCatalog::preset(const QString& id)
{
    const auto builtIn = builtInServices();
    const auto index = indexOf(builtIn, id);
    return index < 0 ? std::nullopt : std::optional(builtIn[index]);
}

Status ServiceCatalog::add(const TapService& service)
{
    const bool isHttp =
        service.baseUrl.scheme() == "https"_L1 || service.baseUrl.scheme() == "http"_L1;
    if (service.id.isEmpty() || service.id == sampleId || !isHttp)
        return failure({.kind = Error::Kind::Parse, .detail = service.id, .url = service.baseUrl});
    const auto* known = find(service.id);
    if (known && known->baseUrl.scheme() == "https"_L1 && service.baseUrl.scheme() == "http"_L1)
        return failure({.kind = Error::Kind::Tls, .url = service.baseUrl});
    auto services = m_services;
    put(services, service);
    return change(services);
}

Status ServiceCatalog::remove(const QString& id)
{
    if (id == sampleId)
        return failure({.kind = Error::Kind::Parse, .detail = id});
    auto services = m_services;
    services.removeIf([&](const TapService& service) { return service.id == id; });
    return services.size() == m_services.size() ? Status() : change(services);
}

Status ServiceCatalog::change(const QList<TapService>& services)
{
    // A file that could not be read is not written over: it holds what we do not know.
    if (m_unreadable)
        return failure(*m_unreadable);
    StoredServices stored;
    const auto builtIn = builtInServices();
    for (const auto& service : services) {
        if (!service.isSample && !builtIn.contains(service))
            stored.services.append(service);
    }
    for (const auto& service : builtIn) {
        if (indexOf(services, service.id) < 0)
            stored.removed.append(service.id);
    }
    if (const auto written = writeServiceFile(m_file, stored); !written)
        return written;
    m_services = services;
    emit changed();
    return {};
}

void ServiceCatalog::setSampleUrl(const QUrl& baseUrl, const QUrl& filesUrl)
{
    auto& sample = m_services[indexOf(m_services, sampleId)];
    if (sample.baseUrl == baseUrl && sample.filesUrl == filesUrl)
        return;
    sample.baseUrl = baseUrl;
    sample.filesUrl = filesUrl;
    emit changed();
}

} // namespace tapdesk
