// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/capabilities.h"
#include "core/service/examples.h"
#include "core/service/tableset.h"
#include "core/service/tapservice.h"

#include <QObject>

#include <memory>

namespace tapdesk {

class HttpClient;

/// Asks one service what it is and what it holds: capabilities, tables, examples.
///
/// `tables` first; TAP_SCHEMA (by sync queries, with MAXREC) where `tables` is missing, empty,
/// unreadable or larger than @c maxTablesBytes. Columns that came without are asked for by table.
/// A load that is asked for again while it runs starts anew; columns of one table are asked for
/// once at a time. Deleting the loader ends everything silently.
///
/// Parsing of large documents happens on the thread pool. Each part arrives on its own and may
/// fail on its own; nothing waits for it. Source: protocols.md 1.15.
class MetadataLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetadataLoader)

public:
    static constexpr qint64 maxTablesBytes = 32 * 1024 * 1024;

    /// @param http  not owned, must outlive the loader
    MetadataLoader(HttpClient& http, TapService service, QObject* parent = nullptr);
    ~MetadataLoader() override;

    const TapService& service() const { return m_service; }

    void loadCapabilities();
    void loadTables();
    void loadColumns(const QString& tableName); ///< columnsLoaded() follows
    void loadExamples();

signals:
    void capabilitiesLoaded(const tapdesk::Result<tapdesk::Capabilities>& capabilities);
    void tablesLoaded(const tapdesk::Result<tapdesk::Tableset>& tableset);
    void columnsLoaded(const QString& tableName, const tapdesk::Result<tapdesk::TableInfo>& table);
    void examplesLoaded(const QList<tapdesk::Example>& examples);

private:
    HttpClient& m_http;
    TapService m_service;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tapdesk
