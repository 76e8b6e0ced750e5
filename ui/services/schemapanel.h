// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/service/capabilities.h"
#include "core/service/examples.h"
#include "core/service/tableset.h"
#include "core/service/tapservice.h"
#include "ui/base/workbench.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTreeView;

namespace tapdesk {
class MetadataLoader;
}

namespace tapdesk::ui {

class NoticeLabel;
class SchemaModel;
class SearchField;

/// What the service in use holds: a tree of schemas, tables and columns with a search. It also
/// asks for the service's capabilities and examples and tells whoever needs them.
class SchemaPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SchemaPanel)

public:
    explicit SchemaPanel(const Workbench& workbench, QWidget* parent = nullptr);

    void setService(const TapService& service); ///< asks anew only when it is another one
    void reload();
    const Tableset& tableset() const;

signals:
    void insertText(const QString& text);
    void openQuery(const QString& text, const QString& language);
    void capabilitiesChanged(const tapdesk::Capabilities& capabilities);
    void examplesChanged(const QList<tapdesk::Example>& examples);
    void stateChanged(const QString& summary); ///< "asking…", "5 tables", or why there are none

private:
    void layOut();
    void onTables(const Result<Tableset>& tableset);
    void onColumns(const QString& tableName, const Result<TableInfo>& table);
    void showMessage(const QString& text, bool mayRetry);
    void applyFilter();
    void openMatches();
    void updateActions();
    void leaveLoader();
    void insertCurrent();
    void selectCurrent();
    void copyCurrent();
    QString currentName() const;
    QString queryName(const QModelIndex& index) const; // as a query takes it
    QString currentTable() const;

    const Workbench m_workbench;
    TapService m_service;
    MetadataLoader* m_loader = nullptr;
    SchemaModel* m_model;
    QSortFilterProxyModel* m_filtered;
    SearchField* m_search;
    QStackedWidget* m_stack;
    QTreeView* m_tree;
    NoticeLabel* m_message;
    QAction* m_insert = nullptr;
    QAction* m_select = nullptr;
    QAction* m_copy = nullptr;
    QPushButton* m_retry;
    QTimer m_typing; // a search of tens of thousands of tables waits for a pause
};

} // namespace tapdesk::ui
