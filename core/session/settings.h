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

/// Typed settings in an INI file. No secret is ever here. Lives on the GUI thread.
class Settings final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Settings)

public:
    explicit Settings(const QString& file, QObject* parent = nullptr);
    ~Settings() override;

    QString serviceId() const; ///< last used; "sample" at first
    void setServiceId(const QString& id);
    QString runAs() const; ///< "now", or a queue's name
    void setRunAs(const QString& runAs);
    int editorZoom() const; ///< points added to the font size; 0 at first
    void setEditorZoom(int zoom);
    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    void setWindow(const QByteArray& geometry, const QByteArray& state);

private:
    QSettings* m_settings;
};

} // namespace tapdesk
