// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/uws/uwsanswers.h"
#include "tests/ui/jobs/jobmaker.h"
#include "tests/ui/workbenchscene.h"
#include "ui/base/actions.h"
#include "ui/base/labels.h"
#include "ui/jobs/filterchip.h"
#include "ui/jobs/jobdetails.h"
#include "ui/jobs/joblistmodel.h"
#include "ui/jobs/jobpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::WorkbenchScene;

namespace {

const QString oneJob = u"7"_s;

/// A service with jobs, whose phases the test sets, and the panel that shows them.
class Scene final
{
public:
    explicit Scene(const QMap<QString, QByteArray>& phasesOfJobs)
        : phases(phasesOfJobs)
        , actions(&window)
        , panel(bench.workbench(), actions)
    {
        bench.network.route = [this](const Asked& asked) { return answer(asked); };
        panel.resize(360, 500);
        panel.show();
        panel.setService(bench.service);
    }

    std::optional<Answer> answer(const Asked& asked)
    {
        const auto path = asked.url.path();
        const auto id = path.section(u'/', 3, 3);
        if (isDown)
            return Answer {.status = 0, .error = QNetworkReply::ConnectionRefusedError};
        if (asked.verb == "POST" && asked.body.contains("PHASE=ABORT")) {
            phases[id] = "ABORTED";
            return Answer {.status = 303, .location = "/tap/async/" + id.toLatin1()};
        }
        if (asked.verb == "POST" && id.isEmpty()) {
            phases[u"new"_s] = "QUEUED";
            return Answer {.status = 303, .location = "https://example.org/tap/async/new"};
        }
        if (asked.verb == "POST")
            return Answer {.status = 303, .location = asked.url.toEncoded()};
        if (asked.verb == "DELETE") {
            phases[id] = "ARCHIVED";
            return Answer {.status = 303, .location = "/tap/async"};
        }
        return id.isEmpty() ? list() : document(id);
    }

    Answer list() const
    {
        QByteArray body = "<uws:jobs xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0' "
                          "xmlns:xlink='http://www.w3.org/1999/xlink' version='1.1'>";
        for (auto job = phases.cbegin(); job != phases.cend(); ++job) {
            body += "<uws:jobref id='" + job.key().toLatin1()
                + "' xlink:href='https://example.org/tap/async/" + job.key().toLatin1()
                + "'><uws:phase>" + job.value() + "</uws:phase><uws:runId>run-"
                + job.key().toLatin1() + "</uws:runId></uws:jobref>";
        }
        return {.body = body + "</uws:jobs>"};
    }

    Answer document(const QString& id) const
    {
        return {.body = "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0' version='1.1'>"
                        "<uws:jobId>"
                    + id.toLatin1() + "</uws:jobId><uws:runId>run-" + id.toLatin1()
                    + "</uws:runId><uws:phase>" + phases.value(id)
                    + "</uws:phase><uws:parameters><uws:parameter id='QUERY'>SELECT "
                    + id.toLatin1() + "</uws:parameter></uws:parameters></uws:job>"};
    }

    QTreeView* view() const { return panel.findChild<QTreeView*>(); }
    int rowCount() const { return view()->model()->rowCount(); }
    QModelIndex row(const QString& runId) const
    {
        const auto* model = view()->model();
        for (int i = 0; i < model->rowCount(); ++i) {
            if (model->index(i, 1).data() == runId)
                return model->index(i, 0);
        }
        return {};
    }
    QString phase(const QString& runId) const { return row(runId).data().toString(); }
    void select(const QString& runId) const { view()->setCurrentIndex(row(runId)); }
    /// Ids of the rows that can be seen at least in part, from above.
    QStringList idsInView() const
    {
        QStringList ids;
        const auto* model = view()->model();
        for (int i = 0; i < model->rowCount(); ++i) {
            const auto index = model->index(i, 1);
            if (view()->visualRect(index).intersects(view()->viewport()->rect()))
                ids.append(index.data().toString().section(u'-', 1));
        }
        return ids;
    }
    /// Ids of the jobs whose documents were asked for, in that order.
    QStringList lookedAt() const
    {
        QStringList ids;
        for (const auto& asked : bench.network.requests) {
            if (const auto id = asked.url.path().section(u'/', 3, 3); !id.isEmpty())
                ids.append(id);
        }
        return ids;
    }
    QAction* action(const QString& text) const
    {
        for (auto* action : actions.ofScope(Actions::Scope::Jobs)) {
            if (action->text().remove(u'&').startsWith(text))
                return action;
        }
        return nullptr;
    }
    void click(const QString& text) const
    {
        auto* button =
            qobject_cast<QToolButton*>(panel.findChild<QToolBar*>()->widgetForAction(action(text)));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    WorkbenchScene bench;
    QMap<QString, QByteArray> phases;
    bool isDown = false;
    QMainWindow window; // parent of the actions
    Actions actions;
    JobPanel panel;
};

} // namespace

class TestJobPanel final : public QObject
{
    Q_OBJECT

private slots:
    void phasesLive()
    {
        Scene scene({{oneJob, "QUEUED"}});
        QSignalSpy active(&scene.panel, &JobPanel::activeCountChanged);
        QTRY_COMPARE(scene.phase(u"run-7"_s), u"QUEUED"_s);
        QTRY_VERIFY(!active.isEmpty() && active.last().first().toInt() == 1);
        scene.select(u"run-7"_s);
        scene.phases[oneJob] = "EXECUTING";
        QTRY_COMPARE(scene.phase(u"run-7"_s), u"EXECUTING"_s);
        scene.phases[oneJob] = "COMPLETED";
        QTRY_COMPARE(scene.phase(u"run-7"_s), u"COMPLETED"_s);
        QTRY_COMPARE(active.last().first().toInt(), 0);
        QCOMPARE(scene.view()->currentIndex(), scene.row(u"run-7"_s));
        QVERIFY(scene.action(u"Open result"_s)->isEnabled());
    }

    void abortIsSent()
    {
        Scene scene({{u"6"_s, "COMPLETED"}, {oneJob, "EXECUTING"}});
        QTRY_COMPARE(scene.rowCount(), 2);
        scene.select(u"run-7"_s);
        QVERIFY(scene.action(u"Abort"_s)->isEnabled());

        scene.click(u"Abort"_s);

        QTRY_COMPARE(scene.phase(u"run-7"_s), u"ABORTED"_s);
        QVERIFY(scene.bench.network.asked.contains("POST /tap/async/7/phase"));
        QVERIFY(scene.bench.network.bodies.contains("PHASE=ABORT"));
        QVERIFY(!scene.action(u"Abort"_s)->isEnabled());
        QCOMPARE(scene.phase(u"run-6"_s), u"COMPLETED"_s);
    }

    /// The list tells no times; of many jobs only those are looked at that somebody sees, once.
    void detailsAreAskedForWhatIsShown()
    {
        QMap<QString, QByteArray> many;
        for (int id = 100; id < 160; ++id)
            many.insert(QString::number(id), "COMPLETED");
        Scene scene(many);
        scene.panel.resize(900, 400);
        QTRY_COMPARE(scene.rowCount(), 60);

        QTRY_COMPARE(scene.lookedAt(), scene.idsInView());
        const auto first = scene.idsInView();
        QVERIFY(first.size() > 2 && first.size() < 30);

        // a little on: only what came into view
        auto* bar = scene.view()->verticalScrollBar();
        bar->setValue(bar->value() + bar->singleStep() * 3);
        auto all = first;
        for (const auto& id : scene.idsInView()) {
            if (!all.contains(id))
                all.append(id);
        }
        QVERIFY(all.size() > first.size() && all.size() < 2 * first.size());
        QTRY_COMPARE(scene.lookedAt(), all);

        scene.view()->scrollToBottom();
        const auto last = scene.idsInView();
        QVERIFY(!last.contains(all.last()));
        QTRY_COMPARE(scene.lookedAt(), all + last);
    }

    void jobsOfOtherServicesAreNotShown()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        auto other = scene.bench.service;
        other.id = u"other"_s;
        QSignalSpy changed(&scene.bench.jobs, &JobMonitor::jobChanged);

        scene.bench.jobs.look(other, QUrl(u"https://example.org/tap/async/8"_s));

        QTRY_VERIFY(!scene.bench.jobs.jobs(u"other"_s).isEmpty());
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(scene.rowCount(), 1);
    }

    void actionsFollowThePhase_data()
    {
        QTest::addColumn<QByteArray>("phase");
        QTest::addColumn<bool>("result");
        QTest::addColumn<bool>("abort");
        QTest::addColumn<bool>("remove");
        QTest::newRow("pending") << "PENDING"_ba << false << true << true;
        QTest::newRow("executing") << "EXECUTING"_ba << false << true << true;
        QTest::newRow("completed") << "COMPLETED"_ba << true << false << true;
        QTest::newRow("error") << "ERROR"_ba << false << false << true;
        QTest::newRow("held") << "HELD"_ba << false << true << true;
        QTest::newRow("own word") << "BAKING"_ba << false << true << true;
    }
    void actionsFollowThePhase()
    {
        QFETCH(const QByteArray, phase);
        Scene scene({{oneJob, phase}});
        QTRY_COMPARE(scene.rowCount(), 1);
        for (const auto& name : {u"Open result"_s, u"Abort"_s, u"Remove"_s, u"Copy job"_s})
            QVERIFY2(!scene.action(name)->isEnabled(), qPrintable(name));

        scene.select(u"run-7"_s);

        QTEST(scene.action(u"Open result"_s)->isEnabled(), "result");
        QTEST(scene.action(u"Abort"_s)->isEnabled(), "abort");
        QTEST(scene.action(u"Remove"_s)->isEnabled(), "remove");
        QVERIFY(scene.action(u"Copy job"_s)->isEnabled());
        // The list did not tell the query; the job does when somebody looks at it.
        QTRY_VERIFY(scene.action(u"Open query"_s)->isEnabled());
        QVERIFY(scene.panel.findChild<JobDetails*>()->toPlainText().contains(u"SELECT 7"_s));
    }

    void enterOpensTheResult()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QSignalSpy opened(&scene.panel, &JobPanel::openResult);
        QTRY_COMPARE(scene.rowCount(), 1);
        scene.select(u"run-7"_s);
        QTest::keyClick(scene.view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<JobRecord>().jobId, oneJob);
    }

    void removalIsAsked_data()
    {
        QTest::addColumn<bool>("agreed");
        QTest::newRow("yes") << true;
        QTest::newRow("no") << false;
    }
    void removalIsAsked()
    {
        QFETCH(const bool, agreed);
        Scene scene({{u"6"_s, "COMPLETED"}, {oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 2);
        scene.select(u"run-7"_s);
        scene.click(u"Remove"_s);
        auto* box = scene.panel.findChild<QMessageBox*>();
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"run-7"_s), qPrintable(box->text()));
        QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
        for (auto* button : box->buttons()) {
            if ((box->buttonRole(button) == QMessageBox::AcceptRole) == agreed)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        if (agreed)
            QTRY_VERIFY(scene.bench.network.asked.contains("DELETE /tap/async/7"));
        QTRY_VERIFY(!scene.panel.findChild<QMessageBox*>());
        QVERIFY(!scene.bench.network.asked.contains("DELETE /tap/async/6"));
        QCOMPARE(scene.bench.network.asked.contains("DELETE /tap/async/7"), agreed);
    }

    void rerunPointsToTheOld()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        scene.bench.service.language = u"ADQL"_s;
        QTRY_COMPARE(scene.rowCount(), 1);
        scene.select(u"run-7"_s);
        QTRY_VERIFY(scene.action(u"Open query"_s)->isEnabled());

        scene.click(u"Run again"_s);

        QTRY_COMPARE(scene.rowCount(), 2);
        const auto made = scene.bench.jobs.job(u"test"_s, u"new"_s);
        QVERIFY(made);
        QCOMPARE(made->rerunOf, oneJob);
        QCOMPARE(made->query, u"SELECT 7"_s);
        const auto& asked = scene.bench.network.requests; // the scene tells another run id
        QVERIFY(std::any_of(asked.cbegin(), asked.cend(), [](const Asked& one) {
            return one.verb == "POST" && one.body.contains("RUNID=run-7");
        }));
        const auto* model = scene.panel.findChild<JobListModel*>();
        QTRY_COMPARE(model->job(scene.view()->currentIndex().row()).jobId, u"new"_s);
        // And from the new one back to the old.
        auto* details = scene.panel.findChild<JobDetails*>();
        QVERIFY(details->toPlainText().contains(u"Rerun of"_s));
        emit details->anchorClicked(QUrl(u"job:7"_s));
        QCOMPARE(model->job(scene.view()->currentIndex().row()).jobId, oneJob);
    }

    void copiesHoldNoToken_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("words");
        QTest::newRow("pyvo") << "pyvo script"
                              << "pyvo";
        QTest::newRow("curl") << "curl script"
                              << "curl";
        QTest::newRow("command") << "Tapdesk command"
                                 << "tapdesk submit";
        QTest::newRow("address") << "Copy job URL"
                                 << "https://example.org/tap/async/7";
    }
    void copiesHoldNoToken()
    {
        QFETCH(const QString, entry);
        QFETCH(const QString, words);
        Scene scene({{oneJob, "COMPLETED"}});
        const auto token = u"0123456789abcdef0123456789abcdef01234567"_s;
        scene.bench.client.credentials().set(Origin(scene.bench.service.baseUrl),
                                             *Credential::fromPastedToken(token));
        QTRY_COMPARE(scene.rowCount(), 1);
        scene.select(u"run-7"_s);
        QTRY_VERIFY(scene.action(u"Open query"_s)->isEnabled());
        QApplication::clipboard()->clear();

        scene.action(entry)->trigger();

        const auto text = QApplication::clipboard()->text();
        QVERIFY2(text.contains(words), qPrintable(text));
        QVERIFY2(!text.contains(token), qPrintable(text));
    }

    void filterAndEmptiness()
    {
        Scene scene({{u"6"_s, "COMPLETED"}, {oneJob, "ERROR"}});
        const auto says = [&](const QString& words) {
            const auto labels = scene.view()->viewport()->findChildren<QLabel*>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel* label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QVERIFY(says(u"Asking"_s));
        QTRY_COMPARE(scene.rowCount(), 2);
        QVERIFY(!says(QString()));
        auto* filter = scene.panel.findChild<QLineEdit*>();
        QTest::keyClicks(filter, u"error"_s);
        QCOMPARE(scene.rowCount(), 1);
        QCOMPARE(scene.phase(u"run-7"_s), u"ERROR"_s);
        QTest::keyClicks(filter, u"x"_s);
        QCOMPARE(scene.rowCount(), 0);
        QVERIFY(says(u"No job matches"_s));

        Scene empty({});
        const auto labels = empty.view()->viewport()->findChildren<QLabel*>();
        QTRY_VERIFY(labels.first()->text().startsWith(u"No jobs yet"_s));
    }

    void chipsCountAndFilter()
    {
        Scene scene({{u"5"_s, "COMPLETED"}, {u"6"_s, "COMPLETED"}, {oneJob, "ERROR"}});
        QTRY_COMPARE(scene.rowCount(), 3);
        const auto chip = [&](const QString& word) {
            const auto chips = scene.panel.findChildren<FilterChip*>();
            const auto found = std::find_if(chips.cbegin(), chips.cend(),
                                            [&](const auto* one) { return one->text() == word; });
            return *found;
        };
        QCOMPARE(chip(u"All"_s)->count(), 3);
        QCOMPARE(chip(u"Completed"_s)->count(), 2);
        QVERIFY(chip(u"Running"_s)->isHidden()); // there are none
        QVERIFY(chip(u"Error"_s)->focusPolicy() & Qt::TabFocus);
        scene.select(u"run-7"_s);

        QTest::mouseClick(chip(u"Error"_s), Qt::LeftButton);
        QCOMPARE(scene.rowCount(), 1);
        QCOMPARE(scene.view()->currentIndex(), scene.row(u"run-7"_s)); // still selected
        QVERIFY(scene.view()->selectionModel()->isSelected(scene.row(u"run-7"_s)));
        QCOMPARE(chip(u"Completed"_s)->count(), 2);

        scene.phases[oneJob] = "COMPLETED";
        scene.bench.jobs.refresh(scene.bench.service);
        QTRY_COMPARE(scene.rowCount(), 0);
        QVERIFY(!chip(u"Error"_s)->isHidden()); // it is in use
        QTest::keyClick(chip(u"Error"_s), Qt::Key_Left);
        QTest::mouseClick(chip(u"All"_s), Qt::LeftButton);
        QCOMPARE(scene.rowCount(), 3);
        QVERIFY(chip(u"Error"_s)->isHidden());
    }

    void allServices()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        auto elsewhere = tapdesk::test::makeJob(u"9"_s);
        elsewhere.serviceId = u"cars"_s;
        elsewhere.runId = u"run-9"_s;
        QVERIFY(scene.bench.store->save(elsewhere));
        auto* choice = [&]() -> QAction* {
            for (auto* action : scene.panel.findChildren<QAction*>()) {
                if (action->text().remove(u'&') == u"Jobs of all services"_s)
                    return action;
            }
            return nullptr;
        }();
        QVERIFY(choice);
        scene.panel.resize(900, 500);

        choice->trigger();

        QTRY_COMPARE(scene.rowCount(), 2);
        QVERIFY(!scene.view()->isColumnHidden(JobListModel::ServiceColumn));
        const auto row = scene.row(u"run-9"_s);
        QCOMPARE(row.siblingAtColumn(JobListModel::ServiceColumn).data().toString(), u"CARS@AIP"_s);
    }

    /// A job of a service that is not in the list of services, as the command line leaves it.
    void jobsOfUnknownServices_data()
    {
        QTest::addColumn<QString>("id"); // of the service
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("sent"); // by Run again; empty: says why not
        QTest::newRow("its id tells the service")
            << u"elsewhere.example.net/tap"_s << u"https://elsewhere.example.net/jobs/9"_s
            << QByteArray("POST /tap/async");
        QTest::newRow("its URL tells the service")
            << u"an old one"_s << u"https://elsewhere.example.net/tap/async/9"_s
            << QByteArray("POST /tap/async");
        QTest::newRow("nothing tells the service")
            << u"an old one"_s << u"https://elsewhere.example.net/jobs/9"_s << QByteArray();
    }

    void jobsOfUnknownServices()
    {
        QFETCH(const QString, id);
        QFETCH(const QString, url);
        QFETCH(const QByteArray, sent);
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        auto job = tapdesk::test::makeJob(u"9"_s);
        job.serviceId = id;
        job.runId = u"run-9"_s;
        job.query = u"SELECT 9"_s;
        job.url = QUrl(url);
        QVERIFY(scene.bench.store->save(job));
        for (auto* action : scene.panel.findChildren<QAction*>()) {
            if (action->text().remove(u'&') == u"Jobs of all services"_s)
                action->trigger();
        }
        QTRY_COMPARE(scene.rowCount(), 2);
        QSignalSpy opened(&scene.panel, &JobPanel::openResult);
        scene.select(u"run-9"_s);

        scene.action(u"Open result"_s)->trigger();
        QCOMPARE(opened.count(), sent.isEmpty() ? 0 : 1);
        scene.action(u"Run again"_s)->trigger();

        const auto& asked = scene.bench.network.requests;
        const auto isAsked = [&] {
            return std::any_of(asked.cbegin(), asked.cend(), [&](const Asked& one) {
                return one.url.host() == "elsewhere.example.net"_L1
                    && one.verb + ' ' + one.url.path().toLatin1() == sent;
            });
        };
        const auto labels = scene.panel.findChildren<NoticeLabel*>();
        const auto isSaid = std::any_of(labels.cbegin(), labels.cend(), [](const auto* label) {
            return label->notice().contains("its service is not known any more"_L1);
        });
        if (sent.isEmpty())
            QVERIFY(isSaid);
        else
            QTRY_VERIFY(isAsked());
        QCOMPARE(isSaid, sent.isEmpty());
    }

    /// More than a page: all are there, each once, and the newest at once.
    void manyJobsComeInPages()
    {
        Scene scene({});
        QList<JobRecord> many;
        for (int i = 0; i < 1234; ++i) {
            auto job = tapdesk::test::makeJob(QString::number(i), JobPhase::Kind::Archived);
            job.serviceId = u"paged"_s;
            job.created = job.created.addSecs(i);
            many.append(job);
        }
        QVERIFY(scene.bench.store->save(many));
        auto service = scene.bench.service;
        service.id = u"paged"_s;

        scene.panel.setService(service);

        QVERIFY(scene.rowCount() > 0);
        const auto* model = scene.panel.findChild<JobListModel*>();
        QCOMPARE(model->job(0).jobId, u"1233"_s);
        QTRY_COMPARE(scene.rowCount(), 1234);
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->job(row).jobId, QString::number(1233 - row));
    }

    void archivedJobsAreAskedForWhenWanted()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        auto service = scene.bench.service;
        service.archives = true;
        scene.panel.setService(service);
        const auto asksForArchived = [&] {
            const auto& requests = scene.bench.network.requests;
            return std::any_of(requests.cbegin(), requests.cend(), [](const Asked& asked) {
                return asked.url.query().contains(u"PHASE=ARCHIVED"_s);
            });
        };
        for (auto* chip : scene.panel.findChildren<FilterChip*>()) {
            if (chip->text() != u"Archived"_s)
                continue;
            QVERIFY(!chip->isHidden()); // though none is known
            QVERIFY(!asksForArchived());
            QTest::mouseClick(chip, Qt::LeftButton);
        }
        QTRY_VERIFY(asksForArchived());
    }

    void troubleIsSaid()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        scene.isDown = true;
        scene.bench.jobs.refresh(scene.bench.service);
        const auto isTold = [&] {
            const auto labels = scene.panel.findChildren<QLabel*>();
            return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel* label) {
                return label->isVisible() && label->text().startsWith(u"The list may be old"_s);
            });
        };
        QTRY_VERIFY(isTold());
        QCOMPARE(scene.rowCount(), 1);
        scene.isDown = false;
        scene.bench.jobs.refresh(scene.bench.service);
        QTRY_VERIFY(!isTold());
    }

    void narrowDocksShowWhatMatters()
    {
        Scene scene({{oneJob, "COMPLETED"}});
        QTRY_COMPARE(scene.rowCount(), 1);
        scene.panel.resize(220, 500);
        QVERIFY(!scene.view()->isColumnHidden(0));
        QVERIFY(!scene.view()->isColumnHidden(1));
        QVERIFY(scene.view()->isColumnHidden(2));
        QVERIFY(scene.view()->columnWidth(1) >= 60);
        scene.panel.resize(800, 500);
        for (int column = 0; column < scene.view()->model()->columnCount(); ++column)
            QCOMPARE(scene.view()->isColumnHidden(column), column == JobListModel::ServiceColumn);
    }
};

QTEST_MAIN(TestJobPanel)
#include "tst_jobpanel.moc"
