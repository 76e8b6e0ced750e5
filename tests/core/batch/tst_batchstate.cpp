// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchstate.h"
#include "core/jobs/jobstore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapdesk;
using namespace Qt::StringLiterals;
using State = BatchRecord::State;

Q_DECLARE_METATYPE(std::optional<BatchRecord>)

class TestBatchState final : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryStateBesideTheMirror()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"tapdesk.sqlite"_s);
        const auto store = JobStore::open(file);
        QVERIFY(store);
        QList<BatchRecord> records;
        for (const auto state : {State::Waiting, State::Sending, State::Running, State::Done,
                                 State::Failed, State::Unkept, State::Stopped})
            records.append(
                {.key = u"/q/%1.sql"_s.arg(int(state)),
                 .state = state,
                 .hash = "abc",
                 .serviceId = u"cars"_s,
                 .jobUrl = QUrl(u"https://example.org/async/a%2Fb"_s),
                 .sent = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs),
                 .output = u"/q/ä.csv"_s});
        {
            const auto state = BatchState::open(file);
            QVERIFY(state);
            for (const auto& record : std::as_const(records))
                QVERIFY((*state)->save(record));
        }

        const auto again = BatchState::open(file);

        QVERIFY(again);
        for (const auto& record : records)
            QCOMPARE((*again)->find(record.key)->value(), record);
        QVERIFY(!(*again)->find(u"/q/none.sql"_s)->has_value());
    }

    void twoProgramsAtOnce()
    {
        QTemporaryDir folder;
        const auto one = BatchState::open(folder.filePath(u"x.sqlite"_s));
        const auto other = BatchState::open(folder.filePath(u"x.sqlite"_s));
        QVERIFY(one && other);

        QVERIFY((*one)->save({.key = u"a"_s, .state = State::Done}));
        QVERIFY((*other)->save({.key = u"b"_s, .state = State::Failed}));
        QVERIFY((*other)->save({.key = u"a"_s, .state = State::Running}));

        QCOMPARE((*one)->find(u"a"_s)->value().state, State::Running);
        QCOMPARE((*one)->find(u"b"_s)->value().state, State::Failed);
    }

    void anEntryBelongsToOneProgram()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"x.sqlite"_s);
        auto one = std::move(*BatchState::open(file));
        const auto other = std::move(*BatchState::open(file));
        const auto isTaken = [&] { return *other->isTaken(u"a"_s); };
        QVERIFY(!isTaken()); // not known at all

        QVERIFY(one->save({.key = u"a"_s, .state = State::Sending}, BatchState::Claim::Ours));
        QVERIFY(isTaken());
        QVERIFY(!*one->isTaken(u"a"_s));
        QVERIFY(other->forget({u"a"_s}));
        QVERIFY(isTaken()); // not forgotten
        QVERIFY(one->save({.key = u"a"_s, .state = State::Done}, BatchState::Claim::Free));
        QVERIFY(!isTaken());

        QVERIFY(one->save({.key = u"a"_s, .state = State::Running}, BatchState::Claim::Ours));
        const auto locks = QDir(folder.path()).entryInfoList({u"*.lock"_s});
        QCOMPARE(locks.size(), 1);
        QFile lock(locks.first().filePath());
        QVERIFY(lock.open(QFile::ReadOnly));
        const auto held = lock.readAll();
        lock.close();
        one.reset(); // it ends as it should
        QVERIFY(!isTaken());
        QVERIFY(!lock.exists());

        // Killed: nobody has removed its lock. No process has so high a number.
        QVERIFY(lock.open(QFile::WriteOnly));
        lock.write("99999999" + held.mid(held.indexOf('\n')));
        lock.close();
        QVERIFY(!isTaken());
        QCOMPARE(other->find(u"a"_s)->value().state, State::Running);
    }

    void exclusivelyIsAllOrNothing()
    {
        QTemporaryDir folder;
        const auto state = std::move(*BatchState::open(folder.filePath(u"x.sqlite"_s)));
        const auto done = state->exclusively([&]() -> Status {
            if (auto saved = state->save({.key = u"a"_s}); !saved)
                return saved;
            return failure({.kind = Error::Kind::FileSystem});
        });
        QVERIFY(!done);
        QVERIFY(!state->find(u"a"_s)->has_value());
    }

    void selects_data()
    {
        QTest::addColumn<std::optional<BatchRecord>>("record");
        QTest::addColumn<QString>("selected"); // by All, Failed, Changed, Unended

        const auto row = [](const char* name, std::optional<State> state, const QByteArray& hash,
                            const QString& selected) {
            std::optional<BatchRecord> record;
            if (state)
                record = BatchRecord {.key = u"a"_s, .state = *state, .hash = hash};
            QTest::newRow(name) << record << selected;
        };
        row("never run", {}, {}, u"A-C-"_s);
        row("done", State::Done, "now", u"A---"_s);
        row("done and changed since", State::Done, "then", u"A-C-"_s);
        row("failed", State::Failed, "now", u"AF--"_s);
        row("rows not kept", State::Unkept, "now", u"AF--"_s);
        row("not sent yet", State::Waiting, "now", u"A--U"_s);
        row("being sent", State::Sending, "now", u"A--U"_s);
        row("running", State::Running, "now", u"A--U"_s);
        row("stopped", State::Stopped, "now", u"A--U"_s);
    }

    void selects()
    {
        QFETCH(const std::optional<BatchRecord>, record);
        using Selection = BatchSelection;
        QString selected;
        for (const auto& [selection, letter] : {std::pair {Selection::All, u'A'},
                                                {Selection::Failed, u'F'},
                                                {Selection::Changed, u'C'},
                                                {Selection::Unended, u'U'}})
            selected.append(isSelected(selection, record, "now") ? QChar(letter) : QChar(u'-'));

        QTEST(selected, "selected");
    }
};

QTEST_GUILESS_MAIN(TestBatchState)
#include "tst_batchstate.moc"
