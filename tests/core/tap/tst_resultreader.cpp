// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "core/net/transfer.h"
#include "core/tap/resultreader.h"
#include "tests/support/fakenetwork.h"
#include "tests/support/gzip.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tapdesk;
using tapdesk::test::Answer;
using tapdesk::test::FakeNetwork;
using tapdesk::test::gzipped;

using Failure = std::optional<Error::Kind>;
using Extent = Truth::Extent;

namespace {

const auto head = "<VOTABLE version='1.3'><RESOURCE type='results'><TABLE>"
                  "<FIELD name='n' datatype='int'/><DATA><TABLEDATA>"_ba;
const auto tail = "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"_ba;

QByteArray rows(int count, int first = 0)
{
    QByteArray text;
    for (int i = first; i < first + count; ++i)
        text += "<TR><TD>" + QByteArray::number(i) + "</TD></TR>\n";
    return text;
}

QByteArray endWith(const QByteArray& status)
{
    return "</TABLEDATA></DATA></TABLE><INFO name='QUERY_STATUS' value='" + status
        + "'>division by zero</INFO></RESOURCE></VOTABLE>";
}

/// A reader on a scripted network, and what it told.
class Scene
{
public:
    explicit Scene(const Answer& answer, std::optional<qint64> maxrec = {})
        : Scene()
    {
        network.script = {answer};
        auto request = HttpRequest::get(QUrl(u"https://example.org/tap/result"_s));
        request.maxBytes = 0;
        request.retries = 0;
        auto* transfer = client.start(request);
        transfer->setStreaming();
        reader->read(transfer, maxrec);
    }

    explicit Scene(const QString& path)
        : Scene()
    {
        reader->readFile(path);
    }

    Failure failureKind() const
    {
        return outcomes.first() ? Failure() : Failure(outcomes.first().error().kind);
    }

    FakeNetwork network;
    HttpClient client;
    std::unique_ptr<ResultReader> reader;
    QList<Result<QueryResult>> outcomes;
    QList<qsizetype> told; ///< rows of each snapshot; -1 is the end

private:
    Scene()
        : client(network)
        , reader(std::make_unique<ResultReader>())
    {
        QObject::connect(reader.get(), &ResultReader::tableChanged, reader.get(),
                         [this](const auto& table) { told.append(table.rowCount()); });
        QObject::connect(reader.get(), &ResultReader::finished, reader.get(),
                         [this](const auto& outcome) {
                             outcomes.append(outcome);
                             told.append(-1);
                         });
    }
};

} // namespace

class TestResultReader final : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        Scene scene(Answer {.body = head + rows(1000) + tail});

        QTRY_COMPARE(scene.outcomes.size(), 1);

        QVERIFY(scene.outcomes.first());
        const auto& result = *scene.outcomes.first();
        QCOMPARE(result.table.rowCount(), 1000);
        QCOMPARE(result.table.number(999, 0), 999.0);
        QCOMPARE(result.truth.extent, Extent::Complete);
        QCOMPARE(result.truth.rows, 1000);
        QCOMPARE(result.provenance.bytes, (head + rows(1000) + tail).size());
        QCOMPARE(scene.reader->table().rowCount(), 1000);
        QCOMPARE(scene.told.last(), -1);
        QCOMPARE(scene.told.at(scene.told.size() - 2), 1000);
        QVERIFY(std::is_sorted(scene.told.cbegin(), scene.told.cend() - 1));
    }

    void endsOnce_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<std::optional<qint64>>("maxrec");
        QTest::addColumn<Failure>("failure");
        QTest::addColumn<Extent>("extent");
        QTest::addColumn<Failure>("cause");

        const std::optional<qint64> noMaxrec;
        const std::optional<qint64> three = 3;
        const Failure none;
        const auto broken = QNetworkReply::RemoteHostClosedError;

        QTest::newRow("OVERFLOW at MAXREC") << Answer {.body = head + rows(3) + endWith("OVERFLOW")}
                                            << three << none << Extent::CutByMaxrec << none;
        QTest::newRow("OVERFLOW of the service")
            << Answer {.body = head + rows(3) + endWith("OVERFLOW")} << noMaxrec << none
            << Extent::CutByService << none;
        QTest::newRow("ERROR after rows")
            << Answer {.body = head + rows(3) + endWith("ERROR")} << noMaxrec << none
            << Extent::Partial << Failure(Error::Kind::Service);
        QTest::newRow("ERROR with status 200")
            << Answer {.body = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                               "value='ERROR'>division by zero</INFO></RESOURCE></VOTABLE>"}
            << noMaxrec << Failure(Error::Kind::Service) << Extent::Complete << none;
        QTest::newRow("status 400")
            << Answer {.status = 400,
                       .body = "<VOTABLE><RESOURCE type='results'><INFO name='QUERY_STATUS' "
                               "value='ERROR'>division by zero</INFO></RESOURCE></VOTABLE>"}
            << noMaxrec << Failure(Error::Kind::Http) << Extent::Complete << none;
        QTest::newRow("HTML") << Answer {.body = "<!DOCTYPE html><html><head><title>division by "
                                                 "zero</title></head></html>",
                                         .contentType = "text/html"}
                              << noMaxrec << Failure(Error::Kind::Protocol) << Extent::Complete
                              << none;
        QTest::newRow("plain text")
            << Answer {.body = "division by zero", .contentType = "text/plain"} << noMaxrec
            << Failure(Error::Kind::Service) << Extent::Complete << none;
        QTest::newRow("no rows") << Answer {.body = head + tail} << noMaxrec << none
                                 << Extent::Complete << none;
        QTest::newRow("connection cut after rows")
            << Answer {.body = head + rows(3), .error = broken} << noMaxrec << none
            << Extent::Partial << Failure(Error::Kind::Network);
        QTest::newRow("document cut after rows")
            << Answer {.body = head + rows(3)} << noMaxrec << none << Extent::Partial
            << Failure(Error::Kind::Parse);
        QTest::newRow("connection cut before the rows")
            << Answer {.body = head, .error = broken} << noMaxrec << Failure(Error::Kind::Network)
            << Extent::Complete << none;
    }

    void endsOnce()
    {
        QFETCH(Answer, answer);
        QFETCH(std::optional<qint64>, maxrec);
        QFETCH(Failure, failure);
        QFETCH(Extent, extent);
        QFETCH(Failure, cause);
        Scene scene(answer, maxrec);

        QTRY_COMPARE(scene.outcomes.size(), 1);

        QCOMPARE(scene.failureKind(), failure);
        const auto& outcome = scene.outcomes.first();
        if (failure) {
            if (*failure != Error::Kind::Network)
                QCOMPARE(outcome.error().detail, u"division by zero"_s);
            return;
        }
        QCOMPARE(outcome->truth.extent, extent);
        QCOMPARE(outcome->truth.cause ? Failure(outcome->truth.cause->kind) : Failure(), cause);
        QCOMPARE(outcome->table.rowCount(), outcome->truth.rows);
        QCOMPARE(outcome->table.columnCount(), 1);
    }

    void aSlowStreamIsShown()
    {
        Scene scene(Answer {.body = head + rows(3), .stalls = true});

        QTRY_COMPARE(scene.reader->table().rowCount(), 3);

        QVERIFY(scene.outcomes.isEmpty());
    }

    void columnsAreShownBeforeRows()
    {
        Scene scene(Answer {.body = head + QByteArray(600, ' '), .stalls = true});
        QTRY_COMPARE(scene.reader->table().columnCount(), 1);
        QCOMPARE(scene.told, QList<qsizetype> {0});
    }

    void snapshotsAreRare()
    {
        Answer answer {.body = head};
        for (int i = 0; i < 400; ++i)
            answer.pieces.append(rows(500, i * 500));
        answer.pieces.append(tail);
        QElapsedTimer clock;
        clock.start();
        Scene scene(answer);

        QTRY_COMPARE_WITH_TIMEOUT(scene.outcomes.size(), 1, 30'000);

        QCOMPARE(scene.outcomes.first()->table.rowCount(), 200'000);
        QCOMPARE(scene.outcomes.first()->table.number(199'999, 0), 199'999.0);
        // 20 a second, besides the columns, the first rows and the last
        QVERIFY2(scene.told.size() <= 5 + clock.elapsed() / 50,
                 qPrintable(QString::number(scene.told.size())));
    }

    void cancelKeepsTheRows()
    {
        Scene scene(Answer {.body = head + rows(3), .stalls = true});
        QTRY_COMPARE(scene.reader->table().rowCount(), 3);

        scene.reader->cancel();
        scene.reader->cancel();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.outcomes.first()->truth.extent, Extent::Partial);
        QCOMPARE(scene.outcomes.first()->truth.cause->kind, Error::Kind::Cancelled);
        QCOMPARE(scene.outcomes.first()->table.rowCount(), 3);
        QTRY_COMPARE(scene.network.openReplies(), 0);
    }

    void cancelBeforeRows()
    {
        Scene scene(Answer {.hangs = true});
        scene.reader->cancel();
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::Cancelled));
    }

    void slotsMayCancelOrDelete_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("cancel") << false;
        QTest::newRow("delete") << true;
    }

    void slotsMayCancelOrDelete()
    {
        QFETCH(bool, deletes);
        Scene scene(Answer {.body = head + rows(1000), .pieces = {rows(1000)}, .stalls = true});
        bool acted = false;
        connect(scene.reader.get(), &ResultReader::tableChanged, this, [&] {
            if (std::exchange(acted, true))
                return;
            if (deletes)
                scene.reader.reset();
            else
                scene.reader->cancel();
        });

        QTRY_VERIFY(acted);

        if (!deletes)
            QTRY_COMPARE(scene.outcomes.size(), 1);
        QTRY_COMPARE(scene.network.openReplies(), 0);
        QCOMPARE(scene.outcomes.size(), deletes ? 0 : 1);
    }

    void deletingAtAnyMomentStopsTheWorkers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("plain") << head + rows(20'000);
        QTest::newRow("gzip") << gzipped(head + rows(200'000)); // the unpacker waits for the parser
    }

    void deletingAtAnyMomentStopsTheWorkers()
    {
        QFETCH(QByteArray, body);
        for (int i = 0; i < 20; ++i) {
            Scene scene(Answer {.body = body, .stalls = true});
            for (int turn = 0; turn < i; ++turn)
                QCoreApplication::processEvents();
            scene.reader.reset();
            QTRY_COMPARE(scene.network.openReplies(), 0);
        }
    }

    void readsFiles()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"result.vot"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto document = head + rows(50'000) + tail; // several pieces
        file.write(document);
        file.close();
        Scene scene(path);

        QTRY_COMPARE(scene.outcomes.size(), 1);

        QVERIFY(scene.outcomes.first());
        QCOMPARE(scene.outcomes.first()->table.rowCount(), 50'000);
        QCOMPARE(scene.outcomes.first()->provenance.bytes, document.size());
    }

    void gzip_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Extent>("extent");
        QTest::addColumn<Failure>("cause");

        const auto document = gzipped(head + rows(100'000) + tail);
        const auto complete = Extent::Complete;
        const auto partial = Extent::Partial;
        const Failure parse = Error::Kind::Parse;
        auto damaged = document;
        damaged[document.size() / 2] = static_cast<char>(~damaged[document.size() / 2]);
        auto wrongSum = document;
        wrongSum[document.size() - 6] = static_cast<char>(~wrongSum[document.size() - 6]);
        QTest::newRow("whole") << document << complete << Failure();
        QTest::newRow("two members")
            << gzipped(head + rows(60'000)) + gzipped(rows(40'000, 60'000) + tail) << complete
            << Failure();
        QTest::newRow("padded") << document + QByteArray(512, '\0') << complete << Failure();
        QTest::newRow("cut in half") << document.first(document.size() / 2) << partial << parse;
        QTest::newRow("without its end") << document.chopped(3) << partial << parse;
        QTest::newRow("damaged") << damaged << partial << parse;
        QTest::newRow("wrong check sum") << wrongSum << partial << parse;
    }

    void gzip()
    {
        QFETCH(QByteArray, content);
        QFETCH(Extent, extent);
        QFETCH(Failure, cause);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"result.vot.gz"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Answer answer {.body = {}, .contentType = "application/x-votable+xml"};
        for (qsizetype at = 0; at < content.size(); at += 10'000)
            answer.pieces.append(content.mid(at, 10'000));
        Scene fromFile(path);
        Scene fromService(answer);
        for (auto* scene : {&fromFile, &fromService}) {
            QTRY_COMPARE(scene->outcomes.size(), 1);

            QVERIFY(scene->outcomes.first());
            const auto& result = *scene->outcomes.first();
            QCOMPARE(result.truth.extent, extent);
            QCOMPARE(result.truth.cause ? Failure(result.truth.cause->kind) : Failure(), cause);
            QCOMPARE(result.provenance.bytes, content.size());
            const auto count = result.table.rowCount();
            QVERIFY(extent == Extent::Complete ? count == 100'000 : count > 0 && count <= 100'000);
            QCOMPARE(result.table.number(count - 1, 0), static_cast<double>(count - 1));
        }
    }

    /// A document of some kilobytes that unfolds for ever: what lies between the threads is
    /// bounded.
    void cancelsWhatUnfolds()
    {
        QByteArray bomb = gzipped(head);
        const auto member = gzipped(rows(1) + QByteArray(16'000'000, ' '));
        for (int i = 0; i < 200; ++i)
            bomb += member;
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"bomb.vot.gz"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bomb);
        file.close();
        Scene scene(path);
        QTRY_COMPARE(scene.reader->table().columnCount(), 1);

        scene.reader->cancel();

        QTRY_COMPARE(scene.outcomes.size(), 1);
        if (scene.outcomes.first()) // a row had come
            QCOMPARE(scene.outcomes.first()->truth.cause->kind, Error::Kind::Cancelled);
        else
            QCOMPARE(scene.failureKind(), Failure(Error::Kind::Cancelled));
    }

    void filesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("empty") << ""_ba << Error::Kind::Protocol;
        QTest::newRow("CSV") << "a,b\n1,2\n"_ba << Error::Kind::Protocol;
    }

    void filesThatAreNone()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"result.vot"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        Scene scene(path);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QTEST(scene.failureKind().value(), "kind");
    }

    void aFileThatIsNotThere()
    {
        Scene scene(u"/no/such/file.vot"_s);
        QTRY_COMPARE(scene.outcomes.size(), 1);
        QCOMPARE(scene.failureKind(), Failure(Error::Kind::FileSystem));
        QCOMPARE(scene.outcomes.first().error().url, QUrl::fromLocalFile(u"/no/such/file.vot"_s));
    }
};

QTEST_GUILESS_MAIN(TestResultReader)

#include "tst_resultreader.moc"
