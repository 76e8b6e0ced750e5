// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

class QSettings;

namespace tapdesk {

/// Folders of the program. Source: XDG Base Directory Specification 0.8.
struct DataFolders
{
    QString data; ///< tapdesk.sqlite, session/, sample/
    QString config; ///< settings.ini
    QString cache;

    /// Below @p dataDir when it is given (tests), else where the system says.
    static DataFolders locate(const QString& dataDir);
};

/// Light or dark: as the desktop has it, or as the user wants it.
enum class Appearance { Desktop, Light, Dark };

/// Typed settings in an INI file. No secret is ever here. Lives on the GUI thread.
///
/// What the file holds outside its range reads as the default. Keys of a newer version stay.
class Settings final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Settings)

public:
    static constexpr int maxZoom = 20; ///< points

    explicit Settings(const QString& file, QObject* parent = nullptr);
    ~Settings() override;

    QString serviceId() const; ///< last used; "sample" at first
    void setServiceId(const QString& id);
    int editorZoom() const; ///< points added to the font size; 0 at first
    void setEditorZoom(int zoom);
    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    qint64 shelfLimit() const; ///< bytes; 10 GB at first; 0 = none
    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    /// What was set up for the batch that runs, or did when the program ended; JSON, empty for
    /// none.
    QByteArray batchPlan() const;
    void setBatchPlan(const QByteArray& plan);
    void setWindow(const QByteArray& geometry, const QByteArray& state);

signals:
    void editorZoomChanged(int zoom);
    void appearanceChanged(tapdesk::Appearance appearance);

private:
    QSettings* m_settings;
};

} // namespace tapdesk
