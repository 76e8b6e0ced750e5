// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/tap/taprun.h"
#include "tests/support/fakenetwork.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using Extent = Truth::Extent;

namespace {

QByteArray document(int rows, const QByteArray& status = "OK")
{
    QByteArray body = "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE>"
                      "<FIELD name='n' datatype='int'/><DATA><TABLEDATA>";
    for (int i = 0; i < rows; ++i)
        body += "<TR><TD>" + QByteArray::number(i) + "</TD></TR>";
    return body + "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='" + status
        + "'>words</INFO></RESOURCE></VOTABLE>";
}

/// What keepers got, seen from the thread of the test once they are done.
struct Kept
{
    QByteArray bytes;
    bool isFinished = false;
    std::atomic<int> alive = 0; // keepers that are not deleted yet
};

class FakePlace final : public ResultPlace
{
public:
    explicit FakePlace(Kept& kept)
        : m_kept(kept)
    {
    }

    std::unique_ptr<ResultKeeper> keeper() override { return std::make_unique<Keeper>(*this); }

    Result<qint64> place(const KeptBytes& kept, const QueryResult& result) override
    {
        placed.append(kept.file + u' ' + result.provenance.query);
        return placeFails ? Result<qint64>(failure({.kind = Error::Kind::TooLarge})) : 5;
    }

    bool holds(const QString&, const QString&) const override { return false; }

    bool diskIsFull = false;
    bool placeFails = false;
    QStringList placed;

private:
    class Keeper final : public ResultKeeper
    {
    public:
        explicit Keeper(FakePlace& place)
            : m_place(place)
        {
            ++m_place.m_kept.alive;
        }
        ~Keeper() override { --m_place.m_kept.alive; }
        Q_DISABLE_COPY_MOVE(Keeper)

        void take(QByteArrayView bytes) override { m_place.m_kept.bytes.append(bytes); }
        Result<KeptBytes> finish() override
        {
            m_place.m_kept.isFinished = true;
            if (m_place.diskIsFull)
                return failure({.kind = Error::Kind::FileSystem, .detail = u"disk full"_s});
            return KeptBytes {.file = u"file"_s, .size = m_place.m_kept.bytes.size()};
        }

    private:
        FakePlace& m_place;
    };

    Kept& m_kept;
};

TapQuery query()
{
    TapQuery made;
    made.service.baseUrl = QUrl(u"https://example.org/tap"_s);
    made.text = u"SELECT 1"_s;
    return made;
}

} // namespace

class TestResultKeeping final : public QObject
{
    Q_OBJECT

private slots:
    void keepsResults_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<bool>("isResult");
        QTest::addColumn<bool>("isKept");

        const auto cut = [](const QByteArray& body) {
            return Answer {.body = body, .error = QNetworkReply::RemoteHostClosedError};
        };
        QTest::newRow("complete") << Answer {.body = document(3)} << true << true;
        QTest::newRow("no rows") << Answer {.body = document(0)} << true << true;
        QTest::newRow("cut by the service")
            << Answer {.body = document(3, "OVERFLOW")} << true << true;
        QTest::newRow("broken off after rows")
            << cut(document(3).first(document(3).size() - 90)) << true << true;
        QTest::newRow("refused") << Answer {.body = document(0, "ERROR")} << false << false;
        QTest::newRow("HTML") << Answer {.body = "<!DOCTYPE html><html><body>no"} << false << false;
        QTest::newRow("404") << Answer {.status = 404, .body = "no"} << false << false;
    }

    void keepsResults()
    {
        QFETCH(Answer, answer);
        QFETCH(bool, isResult);
        QFETCH(bool, isKept);
        Kept kept;
        FakePlace place(kept);
        const auto outcome = run(answer, place);

        QCOMPARE(outcome.has_value(), isResult);
        QTRY_COMPARE(kept.alive, 0);
        QCOMPARE(kept.isFinished, isKept);
        if (isKept) {
            QCOMPARE(kept.bytes, answer.body);
            QCOMPARE(place.placed, QStringList {u"file SELECT 1"_s});
            QCOMPARE(outcome->shelved->value(), 5);
        } else {
            QVERIFY(place.placed.isEmpty());
        }
    }

    void whatCannotBeKeptIsShownAllTheSame_data()
    {
        QTest::addColumn<bool>("diskIsFull");
        QTest::addColumn<bool>("placeFails");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("full disk") << true << false << Error::Kind::FileSystem;
        QTest::newRow("no place") << false << true << Error::Kind::TooLarge;
    }

    void whatCannotBeKeptIsShownAllTheSame()
    {
        QFETCH(bool, diskIsFull);
        QFETCH(bool, placeFails);
        Kept kept;
        FakePlace place(kept);
        place.diskIsFull = diskIsFull;
        place.placeFails = placeFails;

        const auto outcome = run({.body = document(3)}, place);

        QVERIFY(outcome);
        QCOMPARE(outcome->table.rowCount(), 3);
        QCOMPARE(outcome->truth.extent, Extent::Complete);
        QTEST(outcome->shelved->error().kind, "kind");
    }

    void aRunThatIsDeletedKeepsNothing()
    {
        Kept kept;
        FakePlace place(kept);
        test::FakeNetwork network;
        HttpClient client(network);
        network.script = {{.body = document(3), .hangs = true}};
        auto run = std::make_unique<TapRun>(client, query(), nullptr);
        run->setPlace(&place);
        run->start();
        QTRY_COMPARE(kept.alive, 1);
        run.reset();
        QCOMPARE(kept.alive, 0);
        QVERIFY(!kept.isFinished);
    }

    void opensAgainWhatWasKept_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<Extent>("before");
        QTest::addColumn<Extent>("now");

        const auto whole = document(3);
        QTest::newRow("complete") << whole << Extent::Complete << Extent::Complete;
        QTest::newRow("cut by the user")
            << document(3, "OVERFLOW") << Extent::CutByMaxrec << Extent::CutByMaxrec;
        QTest::newRow("rows were missing, though the document is whole")
            << whole << Extent::Partial << Extent::Partial;
        QTest::newRow("the file broke since")
            << whole.first(whole.size() - 90) << Extent::Complete << Extent::Partial;
    }

    void opensAgainWhatWasKept()
    {
        QFETCH(QByteArray, file);
        QFETCH(Extent, before);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"x.vot"_s);
        QFile written(path);
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(file);
        written.close();
        test::FakeNetwork network;
        HttpClient client(network);
        TapRun run(client, query(), nullptr);
        QueryResult known;
        known.provenance.query = u"SELECT 'once'"_s;
        known.provenance.bytes = 77;
        known.truth = {.extent = before, .rows = 3, .maxrec = 3, .cause = {}};
        known.shelved = 9;

        run.reopen(path, known);

        QTRY_VERIFY(run.outcome());
        const auto outcome = run.outcome()->value();
        QCOMPARE(outcome.table.rowCount(), 3);
        QTEST(outcome.truth.extent, "now");
        QCOMPARE(outcome.provenance.query, u"SELECT 'once'"_s);
        QCOMPARE(outcome.provenance.bytes, 77);
        QCOMPARE(outcome.provenance.infos.size(), file.contains("QUERY_STATUS") ? 1 : 0);
        QCOMPARE(outcome.shelved->value(), 9);
        QVERIFY(network.asked.isEmpty());
    }

    void aFileThatIsGoneIsAnError()
    {
        test::FakeNetwork network;
        HttpClient client(network);
        TapRun run(client, query(), nullptr);
        run.reopen(u"/nowhere/x.vot"_s, {});
        QTRY_VERIFY(run.outcome());
        QCOMPARE(run.outcome()->error().kind, Error::Kind::FileSystem);
    }

private:
    static Result<QueryResult> run(const Answer& answer, FakePlace& place)
    {
        test::FakeNetwork network;
        HttpClient client(network);
        client.setRetryDelay(0ms);
        network.script = {answer};
        TapRun made(client, query(), nullptr);
        made.setPlace(&place);
        made.start();
        [&made] { QTRY_VERIFY(made.outcome()); }();
        return made.outcome().value_or(Result<QueryResult>(failure({})));
    }
};

QTEST_GUILESS_MAIN(TestResultKeeping)
#include "tst_resultkeeping.moc"
