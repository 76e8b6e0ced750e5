// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shelf/shelf.h"
#include "tests/ui/jobs/jobmaker.h"
#include "tests/ui/workbenchscene.h"
#include "ui/base/jobfailuretext.h"
#include "ui/jobs/adoptdialog.h"
#include "ui/jobs/jobbatchdialog.h"
#include "ui/jobs/jobchoicedialog.h"
#include "ui/jobs/quotameter.h"
#include "ui/jobs/runiddialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::Answer;
using tapdesk::test::Asked;
using tapdesk::test::makeJob;
using tapdesk::test::WorkbenchScene;
using Kind = JobPhase::Kind;

Q_DECLARE_METATYPE(ChoiceFilter)
Q_DECLARE_METATYPE(Error)
Q_DECLARE_METATYPE(JobChoiceDialog::Purpose)
Q_DECLARE_METATYPE(Quota)

namespace {

const QDateTime now(QDate(2025, 11, 29), QTime(12, 0), Qt::UTC);

/// Old and large, young, failed, archived, without a query.
QList<JobRecord> someJobs()
{
    auto old = makeJob(u"old"_s);
    old.query = u"SELECT 1"_s;
    old.runId = u"sed"_s;
    old.ended = now.addDays(-8);
    old.serverBytes = 5'000'000;
    auto young = old;
    young.jobId = u"young"_s;
    young.runId = u"bpt"_s;
    young.created = now.addSecs(-60);
    young.ended = now.addSecs(-50);
    young.serverBytes = 2'000;
    auto failed = makeJob(u"failed"_s, Kind::Error);
    failed.runId = u"sed"_s;
    auto archived = makeJob(u"archived"_s, Kind::Archived);
    archived.query = u"SELECT 2"_s;
    archived.runId = u"sed"_s;
    auto gone = makeJob(u"gone"_s);
    gone.gone = true;
    return {old, young, failed, archived, gone};
}

QStringList idsOf(const QList<JobRecord>& jobs)
{
    QStringList ids;
    for (const auto& job : jobs)
        ids.append(job.jobId);
    ids.sort();
    return ids;
}

QPushButton* button(const QWidget& dialog, const QString& start)
{
    for (auto* one : dialog.findChildren<QPushButton*>()) {
        if (one->text().remove(u'&').startsWith(start))
            return one;
    }
    return nullptr;
}

bool says(const QWidget& dialog, const QString& words)
{
    const auto labels = dialog.findChildren<QLabel*>();
    return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel* label) {
        return label->text().remove(QChar(0x200b)).contains(words);
    });
}

} // namespace

class TestJobDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void proposals_data()
    {
        QTest::addColumn<ChoiceFilter>("filter");
        QTest::addColumn<QStringList>("remove");
        QTest::addColumn<QStringList>("rerun");
        using Ids = QStringList;
        using Kinds = QList<Kind>;
        const auto week = std::chrono::hours(7 * 24);
        QTest::newRow("all") << ChoiceFilter {} << Ids {u"failed"_s, u"old"_s, u"young"_s}
                             << Ids {u"archived"_s, u"failed"_s, u"old"_s, u"young"_s};
        QTest::newRow("completed") << ChoiceFilter {.phases = {Kind::Completed}}
                                   << Ids {u"old"_s, u"young"_s} << Ids {u"old"_s, u"young"_s};
        QTest::newRow("archived") << ChoiceFilter {.phases = Kinds {Kind::Archived}} << Ids()
                                  << Ids {u"archived"_s};
        QTest::newRow("older") << ChoiceFilter {.olderThan = week} << Ids {u"failed"_s, u"old"_s}
                               << Ids {u"archived"_s, u"failed"_s, u"old"_s};
        QTest::newRow("larger") << ChoiceFilter {.phases = {Kind::Completed},
                                                 .largerThan = 1'000'000}
                                << Ids {u"old"_s} << Ids {u"old"_s, u"young"_s};
        QTest::newRow("run id") << ChoiceFilter {.runId = u"sed"_s} << Ids {u"failed"_s, u"old"_s}
                                << Ids {u"archived"_s, u"failed"_s, u"old"_s};
        QTest::newRow("newest") << ChoiceFilter {.newest = 1} << Ids {u"young"_s}
                                << Ids {u"young"_s};
        // What is on the shelf says nothing about running again.
        QTest::newRow("on the shelf") << ChoiceFilter {.phases = {Kind::Completed}, .isKept = true}
                                      << Ids {u"young"_s} << Ids {u"old"_s, u"young"_s};
        QTest::newRow("not on the shelf")
            << ChoiceFilter {.phases = {Kind::Completed}, .isKept = false} << Ids {u"old"_s}
            << Ids {u"old"_s, u"young"_s};
    }
    void proposals()
    {
        QFETCH(const ChoiceFilter, filter);
        const QSet<QString> kept {u"young"_s, u"archived"_s, u"of another service"_s};
        QTEST(idsOf(toRemove(someJobs(), filter, kept, now)), "remove");
        QTEST(idsOf(toRerun(someJobs(), filter, now)), "rerun");
    }

    void choiceSaysWhatItComesTo()
    {
        JobChoiceDialog dialog(JobChoiceDialog::Purpose::Remove, u"Test"_s, someJobs(),
                               Removal::Archives);
        QList<JobRecord> chosen;
        connect(&dialog, &JobChoiceDialog::chosen, this, [&](const auto& jobs) { chosen = jobs; });
        dialog.show();
        QVERIFY(says(dialog, u"2 jobs, 5.0 MB"_s));
        QVERIFY(says(dialog, u"kept there and here"_s));
        auto* model = dialog.findChild<JobChoiceModel*>();
        QVERIFY(model->setData(model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(says(dialog, u"1 job"_s));
        auto late = makeJob(u"late"_s);
        late.created = {};
        dialog.setJobs(someJobs() + QList {late}); // what was unmarked stays so
        QVERIFY(says(dialog, u"1 job"_s)); // and nothing new is marked to go
        QCOMPARE(model->rowCount(), 3);
        dialog.setJobs(someJobs());
        auto* runId = dialog.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        runId->setFocus();
        runId->setText(u"sed"_s);
        QTest::keyClick(runId, Qt::Key_Return); // closes nothing, and archives nothing
        QVERIFY(dialog.isVisible() && chosen.isEmpty());
        QCOMPARE(model->rowCount(), 1);
        runId->clear(); // what was unmarked before comes back so
        QCOMPARE(model->rowCount(), 2);
        QTest::mouseClick(button(dialog, u"Archive 1 job"_s), Qt::LeftButton);
        QCOMPARE(idsOf(chosen), QStringList {u"old"_s});

        JobChoiceDialog none(JobChoiceDialog::Purpose::Rerun, u"Test"_s, someJobs(),
                             Removal::Deletes);
        auto* marks = button(none, u"Mark none"_s);
        QTest::mouseClick(marks, Qt::LeftButton);
        QVERIFY(!button(none, u"Run 0 jobs"_s)->isEnabled());
    }

    /// A job that ends while the dialog is open is not marked to go, but may be rerun.
    void jobsThatEndMeanwhile_data()
    {
        QTest::addColumn<JobChoiceDialog::Purpose>("purpose");
        QTest::newRow("remove") << JobChoiceDialog::Purpose::Remove;
        QTest::newRow("rerun") << JobChoiceDialog::Purpose::Rerun;
    }
    void jobsThatEndMeanwhile()
    {
        QFETCH(const JobChoiceDialog::Purpose, purpose);
        auto running = makeJob(u"running"_s, Kind::Executing);
        running.query = u"SELECT 3"_s;
        JobChoiceDialog dialog(purpose, u"Test"_s, someJobs() + QList {running}, Removal::Deletes);
        dialog.findChild<QComboBox*>()->setCurrentText(purpose == JobChoiceDialog::Purpose::Remove
                                                           ? u"Completed"_s
                                                           : u"All that have ended"_s);
        auto* model = dialog.findChild<JobChoiceModel*>();
        QSignalSpy reset(model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept(model->index(0, 0));
        const auto before = model->marked().size();

        running.phase = Kind::Completed;
        dialog.setJobs(someJobs() + QList {running});

        QCOMPARE(reset.count(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(model->marked().size(),
                 before + (purpose == JobChoiceDialog::Purpose::Remove ? 0 : 1));
        const auto row = model->match(model->index(0, 0), Qt::DisplayRole, u"SELECT 3"_s);
        QCOMPARE(row.size(), 1);
        QVERIFY(model->setData(row.first(), Qt::Checked, Qt::CheckStateRole));
        dialog.setJobs(someJobs() + QList {running}); // what the user marked stays so
        QCOMPARE(row.first().data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Checked);
    }

    /// The list of a service where nobody has logged in may hold the jobs of others.
    void othersJobsAreSpared()
    {
        auto jobs = someJobs();
        jobs.first().sentHere = true;
        JobChoiceDialog dialog(JobChoiceDialog::Purpose::Remove, u"Test"_s, jobs, Removal::Unknown);
        dialog.show();
        QVERIFY(says(dialog, u"2 jobs"_s));

        dialog.spareOthers();

        QVERIFY(says(dialog, u"may belong to others: 1."_s));
        QVERIFY(button(dialog, u"Remove 1 job"_s));
        QCOMPARE(idsOf(dialog.findChild<JobChoiceModel*>()->marked()), QStringList {u"old"_s});
    }

    void choiceKnowsTheShelf()
    {
        JobChoiceDialog dialog(JobChoiceDialog::Purpose::Remove, u"Test"_s, someJobs(),
                               Removal::Archives);
        auto* list = dialog.findChild<QTreeView*>();
        auto* fetch = dialog.findChild<QCheckBox*>();
        dialog.show();
        QVERIFY(fetch->isHidden()); // nobody keeps results
        QVERIFY(list->isColumnHidden(JobChoiceModel::ShelfColumn));
        QVERIFY(!dialog.fetchesFirst());

        dialog.setShelf({u"young"_s}, 10'000'000'000);

        QVERIFY(fetch->isVisible());
        QVERIFY(!list->isColumnHidden(JobChoiceModel::ShelfColumn));
        QVERIFY(says(dialog, u"2 jobs, 5.0 MB; 1 not on the shelf"_s));
        QStringList cells;
        for (int row = 0; row < 2; ++row) {
            for (const int column : {JobChoiceModel::NameColumn, JobChoiceModel::ShelfColumn})
                cells.append(list->model()->index(row, column).data().toString());
        }
        QCOMPARE(cells, (QStringList {u"bpt"_s, u"Kept"_s, u"sed"_s, u""_s}));
        fetch->click();
        QVERIFY(dialog.fetchesFirst());
        QVERIFY(says(dialog, u"holds 10.0 GB"_s)); // and what happens when it is full
        for (auto* box : dialog.findChildren<QComboBox*>()) {
            if (box->accessibleName() == u"Shelf"_s)
                box->setCurrentIndex(box->findText(u"Not on the shelf"_s));
        }
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY(button(dialog, u"Archive 1 job"_s)->isEnabled());
    }

    void whatWasLeftAloneAndWhy_data()
    {
        using Obstacle = JobBatch::Obstacle;
        QTest::addColumn<int>("obstacle");
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, Obstacle obstacle, const QString& words,
                            const Error& error = {}) {
            QTest::newRow(name) << static_cast<int>(obstacle) << error << words;
        };
        row("the service refuses", Obstacle::None, u"internal server error"_s,
            {.kind = Error::Kind::Http, .httpStatus = 500});
        row("active", Obstacle::Active, u"has not ended"_s);
        row("not fetched", Obstacle::Fetch, u"cannot be fetched: example.org cannot be reached"_s,
            {.kind = Error::Kind::Network, .url = QUrl(u"https://example.org/tap"_s)});
        row("broken off", Obstacle::Incomplete, u"did not arrive whole: "_s,
            {.kind = Error::Kind::Network});
        row("fewer rows", Obstacle::Incomplete, u"fewer rows arrived"_s);
        row("too large", Obstacle::Place, u"does not fit on the shelf"_s,
            {.kind = Error::Kind::TooLarge});
        row("disk full", Obstacle::Place, u"cannot be kept on the shelf: "_s,
            {.kind = Error::Kind::FileSystem, .detail = u"No space left on device"_s});
        row("aged out", Obstacle::AgedOut, u"the shelf is full"_s);
        row("no room", Obstacle::NoRoom, u"the shelf is full"_s);
    }
    void whatWasLeftAloneAndWhy()
    {
        QFETCH(const int, obstacle);
        QFETCH(const Error, error);
        QFETCH(const QString, words);
        JobBatch::Item item {.service = {}, .record = makeJob(u"1"_s)};
        QCOMPARE(jobFailureText(item), QString());
        item.state = JobBatch::State::Failed;
        item.obstacle = static_cast<JobBatch::Obstacle>(obstacle);
        item.error = error;
        const auto text = jobFailureText(item);
        QVERIFY2(text.contains(words), qPrintable(text));
        QCOMPARE(text.startsWith(u"left alone"_s), item.obstacle != JobBatch::Obstacle::None);
    }

    void batchFetchesFirst()
    {
        WorkbenchScene bench;
        const QTemporaryDir folder;
        const auto shelf =
            Shelf::open(folder.filePath(u"shelf"_s), folder.filePath(u"x.sqlite"_s)).value();
        bench.jobs.setPlace(shelf.get());
        bench.network.route = [](const Asked& asked) -> std::optional<Answer> {
            const auto id = asked.url.path().section(u'/', 3, 3);
            if (asked.url.path().endsWith("/results/result"_L1)) {
                if (id == u"2"_s)
                    return Answer {.hangs = true};
                return Answer {.body = "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='n' "
                                       "datatype='int'/><DATA><TABLEDATA/></DATA></TABLE>"
                                       "<INFO name='QUERY_STATUS' value='OK'/>"
                                       "</RESOURCE></VOTABLE>"};
            }
            return Answer {.body = "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'>"
                                   "<uws:jobId>"
                               + id.toLatin1()
                               + "</uws:jobId><uws:phase>COMPLETED</uws:phase></uws:job>"};
        };
        QList<JobBatch::Item> items;
        for (const auto& id : {u"1"_s, u"2"_s, u"3"_s, u"4"_s})
            items.append({.service = bench.service, .record = makeJob(id)});
        auto* batch = new JobBatch(bench.jobs, JobBatch::Action::Remove, items);
        batch->setFetchesFirst();
        JobBatchDialog dialog(batch, Removal::Archives);
        dialog.show();
        QVERIFY(says(dialog, u"Fetching results: 0 of 4"_s));
        dialog.start();
        QTRY_VERIFY(says(dialog, u"Fetching results: 1 of 4"_s));
        QCOMPARE(dialog.findChild<QProgressBar*>()->value(), 1);
        QTRY_VERIFY(bench.network.asked.contains("GET /tap/async/2/results/result"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(batch->isFinished());
        QVERIFY(says(dialog, u"Archived 0 of 4 jobs. 1 fetched to the shelf. 4 not begun."_s));
        QCOMPARE(shelf->heldJobs(bench.service.id), QSet<QString> {u"1"_s});
        bench.jobs.setPlace(nullptr);
    }

    void batchTellsWhatFailed()
    {
        WorkbenchScene bench;
        bench.network.route = [](const Asked& asked) -> std::optional<Answer> {
            const auto id = asked.url.path().section(u'/', 3, 3);
            if (asked.verb == "DELETE" && id == u"2"_s)
                return Answer {.status = 500, .body = "disk full"};
            if (asked.verb == "DELETE")
                return Answer {.status = 303, .location = "/tap/async/" + id.toLatin1()};
            return Answer {.body = "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'>"
                                   "<uws:jobId>"
                               + id.toLatin1()
                               + "</uws:jobId><uws:phase>ARCHIVED</uws:phase></uws:job>"};
        };
        QList<JobBatch::Item> items;
        for (const auto& id : {u"1"_s, u"2"_s, u"3"_s, u"4"_s})
            items.append({.service = bench.service, .record = makeJob(id)});
        auto* batch = new JobBatch(bench.jobs, JobBatch::Action::Remove, items);
        JobBatchDialog dialog(batch, Removal::Archives);
        dialog.show();
        QVERIFY(says(dialog, u"Archiving: 0 of 4"_s));

        dialog.start();

        QTRY_VERIFY(batch->isFinished());
        QVERIFY(says(dialog, u"Archived 3 of 4 jobs. 1 failed."_s));
        const auto failures = dialog.findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(failures.startsWith(u"2 (https://example.org/tap/async/2): "_s),
                 qPrintable(failures));
        QCOMPARE(failures.count(u'\n'), 0);
        QTest::mouseClick(button(dialog, u"Copy report"_s), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(failures));
        QTest::mouseClick(button(dialog, u"Close"_s), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
    }

    void batchCanBeStopped()
    {
        WorkbenchScene bench;
        bench.network.route = [](const Asked&) -> std::optional<Answer> {
            return Answer {.hangs = true};
        };
        QList<JobBatch::Item> items;
        for (int i = 0; i < 10; ++i)
            items.append({.service = bench.service, .record = makeJob(QString::number(i))});
        auto* batch = new JobBatch(bench.jobs, JobBatch::Action::Remove, items);
        JobBatchDialog dialog(batch, Removal::Deletes);
        dialog.show();
        dialog.start();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible()); // two are under way
        QCOMPARE(batch->count(JobBatch::State::Cancelled), 10 - JobBatch::mostAtOnce);
        QVERIFY(says(dialog, u"Deleting: 8 of 10"_s));
        dialog.setRemoval(Removal::Archives);
        QVERIFY(says(dialog, u"Archiving: 8 of 10"_s));
        dialog.setRemoval(Removal::Unknown);
        QVERIFY(says(dialog, u"Removing: 8 of 10"_s));
    }

    void anotherRunId_data()
    {
        QTest::addColumn<int>("answer"); // to the parameters
        QTest::addColumn<QByteArray>("phase");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("job"); // that has it then
        QTest::newRow("changed") << 303 << "PENDING"_ba
                                 << ""
                                 << "7";
        QTest::newRow("refused: a new job") << 405 << "PENDING"_ba
                                            << "took the place of the old one"
                                            << "new";
        QTest::newRow("started meanwhile") << 405 << "QUEUED"_ba
                                           << "has been started"
                                           << "";
        QTest::newRow("out of order") << 500 << "PENDING"_ba
                                      << "internal server error"
                                      << "";
    }
    void anotherRunId()
    {
        QFETCH(const int, answer);
        QFETCH(const QByteArray, phase);
        QFETCH(const QString, says);
        QFETCH(const QString, job);
        WorkbenchScene bench;
        QHash<QString, QString> runIds {{u"7"_s, u"before"_s}};
        bench.network.route = [&](const Asked& asked) -> std::optional<Answer> {
            const auto id = asked.url.path().section(u'/', 3, 3);
            if (asked.url.path().endsWith("/parameters"_L1)) {
                if (answer == 303)
                    runIds[id] = u"after"_s;
                return Answer {.status = answer, .location = "/tap/async/7"};
            }
            if (asked.verb == "POST" && id.isEmpty()) {
                runIds[u"new"_s] = u"after"_s;
                return Answer {.status = 303, .location = "https://example.org/tap/async/new"};
            }
            if (asked.verb == "DELETE")
                return Answer {.status = 303, .location = "/tap/async/" + id.toLatin1()};
            return Answer {.body = u"<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'>"
                                   "<uws:jobId>%1</uws:jobId><uws:runId>%2</uws:runId>"
                                   "<uws:phase>%3</uws:phase></uws:job>"_s
                                       .arg(id, runIds.value(id), QString::fromLatin1(phase))
                                       .toUtf8()};
        };
        auto draft = makeJob(u"7"_s, Kind::Pending);
        draft.runId = u"before"_s;
        draft.query = u"SELECT 1"_s;
        QVERIFY(bench.store->save(draft));
        RunIdDialog dialog(bench.jobs, bench.service, draft);
        dialog.show();
        auto* field = dialog.findChild<QLineEdit*>();
        auto* change = button(dialog, u"Change"_s);
        for (const auto& [typed, possible] : {std::pair {u"before"_s, false},
                                              {u"  "_s, false},
                                              {QString(70, u'x'), true},
                                              {u" after "_s, true}}) {
            field->setText(typed);
            QCOMPARE(change->isEnabled(), possible);
            QVERIFY(field->text().size() <= RunIdChange::longest);
        }
        JobKey key;
        connect(&dialog, &RunIdDialog::changed, this, [&](const JobKey& told) { key = told; });

        QTest::mouseClick(change, Qt::LeftButton);

        QVERIFY(!change->isEnabled()); // not twice
        QTRY_VERIFY(!dialog.isVisible() || ::says(dialog, says.isEmpty() ? u"?"_s : says));
        QCOMPARE(dialog.isVisible(), !says.isEmpty());
        QCOMPARE(key.second, job);
        QCOMPARE(field->isEnabled(), job.isEmpty()); // it may be tried again
        QTRY_COMPARE(bench.jobs.job(u"test"_s, job.isEmpty() ? u"7"_s : job)->runId,
                     job.isEmpty() ? u"before"_s : u"after"_s);
    }

    void adoption_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("adopted");
        QTest::newRow("known service")
            << "https://cars.aip.de/tap/async/9" << 200 << "A job at CARS@AIP" << true;
        QTest::newRow("pasted with a password")
            << "https://me:secret@cars.aip.de:443/tap/async/9/" << 200 << "" << true;
        QTest::newRow("of anybody's service")
            << "https://tap.example.net/tap/async/9/" << 200 << "tap.example.net" << true;
        QTest::newRow("token needed")
            << "https://cars.aip.de/tap/async/9" << 403 << "Log in" << false;
        QTest::newRow("token needed, the usual way")
            << "https://cars.aip.de/tap/async/9" << 401 << "Log in" << false;
        QTest::newRow("no such job") << "https://cars.aip.de/tap/async/9" << 404 << "" << false;
    }
    void adoption()
    {
        QFETCH(const QString, address);
        QFETCH(const int, status);
        QFETCH(const bool, adopted);
        WorkbenchScene bench;
        bench.network.route = [status](const Asked&) -> std::optional<Answer> {
            return Answer {.status = status,
                           .body = "<uws:job xmlns:uws='http://www.ivoa.net/xml/UWS/v1.0'>"
                                   "<uws:jobId>9</uws:jobId><uws:phase>COMPLETED</uws:phase>"
                                   "</uws:job>"};
        };
        QApplication::clipboard()->setText(address);
        AdoptDialog dialog(bench.workbench());
        dialog.show();
        QCOMPARE(dialog.findChild<QLineEdit*>()->text(), address); // as it was copied
        if (adopted)
            QVERIFY(says(dialog,
                         QString::fromUtf8(QTest::currentDataTag()) == u"of anybody's service"_s
                             ? u"tap.example.net"_s
                             : u"CARS@AIP"_s));
        JobKey key;
        connect(&dialog, &AdoptDialog::adopted, this,
                [&](const TapService&, const JobKey& told) { key = told; });

        QTest::mouseClick(button(dialog, u"Adopt"_s), Qt::LeftButton);

        QTRY_VERIFY(!dialog.isVisible() || button(dialog, u"Adopt"_s)->isEnabled());
        QCOMPARE(!dialog.isVisible(), adopted);
        QCOMPARE(key.second, adopted ? u"9"_s : QString());
        if (!adopted) {
            QFETCH(const QString, says);
            QVERIFY(::says(dialog, says));
        } else {
            QVERIFY(bench.services.find(key.first));
            const auto job = bench.jobs.job(key.first, u"9"_s);
            QVERIFY(job.has_value());
            QVERIFY2(!job->url.toString().contains("secret"_L1), qPrintable(job->url.toString()));
        }
    }

    void noJobNoAdoption_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("empty") << "";
        QTest::newRow("words") << "hello";
        QTest::newRow("no host") << "https://";
        QTest::newRow("a page") << "https://example.net/about";
        QTest::newRow("a file") << "file:///etc/passwd";
    }
    void noJobNoAdoption()
    {
        QFETCH(const QString, address);
        WorkbenchScene bench;
        AdoptDialog dialog(bench.workbench());
        dialog.findChild<QLineEdit*>()->setText(address);
        QVERIFY(!button(dialog, u"Adopt"_s)->isEnabled());
        QVERIFY(bench.network.asked.isEmpty());
    }

    void quotas_data()
    {
        QTest::addColumn<Quota>("quota");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing told") << Quota {.limit = 10'000'000'000} << "";
        QTest::newRow("of a limit")
            << Quota {.used = 4'200'000'000, .limit = 10'000'000'000} << "4.2 GB of 10.0 GB in use";
        QTest::newRow("limit unknown") << Quota {.used = 4'200'000} << "4.2 MB in use";
        QTest::newRow("some sizes unknown")
            << Quota {.used = 4'200'000, .untold = 3} << "at least 4.2 MB in use";
    }
    void quotas()
    {
        QFETCH(const Quota, quota);
        QFETCH(const QString, words);
        QCOMPARE(quotaText(quota), words);
        QWidget parent;
        QuotaMeter meter(&parent);
        meter.setQuota(quota);
        QCOMPARE(meter.isHidden(), words.isEmpty());
    }
};

QTEST_MAIN(TestJobDialogs)
#include "tst_jobdialogs.moc"
