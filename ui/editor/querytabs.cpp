// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/querytabs.h"

#include "core/base/onpool.h"
#include "core/service/servicecatalog.h"
#include "core/session/settings.h"
#include "core/sql/sqlfile.h"
#include "ui/base/actions.h"
#include "ui/base/closebutton.h"
#include "ui/base/errortext.h"
#include "ui/base/guide.h"
#include "ui/base/richtext.h"
#include "ui/editor/querytab.h"
#include "ui/editor/sqleditor.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// From a change to the start of its writing; the writing itself has the rest of half a second.
constexpr auto savingDelay = std::chrono::milliseconds(250);
constexpr auto retryDelay = std::chrono::seconds(5); ///< after a write that failed

const auto fileFilter =
    QT_TRANSLATE_NOOP("tapdesk::ui::QueryTabs", "SQL (*.sql *.adql);;All files (*)");

EditorState stateFor(const QString& text, const RunOptions& options)
{
    EditorState state;
    state.id = EditorStore::newId();
    state.text = text;
    state.serviceId = options.serviceId;
    state.language = options.language;
    state.runAs = options.runAs;
    state.runId = options.runId;
    state.maxrec = options.maxrec;
    return state;
}

QString homeFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

QueryTabs::QueryTabs(const Workbench& workbench, const Actions& actions, QWidget* parent)
    : QTabWidget(parent)
    , m_workbench(workbench)
    , m_actions(actions)
    , m_writer(workbench.editors)
{
    setDocumentMode(true);
    setMovable(true);
    setAccessibleName(tr("Queries"));
    auto* fresh = new QToolButton(this);
    fresh->setDefaultAction(actions[Command::NewTab]);
    fresh->setAutoRaise(true);
    fresh->setFocusPolicy(Qt::NoFocus);
    setCornerWidget(fresh);

    m_files.setMaxThreadCount(1);
    m_saving.setSingleShot(true);
    connect(&m_saving, &QTimer::timeout, this, &QueryTabs::saveMarked);
    connect(this, &QTabWidget::tabCloseRequested, this, &QueryTabs::closeQuery);
    connect(this, &QTabWidget::currentChanged, this, [this] {
        markForSaving(nullptr);
        emit currentQueryChanged();
        emit resultChanged();
    });
    connect(tabBar(), &QTabBar::tabMoved, this, [this] { markForSaving(nullptr); });
    connect(&m_writer, &SessionWriter::reopened, this, [this](const EditorState& state) {
        setCurrentWidget(add(state));
        current()->setFocus();
    });
    connect(&m_writer, &SessionWriter::closedChanged, this, &QueryTabs::closedChanged);
    connect(&m_writer, &SessionWriter::failed, this, [this](const Error& error) {
        for (int i = 0; i < count(); ++i)
            m_unsaved.insert(at(i));
        m_saving.start(retryDelay); // until the disk has room again
        emit notice(tr("The open queries cannot be kept. %1").arg(errorText(error)));
    });
}

QueryTabs::~QueryTabs()
{
    disconnect(this, nullptr, this, nullptr);
    saveMarked();
}

QueryTab* QueryTabs::at(int index) const
{
    return static_cast<QueryTab*>(widget(index));
}

QueryTab* QueryTabs::current() const
{
    return at(currentIndex());
}

void QueryTabs::restore()
{
    const auto front = m_workbench.editors.current();
    const auto editors = m_workbench.editors.load();
    if (!editors)
        emit notice(tr("The open queries cannot be kept. %1").arg(errorText(editors.error())));
    for (const auto& state : editors.value_or(QList<EditorState>())) {
        auto* tab = add(state);
        if (state.id == front)
            setCurrentWidget(tab);
    }
    emit closedChanged(m_workbench.editors.hasClosed());
    if (count() == 0) {
        const auto query = guideQueries().first();
        openText(query.text,
                 {.serviceId = m_workbench.settings.serviceId(),
                  .language = query.language,
                  .runAs = query.runAs});
    }
    current()->setFocus();
}

QueryTab* QueryTabs::add(EditorState state)
{
    auto* tab = new QueryTab(m_workbench, std::move(state),
                             m_actions.ofScope(Actions::Scope::Editor), this);
    tab->editor().leaveKeysTo(m_actions.ofScope(Actions::Scope::Window));
    connectTab(tab);
    addTab(tab, QString());
    addCloseButton(this, tab);
    showTitle(tab);
    markForSaving(tab);
    return tab;
}

void QueryTabs::connectTab(QueryTab* tab)
{
    connect(tab, &QueryTab::changed, this, [this, tab] { markForSaving(tab); });
    connect(tab, &QueryTab::titleChanged, this, [this, tab] {
        showTitle(tab);
        if (tab == current())
            emit currentTitleChanged();
    });
    connect(&tab->editor(), &QsciScintilla::modificationChanged, tab,
            [this, tab] { showTitle(tab); });
    connect(tab, &QueryTab::notice, this, &QueryTabs::notice);
    connect(tab, &QueryTab::optionsChanged, this, [this, tab] {
        if (tab == current())
            emit currentQueryChanged();
    });
    connect(tab, &QueryTab::sweepWanted, this,
            [this, tab](const TapQuery& query) { emit sweepWanted(tab, query); });
    connect(tab, &QueryTab::slicesWanted, this,
            [this, tab](const TapQuery& query) { emit slicesWanted(tab, query); });
    connect(tab, &QueryTab::resultChanged, this, &QueryTabs::resultsChanged);
    connect(tab, &QueryTab::resultChanged, this, [this, tab] {
        if (tab == current())
            emit resultChanged();
    });
}

void QueryTabs::showTitle(QueryTab* tab)
{
    const int index = indexOf(tab);
    if (index < 0)
        return;
    auto label = tab->title();
    label.replace(u'&', "&&"_L1);
    setTabText(index, tab->isUnsaved() ? label + u" •"_s : label);
    setTabToolTip(index, plainToolTip(tab->file().isEmpty() ? tab->title() : tab->file()));
}

EditorState QueryTabs::blankState() const
{
    RunOptions options;
    if (const auto* tab = current())
        options = tab->options();
    else
        options.serviceId = m_workbench.settings.serviceId();
    options.runId.clear();
    return stateFor({}, options);
}

QList<OpenResult> QueryTabs::openResults() const
{
    QList<OpenResult> open;
    for (int i = 0; i < count(); ++i) {
        auto results = at(i)->openResults();
        for (auto& result : results) {
            if (result.title != at(i)->title())
                result.title = u"%1 › %2"_s.arg(at(i)->title(), result.title);
        }
        open = at(i) == current() ? results + open : open + results;
    }
    return open;
}

void QueryTabs::newQuery()
{
    setCurrentWidget(add(blankState()));
    current()->setFocus();
}

QueryTab* QueryTabs::addResults(const QString& title)
{
    auto state = blankState();
    state.text = u"-- %1\n"_s.arg(title);
    auto* tab = add(state);
    tab->setResultLimit(QueryTab::batchLimit);
    return tab;
}

void QueryTabs::openText(const QString& text, const RunOptions& options)
{
    auto wanted = withDirectives(options, sql::readDirectives(text));
    if (const auto* service = m_workbench.services.find(wanted.serviceId))
        wanted = fitted(wanted, *service);
    auto* blank = current() && current()->isBlank() ? current() : nullptr;
    auto* tab = add(stateFor(text, wanted));
    if (blank) {
        tabBar()->moveTab(indexOf(tab), indexOf(blank));
        setCurrentWidget(tab);
        closeQuery(indexOf(blank));
    }
    setCurrentWidget(tab);
    tab->setFocus();
}

void QueryTabs::openFile(const QString& name)
{
    // The next start may run in another folder, and saving must not write there.
    const auto path = QFileInfo(name).absoluteFilePath();
    for (int i = 0; i < count(); ++i) {
        if (QFileInfo(at(i)->file()) == QFileInfo(path)) {
            setCurrentIndex(i);
            return;
        }
    }
    onPool(
        this, [path] { return sql::readSqlFile(path); },
        [this, path](const Result<QString>& text) { onFileRead(path, text); });
}

void QueryTabs::onFileRead(const QString& path, const Result<QString>& text)
{
    if (!text) {
        emit notice(text.error().kind == Error::Kind::Parse
                        ? tr("%1 holds no text, so it is not opened as a query.").arg(path)
                        : errorText(text.error()));
        return;
    }
    RunOptions options;
    if (const auto* tab = current())
        options.serviceId = tab->options().serviceId;
    else
        options.serviceId = m_workbench.settings.serviceId();
    options.runId = QFileInfo(path).completeBaseName(); // as the guide names jobs of files
    openText(*text, options);
    current()->endSaving(path);
}

void QueryTabs::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Open a query"), homeFolder(), tr(fileFilter));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        for (const auto& path : paths)
            openFile(path);
    });
    dialog->open();
}

void QueryTabs::saveCurrent()
{
    if (current()->file().isEmpty())
        saveCurrentAs();
    else
        write(current(), current()->file());
}

void QueryTabs::saveCurrentAs()
{
    auto* tab = current();
    const auto file = tab->file().isEmpty() ? homeFolder() : tab->file();
    auto* dialog = new QFileDialog(tab, tr("Save the query"), file, tr(fileFilter));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sql"_s);
    connect(dialog, &QFileDialog::fileSelected, tab,
            [this, tab](const QString& path) { write(tab, path); });
    dialog->open();
}

void QueryTabs::write(QueryTab* tab, const QString& path)
{
    tab->beginSaving();
    onPool(
        m_files, tab, [path, text = tab->editor().text()] { return sql::writeSqlFile(path, text); },
        [this, tab, path](const Status& written) {
            if (!written) {
                showTitle(tab);
                emit notice(errorText(written.error()));
                return;
            }
            tab->endSaving(path);
            emit notice(tr("Saved %1").arg(path));
        });
}

void QueryTabs::closeQuery(int index)
{
    auto* tab = at(index);
    if (!tab)
        return;
    m_unsaved.remove(tab);
    m_writer.save(tab->state());
    m_writer.close(tab->id());
    if (!tab->isBlank())
        emit closedChanged(true); // the disk is slower than the key that reopens it
    if (count() == 1)
        add(blankState());
    removeTab(indexOf(tab));
    tab->deleteLater(); // this may be a slot of it
    markForSaving(nullptr);
    current()->setFocus();
}

void QueryTabs::reopenClosed()
{
    m_writer.reopen();
}

void QueryTabs::markForSaving(QueryTab* tab)
{
    if (tab)
        m_unsaved.insert(tab);
    // Not started anew by each key, or who types without a pause would never be saved.
    if (!m_saving.isActive())
        m_saving.start(savingDelay);
}

void QueryTabs::saveMarked()
{
    const auto unsaved = std::exchange(m_unsaved, {});
    for (const auto* tab : unsaved)
        m_writer.save(tab->state());
    QList<QString> ids;
    for (int i = 0; i < count(); ++i)
        ids.append(at(i)->id());
    if (!ids.isEmpty())
        m_writer.saveOrder(ids, current()->id());
}

} // namespace tapdesk::ui
