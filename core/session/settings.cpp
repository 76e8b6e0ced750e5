// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

constexpr int fileVersion = 1;
constexpr auto versionKey = "version"_L1;
constexpr auto serviceKey = "query/service"_L1;
constexpr auto batchKey = "query/batch"_L1;
constexpr auto zoomKey = "editor/zoom"_L1;
constexpr auto appearanceKey = "window/appearance"_L1;
constexpr auto shelfLimitKey = "shelf/limit"_L1;
constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto stateKey = "window/state"_L1;

constexpr std::array<std::pair<Appearance, QLatin1StringView>, 3> appearanceWords {{
    {Appearance::Desktop, "desktop"_L1},
    {Appearance::Light, "light"_L1},
    {Appearance::Dark, "dark"_L1},
}};

} // namespace

DataFolders DataFolders::locate(const QString& dataDir)
{
    if (!dataDir.isEmpty()) {
        const auto root = QDir(dataDir).absolutePath();
        return {.data = root, .config = root + "/config"_L1, .cache = root + "/cache"_L1};
    }
    const auto below = [](QStandardPaths::StandardLocation location) {
        return QStandardPaths::writableLocation(location) + "/tapdesk"_L1;
    };
    return {.data = below(QStandardPaths::GenericDataLocation),
            .config = below(QStandardPaths::GenericConfigLocation),
            .cache = below(QStandardPaths::GenericCacheLocation)};
}

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent)
{
    QDir().mkpath(QFileInfo(file).path());
    m_settings = new QSettings(file, QSettings::IniFormat, this);
    if (m_settings->value(versionKey, 0).toInt() < fileVersion)
        m_settings->setValue(versionKey, fileVersion);
}

Settings::~Settings() = default;

QString Settings::serviceId() const
{
    const auto id = m_settings->value(serviceKey).toString();
    return id.isEmpty() ? u"sample"_s : id;
}

void Settings::setServiceId(const QString& id)
{
    m_settings->setValue(serviceKey, id);
}

int Settings::editorZoom() const
{
    const int zoom = m_settings->value(zoomKey, 0).toInt();
    return zoom >= -maxZoom && zoom <= maxZoom ? zoom : 0;
}

void Settings::setEditorZoom(int zoom)
{
    const int bounded = qBound(-maxZoom, zoom, maxZoom);
    if (bounded == editorZoom())
        return;
    m_settings->setValue(zoomKey, bounded);
    emit editorZoomChanged(bounded);
}

Appearance Settings::appearance() const
{
    const auto word = m_settings->value(appearanceKey).toString();
    for (const auto& [appearance, name] : appearanceWords) {
        if (word == name)
            return appearance;
    }
    return Appearance::Desktop;
}

void Settings::setAppearance(Appearance appearance)
{
    if (appearance == this->appearance())
        return;
    for (const auto& [value, name] : appearanceWords) {
        if (value == appearance)
            m_settings->setValue(appearanceKey, QString(name));
    }
    emit appearanceChanged(appearance);
}

qint64 Settings::shelfLimit() const
{
    constexpr qint64 usual = 10'000'000'000;
    bool isNumber = false;
    const auto limit = m_settings->value(shelfLimitKey, usual).toLongLong(&isNumber);
    return isNumber && limit >= 0 ? limit : usual;
}

QByteArray Settings::windowGeometry() const
{
    return m_settings->value(geometryKey).toByteArray();
}

QByteArray Settings::windowState() const
{
    return m_settings->value(stateKey).toByteArray();
}

QByteArray Settings::batchPlan() const
{
    return m_settings->value(batchKey).toByteArray();
}

void Settings::setBatchPlan(const QByteArray& plan)
{
    if (plan.isEmpty())
        m_settings->remove(batchKey);
    else
        m_settings->setValue(batchKey, plan);
    m_settings->sync(); // before the first query of it goes out, or a crash would forget it
}

void Settings::setWindow(const QByteArray& geometry, const QByteArray& state)
{
    m_settings->setValue(geometryKey, geometry);
    m_settings->setValue(stateKey, state);
}

} // namespace tapdesk
