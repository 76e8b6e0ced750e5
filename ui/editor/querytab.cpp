// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/querytab.h"

#include "core/jobs/automaticrun.h"
#include "core/jobs/jobmonitor.h"
#include "core/service/servicecatalog.h"
#include "core/session/settings.h"
#include "core/sql/placeholders.h"
#include "core/tap/taprun.h"
#include "ui/base/closebutton.h"
#include "ui/base/icons.h"
#include "ui/base/richtext.h"
#include "ui/base/truthwords.h"
#include "ui/editor/findbar.h"
#include "ui/editor/sqleditor.h"
#include "ui/results/resultview.h"

#include <QFileInfo>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr auto readingDelay = std::chrono::milliseconds(150);
constexpr qsizetype longestLabel = 28;

/// Directives stand at the top of a text; a dump of a megabyte is not searched at every change.
constexpr qsizetype directivesWithin = 16 * 1024;

QString shortened(const QString& text)
{
    const auto plain = text.simplified();
    return plain.size() <= longestLabel ? plain : plain.first(longestLabel - 1) + u'…';
}

/// Tabs read "&" as the mark of a mnemonic.
QString tabLabel(QString text)
{
    return text.replace(u'&', "&&"_L1);
}

/// Of a run that has no result, or not yet.
QString runIcon(const TapRun& run)
{
    const auto outcome = run.outcome();
    if (!outcome)
        return u"phase-executing"_s;
    return !*outcome && outcome->error().kind == Error::Kind::Cancelled ? u"phase-aborted"_s
                                                                        : u"error"_s;
}

/// What to call a result: the statement's own first comment, else its words.
QString resultTitle(const QString& query)
{
    const auto title = sql::readDirectives(query).title;
    return shortened(title.isEmpty() ? query : title);
}

} // namespace

QueryTab::QueryTab(const Workbench& workbench, EditorState state,
                   const QList<QAction*>& editorActions, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_state(std::move(state))
    , m_isBehind(m_state.unsaved)
    , m_options {.serviceId = m_state.serviceId,
                 .language = m_state.language,
                 .runAs = m_state.runAs.isEmpty() ? RunOptions::now : m_state.runAs,
                 .runId = m_state.runId,
                 .maxrec = m_state.maxrec}
    , m_editor(new SqlEditor)
    , m_find(new FindBar(*m_editor))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_results(new QTabWidget)
{
    auto* top = new QWidget;
    m_top = new QVBoxLayout(top);
    m_top->setContentsMargins(0, 0, 0, 0);
    m_top->setSpacing(0);
    m_top->addWidget(m_editor, 1);
    m_top->addWidget(m_find);
    m_results->setDocumentMode(true);
    m_results->setMovable(true);
    m_results->hide();
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(top);
    m_splitter->addWidget(m_results);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusProxy(m_editor);

    m_editor->addActions(editorActions);
    m_editor->setZoom(m_workbench.settings.editorZoom());
    m_editor->setDialect(sql::dialectFromLanguage(m_options.language));
    m_editor->load(m_state.text, m_state.caret);
    m_state.text.clear();
    // What the text says was applied when it was opened; what is restored may differ since.
    m_directives = sql::readDirectives(
        m_editor->text().first(qMin(directivesWithin, m_editor->text().size())));
    readText();

    m_reading.setSingleShot(true);
    m_reading.setInterval(readingDelay);
    connect(&m_reading, &QTimer::timeout, this, &QueryTab::readText);
    connect(m_editor, &QsciScintilla::textChanged, this, &QueryTab::onTextChanged);
    connect(m_editor, &QsciScintilla::cursorPositionChanged, this, &QueryTab::changed);
    connect(m_editor, &SqlEditor::zoomChanged, &m_workbench.settings, &Settings::setEditorZoom);
    connect(&m_workbench.settings, &Settings::editorZoomChanged, m_editor, &SqlEditor::setZoom);
    connect(m_results, &QTabWidget::tabCloseRequested, this, &QueryTab::closeResult);
    connect(m_results, &QTabWidget::currentChanged, this, &QueryTab::resultChanged);
}

QueryTab::~QueryTab() = default;

EditorState QueryTab::state() const
{
    auto state = m_state;
    state.title = m_title;
    state.text = m_editor->text();
    state.caret = m_editor->caret();
    state.serviceId = m_options.serviceId;
    state.language = m_options.language;
    state.runAs = m_options.runAs;
    state.runId = m_options.runId;
    state.maxrec = m_options.maxrec;
    state.unsaved = isUnsaved();
    return state;
}

bool QueryTab::isBlank() const
{
    return m_state.file.isEmpty() && m_results->count() == 0
        && m_editor->text().trimmed().isEmpty();
}

void QueryTab::setOptions(const RunOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    m_editor->setDialect(sql::dialectFromLanguage(m_options.language));
    emit changed();
}

bool QueryTab::isUnsaved() const
{
    return !m_state.file.isEmpty() && (m_isBehind || m_editor->isModified());
}

void QueryTab::beginSaving()
{
    m_isBehind = true; // until it is there
    m_editor->setModified(false);
}

void QueryTab::endSaving(const QString& path)
{
    m_state.file = path;
    m_isBehind = false;
    readText();
    emit titleChanged();
    emit changed();
}

void QueryTab::onTextChanged()
{
    m_reading.start();
    emit changed();
}

void QueryTab::readText()
{
    const auto all = m_editor->text();
    const auto directives = sql::readDirectives(all.first(qMin(directivesWithin, all.size())));

    auto title = shortened(directives.title);
    if (!m_state.file.isEmpty())
        title = QFileInfo(m_state.file).fileName();
    else if (title.isEmpty())
        title = tr("New query");
    if (title != m_title) {
        m_title = title;
        emit titleChanged();
    }

    if (directives == m_directives)
        return;
    // Only what was written anew: the run bar may have been set otherwise on purpose since.
    auto fresh = directives;
    if (fresh.language == m_directives.language)
        fresh.language.clear();
    if (fresh.queue == m_directives.queue)
        fresh.queue.clear();
    if (fresh.runId == m_directives.runId)
        fresh.runId.clear();
    if (fresh.maxrec == m_directives.maxrec)
        fresh.maxrec.clear();
    m_directives = directives;
    auto options = withDirectives(m_options, fresh);
    if (const auto* service = m_workbench.services.find(options.serviceId))
        options = fitted(options, *service);
    if (options == m_options)
        return;
    setOptions(options);
    emit optionsChanged();
}

std::optional<TapQuery> QueryTab::wantedQuery()
{
    readText(); // a directive typed just now counts
    const auto text = m_editor->runnableText();
    if (text.trimmed().isEmpty()) {
        emit notice(tr("There is no statement to run."));
        return std::nullopt;
    }
    const auto* service = m_workbench.services.find(m_options.serviceId);
    if (!service) {
        emit notice(tr("Choose a service first."));
        return std::nullopt;
    }
    return tapQuery(*service, m_options, text);
}

void QueryTab::runInSlices()
{
    if (const auto query = wantedQuery())
        emit slicesWanted(*query);
}

void QueryTab::run()
{
    const auto wanted = wantedQuery();
    if (!wanted)
        return;
    const auto& query = *wanted;
    if (!sql::placeholderNames(query.text, sql::dialectFromLanguage(query.language)).isEmpty()) {
        emit sweepWanted(query);
        return;
    }
    auto* earlier = finishedResultOf(query);
    auto* run = m_options.runAs == RunOptions::automatic
        ? runAutomatically(query)
        : m_workbench.jobs.run(query, takeRerunOf(query));
    if (!earlier) {
        follow(run);
        return;
    }
    // The same question again: its answer takes the place of the earlier one.
    earlier->follow(run);
    showState(earlier);
    m_results->setCurrentWidget(earlier);
    emit resultChanged();
}

/// One result whose run is another one each time that the service's time limit moves it on.
TapRun* QueryTab::runAutomatically(const TapQuery& query)
{
    auto* automatic = new AutomaticRun(m_workbench.jobs, query, this);
    automatic->start();
    connect(automatic, &AutomaticRun::finished, automatic, &QObject::deleteLater);
    connect(automatic, &AutomaticRun::movedOn, this,
            [this, automatic, before = automatic->run()]() mutable {
                onMovedOn(std::exchange(before, automatic->run()), automatic->run());
            });
    return automatic->run();
}

void QueryTab::onMovedOn(const TapRun* before, TapRun* now)
{
    for (int i = 0; i < m_results->count(); ++i) {
        if (resultAt(i)->run() != before)
            continue;
        resultAt(i)->follow(now);
        showState(resultAt(i));
    }
    const auto& queue = now->query().queue;
    emit notice(queue.isEmpty()
                    ? tr("The service's time limit was reached: the query goes on as a job.")
                    : tr("The service's time limit was reached: the query goes on as a job in the "
                         "queue %1.")
                          .arg(queue));
    emit resultChanged();
}

void QueryTab::setRerunOf(const QString& serviceId, const QString& jobId)
{
    m_rerunOf = {serviceId, jobId};
}

/// A sync query makes no job, and leaves it to the next.
QString QueryTab::takeRerunOf(const TapQuery& query)
{
    if (query.mode != TapQuery::Mode::Async || query.service.id != m_rerunOf.first)
        return {};
    return std::exchange(m_rerunOf, {}).second;
}

void QueryTab::follow(TapRun* run)
{
    auto* view = addView(resultTitle(run->query().text), run->query().text);
    m_results->setCurrentWidget(view);
    view->follow(run);
    showState(view);
    emit resultChanged();
}

void QueryTab::showResult(const QueryResult& result, const QString& title, const QString& note)
{
    auto* view = addView(shortened(title), result.provenance.query);
    m_results->setCurrentWidget(view);
    view->showResult(result, note);
    showState(view);
    emit resultChanged();
}

void QueryTab::addResult(const QueryResult& result, const QString& title)
{
    auto* view = addView(shortened(title), result.provenance.query);
    view->showResult(result);
    showState(view);
}

/// A new result tab, behind the others.
ResultView* QueryTab::addView(const QString& title, const QString& toolTip)
{
    makeRoom();
    auto* view = new ResultView(m_workbench);
    connect(view, &ResultView::statusChanged, this, [this, view] {
        showState(view);
        if (view == currentResult())
            emit resultChanged();
    });
    const int index = m_results->addTab(view, tabLabel(title));
    addCloseButton(m_results, view);
    m_results->setTabToolTip(index, plainToolTip(toolTip));
    const bool isFirst = !m_results->isVisibleTo(m_splitter);
    m_results->show();
    if (isFirst)
        m_splitter->setSizes({height() * 2 / 5, height() * 3 / 5});
    return view;
}

bool QueryTab::showJob(const QUrl& jobUrl)
{
    for (int i = 0; i < m_results->count(); ++i) {
        const auto* run = resultAt(i)->run();
        if (run && run->jobUrl() == jobUrl) {
            m_results->setCurrentIndex(i);
            return true;
        }
    }
    return false;
}

ResultView* QueryTab::resultAt(int index) const
{
    return static_cast<ResultView*>(m_results->widget(index));
}

ResultView* QueryTab::currentResult() const
{
    return resultAt(m_results->currentIndex());
}

QList<OpenResult> QueryTab::openResults() const
{
    QList<OpenResult> open;
    for (int i = 0; i < m_results->count(); ++i) {
        const auto& table = resultAt(i)->table();
        if (table.columnCount() > 0)
            open.append({.id = reinterpret_cast<quintptr>(resultAt(i)),
                         .title = m_results->tabText(i).replace("&&"_L1, "&"_L1),
                         .table = table});
    }
    return open;
}

void QueryTab::addStrip(QWidget* strip)
{
    m_top->addWidget(strip);
}

TapRun* QueryTab::activeRun() const
{
    const auto* view = currentResult();
    auto* run = view ? view->run() : nullptr;
    return run && run->stage() != TapRun::Stage::Finished ? run : nullptr;
}

ResultView* QueryTab::finishedResultOf(const TapQuery& query) const
{
    for (int i = 0; i < m_results->count(); ++i) {
        const auto* run = resultAt(i)->run();
        if (run && run->stage() == TapRun::Stage::Finished && run->query() == query)
            return resultAt(i);
    }
    return nullptr;
}

void QueryTab::setResultLimit(int limit)
{
    m_limit = limit;
}

void QueryTab::makeRoom()
{
    for (int i = 0; m_results->count() >= m_limit && i < m_results->count(); ++i) {
        const auto* run = resultAt(i)->run();
        if (run && run->stage() != TapRun::Stage::Finished)
            continue;
        closeResult(i--);
        emit notice(tr("A query keeps %1 results: the oldest was closed.").arg(m_limit));
    }
}

void QueryTab::showState(ResultView* view)
{
    const int index = m_results->indexOf(view);
    if (index < 0)
        return;
    if (const auto result = view->result())
        m_results->setTabIcon(index, icon(truthWords(result->truth).icon));
    else if (view->run())
        m_results->setTabIcon(index, icon(runIcon(*view->run())));
}

void QueryTab::closeCurrentResult()
{
    if (m_results->count() > 0)
        closeResult(m_results->currentIndex());
}

void QueryTab::closeResult(int index)
{
    auto* view = resultAt(index);
    m_results->removeTab(index);
    view->deleteLater(); // this may be a slot of it
    m_results->setVisible(m_results->count() > 0);
    if (m_results->count() == 0)
        m_editor->setFocus();
    emit resultChanged();
}

} // namespace tapdesk::ui
