// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/workbenchscene.h"
#include "ui/base/actions.h"
#include "ui/editor/runbar.h"
#include "ui/services/queuemodel.h"
#include "ui/services/servicesettingsdialog.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using namespace tapdesk::ui;
using tapdesk::test::WorkbenchScene;

Q_DECLARE_METATYPE(Queue)

namespace {

const QList<Queue> presets {{.name = u"30s"_s, .limit = 30s}, {.name = u"5m"_s, .limit = 300s}};

QPushButton* button(const QDialog& dialog, const QString& text)
{
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (button->text().remove(u'&').startsWith(text))
            return button;
    }
    return nullptr;
}

void click(const QDialog& dialog, const QString& text)
{
    QTest::mouseClick(button(dialog, text), Qt::LeftButton);
}

bool says(const QDialog& dialog, const QString& words)
{
    const auto labels = dialog.findChildren<QLabel*>();
    return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel* label) {
        return label->text().remove(QChar(0x200b)).contains(words);
    });
}

} // namespace

class TestServiceSettings final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void problems_data()
    {
        QTest::addColumn<QList<Queue>>("queues");
        QTest::addColumn<QString>("says");
        QTest::newRow("none at all") << QList<Queue>() << "";
        QTest::newRow("two") << presets << "";
        QTest::newRow("no limit") << QList<Queue> {{.name = u"long"_s}} << "";
        QTest::newRow("no name") << QList<Queue> {{.name = u"a"_s}, {}} << "no name";
        QTest::newRow("twice") << QList<Queue> {{.name = u"a"_s}, {.name = u"a"_s}} << "“a”";
        QTest::newRow("twice but for case")
            << QList<Queue> {{.name = u"Long"_s}, {.name = u"long"_s}} << "“long”";
    }
    void problems()
    {
        QFETCH(const QList<Queue>, queues);
        QFETCH(const QString, says);
        const auto problem = queueProblem(queues);
        QCOMPARE(problem.isEmpty(), says.isEmpty());
        QVERIFY2(problem.contains(says), qPrintable(problem));
    }

    void edits_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<Queue>("queue");
        const Queue before {.name = u"30s"_s, .limit = 30s};
        QTest::newRow("name") << int(QueueModel::NameColumn) << QVariant(u" fast "_s) << true
                              << Queue {.name = u"fast"_s, .limit = 30s};
        QTest::newRow("limit") << int(QueueModel::LimitColumn) << QVariant(45) << true
                               << Queue {.name = u"30s"_s, .limit = 45s};
        QTest::newRow("unknown limit")
            << int(QueueModel::LimitColumn) << QVariant(0) << true << Queue {.name = u"30s"_s};
        QTest::newRow("digits") << int(QueueModel::LimitColumn) << QVariant(u"45"_s) << true
                                << Queue {.name = u"30s"_s, .limit = 45s};
        QTest::newRow("negative") << int(QueueModel::LimitColumn) << QVariant(-1) << false
                                  << before;
        QTest::newRow("words") << int(QueueModel::LimitColumn) << QVariant(u"an hour"_s) << false
                               << before;
    }
    void edits()
    {
        QFETCH(const int, column);
        QFETCH(const QVariant, value);
        QueueModel model;
        model.setQueues(presets);
        QSignalSpy edited(&model, &QueueModel::edited);
        QTEST(model.setData(model.index(0, column), value, Qt::EditRole), "taken");
        QTEST(model.queues().first(), "queue");
        QFETCH(const bool, taken);
        QCOMPARE(edited.size(), taken ? 1 : 0);
        QCOMPARE(model.queues().last(), presets.last());
    }

    void theFirstQueueIsTheDefault()
    {
        QueueModel model;
        model.setQueues(presets);
        QCOMPARE(model.index(0, 0).data().toString(), u"30s (default)"_s);
        model.move(0, -1); // no way
        model.move(1, 1);
        QCOMPARE(model.queues(), presets);
        model.move(1, -1);
        QCOMPARE(model.index(0, 0).data().toString(), u"5m (default)"_s);
        QCOMPARE(model.index(1, 0).data().toString(), u"30s"_s);
        model.remove(7);
        model.remove(0);
        QCOMPARE(model.queues(), QList<Queue> {presets.first()});
    }

    void savesAndResets()
    {
        WorkbenchScene bench;
        QMainWindow window;
        const Actions actions(&window);
        RunBar bar(bench.services, actions);
        bar.setOptions({.serviceId = u"cars"_s});
        const auto queuesInBar = [&] {
            QStringList names;
            for (const auto* box : bar.findChildren<QComboBox*>()) {
                for (int i = 0; i < box->count(); ++i)
                    names.append(box->itemText(i));
            }
            return names.join(u'|');
        };
        const auto preset = *ServiceCatalog::preset(u"cars"_s);
        {
            ServiceSettingsDialog dialog(bench.workbench(), *bench.services.find(u"cars"_s));
            dialog.show();
            QVERIFY(!button(dialog, u"Reset"_s)->isEnabled());
            QVERIFY(says(dialog, u"https://cars.aip.de/tap"_s));
            QVERIFY(says(dialog, u"archived"_s));
            QCOMPARE(dialog.findChild<QDoubleSpinBox*>()->value(), 10.0);
            QSignalSpy saved(&dialog, &ServiceSettingsDialog::saved);
            auto* queues = dialog.findChild<QueueModel*>();
            auto* view = dialog.findChild<QTreeView*>();
            click(dialog, u"Add"_s);
            QVERIFY(!button(dialog, u"Save"_s)->isEnabled()); // it has no name yet
            QVERIFY(says(dialog, u"no name"_s));
            QVERIFY(queues->setData(queues->index(2, 0), u"2h"_s, Qt::EditRole));
            QVERIFY(queues->setData(queues->index(2, 1), 7200, Qt::EditRole));
            view->setCurrentIndex(queues->index(2, 0));
            QVERIFY(!button(dialog, u"Move down"_s)->isEnabled());
            click(dialog, u"Move up"_s);
            click(dialog, u"Move up"_s);
            QVERIFY(!button(dialog, u"Move up"_s)->isEnabled());
            dialog.findChild<QDoubleSpinBox*>()->setValue(25.5);
            dialog.findChildren<QLineEdit*>().first()->setText(u" CARS, my account "_s);
            QVERIFY(button(dialog, u"Reset"_s)->isEnabled());

            click(dialog, u"Save"_s);

            QCOMPARE(saved.size(), 1);
            QVERIFY(!dialog.isVisible());
        }
        auto wanted = preset;
        wanted.title = u"CARS, my account"_s;
        wanted.queues = {{.name = u"2h"_s, .limit = 7200s}, presets[0], presets[1]};
        wanted.quota = 25'500'000'000;
        QCOMPARE(*bench.services.find(u"cars"_s), wanted);
        const auto file = bench.folder.filePath(u"services.json"_s);
        QCOMPARE(*ServiceCatalog(file).find(u"cars"_s), wanted); // the next start
        QVERIFY2(queuesInBar().contains(u"2h"_s), qPrintable(queuesInBar()));

        ServiceSettingsDialog again(bench.workbench(), *bench.services.find(u"cars"_s));
        again.show();
        click(again, u"Reset"_s);
        QVERIFY(!button(again, u"Reset"_s)->isEnabled());
        QCOMPARE(*bench.services.find(u"cars"_s), wanted); // nothing before it is saved
        click(again, u"Save"_s);
        QCOMPARE(*bench.services.find(u"cars"_s), preset);
        QFile stored(file);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QVERIFY(!stored.readAll().contains("cars")); // a later preset counts again
        QVERIFY(!queuesInBar().contains(u"2h"_s));
    }

    void ofAServiceAddedByHand()
    {
        WorkbenchScene bench;
        bench.service.quota = 1'234'567; // finer than the field
        QVERIFY(bench.services.add(bench.service));
        ServiceSettingsDialog dialog(bench.workbench(), bench.service);
        dialog.show();
        QVERIFY(button(dialog, u"Reset"_s)->isHidden());
        auto* name = dialog.findChildren<QLineEdit*>().first();
        name->setText(u"  "_s);
        QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
        name->setText(u"Other"_s);
        click(dialog, u"Save"_s);
        QCOMPARE(bench.services.find(u"test"_s)->title, u"Other"_s);
        QCOMPARE(bench.services.find(u"test"_s)->quota, 1'234'567);
    }

    void whatCannotBeSavedIsTold()
    {
        WorkbenchScene bench;
        QVERIFY(QDir(bench.folder.path()).mkdir(u"services.json"_s)); // no file can take its place
        ServiceSettingsDialog dialog(bench.workbench(), *bench.services.find(u"cars"_s));
        dialog.show();
        dialog.findChildren<QLineEdit*>().first()->setText(u"Other"_s);
        QSignalSpy saved(&dialog, &ServiceSettingsDialog::saved);
        click(dialog, u"Save"_s);
        QVERIFY(dialog.isVisible());
        QVERIFY(says(dialog, u"cannot be read or written"_s));
        QCOMPARE(saved.size(), 0);
        QCOMPARE(bench.services.find(u"cars"_s)->title, u"CARS@AIP"_s);
    }
};

QTEST_MAIN(TestServiceSettings)
#include "tst_servicesettings.moc"
