// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/schemapanel.h"

#include "core/service/metadataloader.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/services/schemamodel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

SchemaPanel::SchemaPanel(const Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new SchemaModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeView(this))
    , m_message(new QLabel(this))
    , m_retry(new QPushButton(icon(u"refresh"_s), tr("Ask Again"), this))
{
    layOut();
    connect(m_search, &QLineEdit::textChanged, this, &SchemaPanel::applyFilter);
    connect(m_tree, &QTreeView::activated, this, &SchemaPanel::insertCurrent);
    connect(m_retry, &QPushButton::clicked, this, &SchemaPanel::reload);
    connect(m_model, &SchemaModel::columnsWanted, this, [this](const QString& tableName) {
        if (m_loader)
            m_loader->loadColumns(tableName);
    });
}

void SchemaPanel::layOut()
{
    m_search->setPlaceholderText(tr("Search tables and columns"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->setAccessibleName(tr("Search tables and columns"));

    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setAutoAcceptChildRows(true);
    m_filtered->setFilterRole(SchemaModel::FilterRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setModel(m_filtered);
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(SchemaModel::NameColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(SchemaModel::TypeColumn, QHeaderView::Interactive);
    m_tree->setColumnWidth(SchemaModel::TypeColumn,
                           m_tree->fontMetrics().horizontalAdvance(u"10^-16 erg/s/cm2"_s) / 2 + 20);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setAccessibleName(tr("Tables of the service"));

    const auto addAction = [this](const QString& iconName, const QString& text,
                                  void (SchemaPanel::*act)()) {
        auto* action = new QAction(icon(iconName), text, m_tree);
        connect(action, &QAction::triggered, this, act);
        m_tree->addAction(action);
    };
    addAction(u"paste"_s, tr("&Insert Name"), &SchemaPanel::insertCurrent);
    addAction(u"table"_s, tr("&Show Ten Rows in a New Tab"), &SchemaPanel::selectCurrent);
    addAction(u"copy"_s, tr("&Copy Name"), &SchemaPanel::copyCurrent);
    addAction(u"refresh"_s, tr("&Ask Again"), &SchemaPanel::reload);

    auto* notice = new QWidget(this);
    auto* noticeLayout = new QVBoxLayout(notice);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
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
    delete m_loader; // answers of another service are not wanted any more
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

const Tableset& SchemaPanel::tableset() const
{
    return m_model->tableset();
}

void SchemaPanel::onTables(const Result<Tableset>& tableset)
{
    if (!tableset) {
        showMessage(tr("The tables could not be read. %1").arg(errorText(tableset.error())), true);
        return;
    }
    m_model->setTableset(*tableset);
    if (tableset->tableCount() == 0) {
        showMessage(tr("The service lists no tables."), true);
        return;
    }
    m_stack->setCurrentWidget(m_tree);
    if (tableset->schemas.size() <= 3)
        m_tree->expandToDepth(0);
    applyFilter();
    emit stateChanged(
        tr("%n table(s)", nullptr, static_cast<int>(m_model->tableset().tableCount())));
}

void SchemaPanel::onColumns(const QString& tableName, const Result<TableInfo>& table)
{
    if (table)
        m_model->setColumns(tableName, *table);
    else
        emit stateChanged(
            tr("The columns of %1 could not be read. %2").arg(tableName, errorText(table.error())));
}

void SchemaPanel::showMessage(const QString& text, bool mayRetry)
{
    m_message->setText(text);
    m_retry->setVisible(mayRetry);
    m_stack->setCurrentIndex(0);
    emit stateChanged(text);
}

void SchemaPanel::applyFilter()
{
    const QString wanted = m_search->text().trimmed();
    m_filtered->setFilterFixedString(wanted);
    if (!wanted.isEmpty() && m_model->tableset().tableCount() < 500)
        m_tree->expandToDepth(1);
}

QString SchemaPanel::currentName() const
{
    return m_tree->currentIndex().data(SchemaModel::NameRole).toString();
}

QString SchemaPanel::currentTable() const
{
    QModelIndex index = m_tree->currentIndex();
    if (index.data(SchemaModel::KindRole).toInt() == static_cast<int>(SchemaModel::Kind::Column))
        index = index.parent();
    return index.data(SchemaModel::KindRole).toInt() == static_cast<int>(SchemaModel::Kind::Table)
        ? index.data(SchemaModel::NameRole).toString()
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
    QApplication::clipboard()->setText(currentName());
}

} // namespace tapdesk::ui
