// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/schemapanel.h"

#include "core/service/metadataloader.h"
#include "core/sql/names.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"
#include "ui/base/numberformat.h"
#include "ui/base/searchfield.h"
#include "ui/services/schemadelegate.h"
#include "ui/services/schemamodel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto pauseInTyping = std::chrono::milliseconds(120);
constexpr qsizetype mostOpened = 200; // tables that a search opens
constexpr qsizetype fewSchemas = 3; // are opened at once

} // namespace

SchemaPanel::SchemaPanel(const Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new SchemaModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_search(new SearchField(tr("Search tables and columns"), this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeView(this))
    , m_message(new NoticeLabel(this))
    , m_retry(new QPushButton(icon(u"refresh"_s), tr("Ask again"), this))
{
    layOut();
    m_typing.setSingleShot(true);
    m_typing.setInterval(pauseInTyping);
    connect(&m_typing, &QTimer::timeout, this, &SchemaPanel::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_tree->setFocus();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SchemaPanel::updateActions);
    connect(m_tree, &QTreeView::activated, this, &SchemaPanel::insertCurrent);
    connect(m_retry, &QPushButton::clicked, this, &SchemaPanel::reload);
    connect(m_model, &SchemaModel::columnsWanted, this, [this](const QString& tableName) {
        if (m_loader)
            m_loader->loadColumns(tableName);
    });
    showMessage(tr("No service is chosen."), false);
    updateActions();
}

void SchemaPanel::layOut()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setAutoAcceptChildRows(true);
    m_filtered->setFilterRole(SchemaModel::FilterRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setModel(m_filtered);
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(14); // docks are narrow, names long
    m_tree->setItemDelegate(new SchemaDelegate(m_tree));
    m_tree->setColumnHidden(SchemaModel::TypeColumn, true); // the delegate tells it
    m_tree->setExpandsOnDoubleClick(false); // which inserts the name
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setAccessibleName(tr("Tables of the service"));

    const auto addAction = [this](const QString& iconName, const QString& text,
                                  void (SchemaPanel::*act)()) {
        auto* action = new QAction(icon(iconName), text, m_tree);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, act);
        m_tree->addAction(action);
        return action;
    };
    m_insert = addAction(u"paste"_s, tr("&Insert name"), &SchemaPanel::insertCurrent);
    m_select =
        addAction(u"table"_s, tr("&Show ten rows in a new tab"), &SchemaPanel::selectCurrent);
    m_copy = addAction(u"copy"_s, tr("&Copy name"), &SchemaPanel::copyCurrent);
    m_copy->setShortcut(QKeySequence::Copy); // the tree's own would copy what is shown
    addAction(u"refresh"_s, tr("&Ask again"), &SchemaPanel::reload);

    auto* notice = new QWidget(this);
    auto* noticeLayout = new QVBoxLayout(notice);
    m_message->setAlignment(Qt::AlignHCenter);
    noticeLayout->addStretch(1);
    noticeLayout->addWidget(m_message);
    noticeLayout->addWidget(m_retry, 0, Qt::AlignHCenter);
    noticeLayout->addStretch(2);
    m_stack->addWidget(notice);
    m_stack->addWidget(m_tree);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(m_search);
    layout->addWidget(m_stack, 1);
}

void SchemaPanel::setService(const TapService& service)
{
    if (service == m_service)
        return;
    m_service = service;
    reload();
}

void SchemaPanel::reload()
{
    leaveLoader();
    m_loader = new MetadataLoader(m_workbench.http, m_service, this);
    connect(m_loader, &MetadataLoader::tablesLoaded, this, &SchemaPanel::onTables);
    connect(m_loader, &MetadataLoader::columnsLoaded, this, &SchemaPanel::onColumns);
    connect(m_loader, &MetadataLoader::examplesLoaded, this, &SchemaPanel::examplesChanged);
    connect(m_loader, &MetadataLoader::capabilitiesLoaded, this,
            [this](const Result<Capabilities>& capabilities) {
                if (capabilities)
                    emit capabilitiesChanged(*capabilities);
            });
    m_model->setTableset({});
    showMessage(tr("Asking %1 for its tables…").arg(m_service.title), false);
    m_loader->loadCapabilities();
    m_loader->loadTables();
    m_loader->loadExamples();
}

/// Answers of another service are not wanted any more. This may be a slot of the loader.
void SchemaPanel::leaveLoader()
{
    if (!m_loader)
        return;
    m_loader->disconnect(this);
    m_loader->deleteLater();
    m_loader = nullptr;
}

const Tableset& SchemaPanel::tableset() const
{
    return m_model->tableset();
}

void SchemaPanel::onTables(const Result<Tableset>& tableset)
{
    if (!tableset) {
        showMessage(tr("The tables could not be read. %1\n\n%2")
                        .arg(errorText(tableset.error()), errorAdvice(tableset.error()))
                        .trimmed(),
                    true);
        return;
    }
    m_model->setTableset(*tableset);
    if (tableset->tableCount() == 0) {
        showMessage(tr("The service lists no tables."), true);
        return;
    }
    m_stack->setCurrentWidget(m_tree);
    if (tableset->schemas.size() <= fewSchemas)
        m_tree->expandToDepth(0);
    applyFilter();
    const auto count = m_model->tableset().tableCount();
    emit stateChanged(count == 1 ? tr("1 table") : tr("%1 tables").arg(countText(count)));
}

void SchemaPanel::onColumns(const QString& tableName, const Result<TableInfo>& table)
{
    if (table) {
        m_model->setColumns(tableName, *table);
        return;
    }
    m_model->columnsFailed(tableName);
    m_tree->collapse(m_filtered->mapFromSource(m_model->tableIndex(tableName)));
    emit stateChanged(
        tr("The columns of %1 could not be read. %2").arg(tableName, errorText(table.error())));
}

void SchemaPanel::showMessage(const QString& text, bool mayRetry)
{
    m_message->setNotice(text);
    m_retry->setVisible(mayRetry);
    m_stack->setCurrentIndex(0);
    emit stateChanged(text);
}

void SchemaPanel::applyFilter()
{
    m_typing.stop();
    const QString wanted = m_search->text().trimmed();
    m_filtered->setFilterFixedString(wanted);
    if (!wanted.isEmpty())
        openMatches();
}

/// Schemas with a match are opened, and tables that match by a column. A table whose columns are
/// not known stays closed: opening it would ask the service, once for each.
void SchemaPanel::openMatches()
{
    const QString wanted = m_search->text().trimmed();
    qsizetype opened = 0;
    for (int s = 0; s < m_filtered->rowCount() && opened < mostOpened; ++s) {
        const QModelIndex schema = m_filtered->index(s, 0);
        m_tree->expand(schema);
        for (int t = 0; t < m_filtered->rowCount(schema) && opened < mostOpened; ++t, ++opened) {
            const QModelIndex table = m_filtered->index(t, 0, schema);
            const bool isNamed = table.data(SchemaModel::FilterRole)
                                     .toString()
                                     .contains(wanted, Qt::CaseInsensitive);
            if (!isNamed && m_filtered->rowCount(table) > 0)
                m_tree->expand(table);
        }
    }
}

void SchemaPanel::updateActions()
{
    m_insert->setEnabled(!currentName().isEmpty());
    m_copy->setEnabled(!currentName().isEmpty());
    m_select->setEnabled(!currentTable().isEmpty());
}

QString SchemaPanel::currentName() const
{
    return queryName(m_tree->currentIndex());
}

QString SchemaPanel::queryName(const QModelIndex& index) const
{
    return sql::queryName(index.data(SchemaModel::NameRole).toString(),
                          sql::dialectFromLanguage(m_service.language));
}

QString SchemaPanel::currentTable() const
{
    QModelIndex index = m_tree->currentIndex();
    if (index.data(SchemaModel::KindRole).toInt() == static_cast<int>(SchemaModel::Kind::Column))
        index = index.parent();
    return index.data(SchemaModel::KindRole).toInt() == static_cast<int>(SchemaModel::Kind::Table)
        ? queryName(index)
        : QString();
}

void SchemaPanel::insertCurrent()
{
    if (const QString name = currentName(); !name.isEmpty())
        emit insertText(name);
}

void SchemaPanel::selectCurrent()
{
    const QString table = currentTable();
    if (table.isEmpty())
        return;
    const bool postgres = m_service.language.startsWith("postgres"_L1, Qt::CaseInsensitive);
    emit openQuery(postgres ? u"SELECT *\n  FROM %1\n LIMIT 10\n"_s.arg(table)
                            : u"SELECT TOP 10 *\n  FROM %1\n"_s.arg(table),
                   m_service.language);
}

void SchemaPanel::copyCurrent()
{
    if (const QString name = currentName(); !name.isEmpty())
        QApplication::clipboard()->setText(name);
}

} // namespace tapdesk::ui
