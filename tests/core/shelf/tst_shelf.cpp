// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sqlitefile.h"
#include "core/shelf/packing.h"
#include "core/shelf/shelf.h"
#include "tests/support/gzip.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

const QByteArray document = "<VOTABLE/>";

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll()
                                          : QByteArray("missing: ") + path.toUtf8();
}

/// That gzip cannot make smaller.
QByteArray noise(qsizetype size)
{
    QRandomGenerator random(1);
    QByteArray bytes;
    while (bytes.size() < size)
        bytes.append(char(random.bounded(256)));
    return bytes;
}

QueryResult result(const QString& runId, int minute = 0)
{
    QueryResult made;
    made.provenance = {.serviceId = u"cars"_s,
                       .serviceTitle = u"CARS@AIP"_s,
                       .serviceUrl = QUrl(u"https://cars.aip.de/tap"_s),
                       .query = u"SELECT a_b FROM t"_s,
                       .language = u"PostgreSQL"_s,
                       .runId = runId,
                       .jobUrl = QUrl(u"https://cars.aip.de/tap/async/"_s + runId + u'/'),
                       .resultUrl = QUrl(u"https://cars.aip.de/tap/async/1/results/result"_s),
                       .started = QDateTime({2026, 11, 22}, {21, minute, 1}, Qt::UTC),
                       .finished = QDateTime({2026, 11, 22}, {21, minute, 2}, Qt::UTC),
                       .bytes = 10,
                       .infos = {}};
    made.truth = {.extent = Truth::Extent::CutByMaxrec, .rows = 7, .maxrec = 7, .cause = {}};
    return made;
}

QStringList runIds(const Result<QList<ShelfEntry>>& entries)
{
    QStringList ids;
    for (const auto& entry : entries.value_or(QList<ShelfEntry>()))
        ids.append(entry.provenance.runId);
    return ids;
}

} // namespace

class TestShelf final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_shelf.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_extent = Truth::Extent::CutByMaxrec;
        reopen();
    }

    void keepsWhatTheServiceSent()
    {
        const auto added = add(u"BH mass"_s);
        QVERIFY(added);
        reopen();

        const auto entries = m_shelf->entries();
        QCOMPARE(entries->size(), 1);
        auto expected = *added;
        expected.file = entries->first().file; // packed meanwhile, or not
        expected.storedBytes = entries->first().storedBytes;
        QCOMPARE(entries->first(), expected);
        QVERIFY2(added->file.startsWith("20261122-210002-cars-BH_mass-"_L1),
                 qPrintable(added->file));
    }

    void filesAreNamedForPeople_data()
    {
        QTest::addColumn<QString>("runId");
        QTest::addColumn<QString>("name");
        QTest::newRow("run id") << u"BH-mass"_s << u"20261122-210002-cars-BH-mass-1.vot"_s;
        QTest::newRow("none") << QString() << u"20261122-210002-cars-1.vot"_s;
        QTest::newRow("path") << u"../x y/é"_s << u"20261122-210002-cars-.._x_y_-1.vot"_s;
        QTest::newRow("long") << QString(90, u'x')
                              << u"20261122-210002-cars-"_s + QString(40, u'x') + u"-1.vot"_s;
    }

    void filesAreNamedForPeople()
    {
        QFETCH(QString, runId);
        QTEST(add(runId)->file, "name");
    }

    void isPackedBesideAllElse()
    {
        const auto added = add(u"a"_s);
        const auto isPacked = [&] {
            return (*m_shelf->entry(added->id))->file.endsWith(".vot.gz"_L1);
        };
        QTRY_VERIFY(isPacked());

        const auto entry = **m_shelf->entry(added->id);
        QCOMPARE(test::gunzipped(contents(m_shelf->path(entry))), document);
        QCOMPARE(QFile::permissions(m_shelf->path(entry)) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(entry.storedBytes, QFileInfo(m_shelf->path(entry)).size());
        QCOMPARE(files(), 1);
        // one who read the entry before finds the file too
        QCOMPARE(m_shelf->path(*added), m_shelf->path(entry));
    }

    void whatWasPackedComesAsItIs()
    {
        const auto packed = test::gzipped(document);
        const auto added = add(u"a"_s, 0, packed);
        QVERIFY(added->file.endsWith(".vot.gz"_L1));
        QCOMPARE(contents(m_shelf->path(*added)), packed);
    }

    void whatWasNoResultLeavesNothing()
    {
        {
            const auto keeper = m_shelf->keeper();
            keeper->take(document);
        }
        QCOMPARE(QDir(arriving()).entryList(QDir::Files).size(), 0);
    }

    void aFullDiskIsTold()
    {
        // A folder that takes no file; a full disk fails in the same place, at a write.
        const auto keeper = m_shelf->keeper();
        QVERIFY(QDir(arriving()).removeRecursively());
        keeper->take(document);
        keeper->take(document);
        const auto kept = keeper->finish();
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, Error::Kind::FileSystem);
        QVERIFY(!kept.error().detail.isEmpty());
    }

    void oldOnesMakeRoomButNotPinnedOnes()
    {
        const auto big = QByteArray("x").repeated(400);
        const auto first = add(u"first"_s, 1, test::gzipped(big));
        QVERIFY(m_shelf->setPinned(first->id, true));
        add(u"second"_s, 2, test::gzipped(big));
        add(u"third"_s, 3, test::gzipped(big));
        QCOMPARE(runIds(m_shelf->entries()), (QStringList {u"third"_s, u"second"_s, u"first"_s}));

        QVERIFY(m_shelf->setLimit(3 * first->storedBytes));
        QCOMPARE(m_shelf->entries()->size(), 3);
        add(u"fourth"_s, 4, test::gzipped(big));

        QCOMPARE(runIds(m_shelf->entries()), (QStringList {u"fourth"_s, u"third"_s, u"first"_s}));
        QCOMPARE(m_shelf->storedBytes(), 3 * first->storedBytes);
        QCOMPARE(files(), 3);
        QVERIFY(m_shelf->setLimit(1));
        QCOMPARE(runIds(m_shelf->entries()), QStringList {u"first"_s});
    }

    void whatExceedsTheLimitAloneIsRefused()
    {
        add(u"small"_s, 1, test::gzipped("x"));
        QVERIFY(m_shelf->setLimit(100));
        const auto added = add(u"large"_s, 2, test::gzipped(noise(200)));
        QVERIFY(!added);
        QCOMPARE(added.error().kind, Error::Kind::TooLarge);
        QCOMPARE(runIds(m_shelf->entries()), QStringList {u"small"_s});
        QCOMPARE(QDir(arriving()).entryList(QDir::Files).size(), 0);
    }

    void whatPinnedOnesLeaveNoRoomForIsRefused()
    {
        const auto pinned = add(u"pinned"_s, 1, test::gzipped(noise(200)));
        QVERIFY(m_shelf->setPinned(pinned->id, true));
        add(u"small"_s, 2, test::gzipped("x"));
        QVERIFY(m_shelf->setLimit(m_shelf->storedBytes()));
        const auto added = add(u"large"_s, 3, test::gzipped(noise(100)));
        QVERIFY(!added);
        QCOMPARE(added.error().kind, Error::Kind::TooLarge);
        QCOMPARE(runIds(m_shelf->entries()), (QStringList {u"small"_s, u"pinned"_s}));
        QCOMPARE(files(), 2);
    }

    void whatCannotBeEnteredMakesNoRoom()
    {
        add(u"old"_s, 1, test::gzipped(noise(100)));
        QVERIFY(m_shelf->setLimit(m_shelf->storedBytes()));
        {
            const auto file = SqliteFile::open(m_folder->filePath(u"x.sqlite"_s));
            QSqlQuery query((*file)->database());
            QVERIFY(query.exec(u"CREATE TRIGGER full BEFORE INSERT ON shelf BEGIN"
                               " SELECT raise(ABORT, 'disk is full'); END"_s));
        }
        const auto added = add(u"new"_s, 2, test::gzipped(noise(100)));
        QVERIFY(!added);
        QVERIFY2(added.error().detail.contains("disk is full"_L1),
                 qPrintable(added.error().detail));
        QCOMPARE(runIds(m_shelf->entries()), QStringList {u"old"_s});
        QCOMPARE(files(), 1);
        QCOMPARE(QDir(arriving()).entryList(QDir::Files).size(), 0);
    }

    void findsByWords_data()
    {
        QTest::addColumn<ShelfFilter>("filter");
        QTest::addColumn<QStringList>("found");

        const QStringList both {u"two"_s, u"one"_s};
        QTest::newRow("everything") << ShelfFilter() << both;
        QTest::newRow("service") << ShelfFilter {.serviceId = u"cars"_s} << both;
        QTest::newRow("other service") << ShelfFilter {.serviceId = u"gaia"_s} << QStringList();
        QTest::newRow("run id") << ShelfFilter {.runId = u"one"_s} << QStringList {u"one"_s};
        QTest::newRow("run id, not a part") << ShelfFilter {.runId = u"on"_s} << QStringList();
        QTest::newRow("job") << ShelfFilter {.serviceId = u"cars"_s, .jobId = u"two"_s}
                             << QStringList {u"two"_s};
        QTest::newRow("words in any case and order")
            << ShelfFilter {.words = u" FROM one select "_s} << QStringList {u"one"_s};
        QTest::newRow("service's title") << ShelfFilter {.words = u"@aip"_s} << both;
        QTest::newRow("no wildcard") << ShelfFilter {.words = u"a%b"_s} << QStringList();
        QTest::newRow("underscore") << ShelfFilter {.words = u"a_b"_s} << both;
        QTest::newRow("pinned") << ShelfFilter {.pinnedOnly = true} << QStringList {u"two"_s};
    }

    void findsByWords()
    {
        QFETCH(ShelfFilter, filter);
        add(u"one"_s, 1);
        QVERIFY(m_shelf->setPinned(add(u"two"_s, 2)->id, true));
        QTEST(runIds(m_shelf->entries(filter)), "found");
    }

    void theWholeResultOfAJob()
    {
        const auto ofJob = [&](bool takesPartial) {
            const auto found = m_shelf->ofJob(u"cars"_s, u"a"_s, takesPartial);
            return found ? found->id : 0;
        };
        const auto addOf = [&](Truth::Extent extent, int minute) {
            m_extent = extent;
            return add(u"a"_s, minute)->id;
        };
        QCOMPARE(ofJob(true), 0);
        const auto broken = addOf(Truth::Extent::Partial, 1);
        QCOMPARE(ofJob(true), broken);
        QCOMPARE(ofJob(false), 0);
        const auto whole = addOf(Truth::Extent::Complete, 2);
        addOf(Truth::Extent::Partial, 3);
        QCOMPARE(ofJob(true), whole);
        QCOMPARE(ofJob(false), whole);
        const auto cut = addOf(Truth::Extent::CutByService, 4); // as much as there is
        QCOMPARE(ofJob(false), cut);
    }

    void theNextRunOverwritesNothing()
    {
        const auto first = add(u"same"_s);
        const auto second = add(u"same"_s, 0, "<VOTABLE version='1.4'/>");
        QVERIFY(first->file != second->file);
        QCOMPARE(m_shelf->entries()->size(), 2);
    }

    void tellsWhatMayGoAtTheService()
    {
        using Extent = Truth::Extent;
        const auto zipped = test::gzipped(document); // nothing is packed meanwhile
        std::optional<ShelfEntry> whole;
        for (const auto& [id, extent] : {std::pair {u"whole"_s, Extent::Complete},
                                         {u"cut"_s, Extent::CutByService},
                                         {u"partial"_s, Extent::Partial},
                                         {u"both"_s, Extent::Partial},
                                         {u"both"_s, Extent::CutByMaxrec}}) {
            m_extent = extent;
            const auto added = add(id, 1, zipped);
            whole = whole.value_or(*added);
        }
        QCOMPARE(m_shelf->heldJobs(u"cars"_s), (QSet<QString> {u"whole"_s, u"cut"_s, u"both"_s}));
        QCOMPARE(m_shelf->heldJobs(u"gaia"_s), QSet<QString>());
        for (const auto& [id, held] : {std::pair {u"whole"_s, true},
                                       {u"cut"_s, true},
                                       {u"partial"_s, false},
                                       {u"both"_s, true},
                                       {u"unknown"_s, false},
                                       {QString(), false}})
            QVERIFY2(m_shelf->holds(u"cars"_s, id) == held, qPrintable(id));
        QVERIFY(!m_shelf->holds(u"gaia"_s, u"whole"_s));
        QVERIFY(QFile::remove(m_shelf->path(*whole))); // by somebody else
        QVERIFY(!m_shelf->holds(u"cars"_s, u"whole"_s));
    }

    void removingTwiceIsNoError()
    {
        const auto added = add(u"a"_s, 0, test::gzipped(document));
        QVERIFY(m_shelf->remove(added->id));
        QVERIFY(m_shelf->remove(added->id));
        QCOMPARE(files(), 0);
        QCOMPARE(m_shelf->entries()->size(), 0);
    }

    /// As after a crash between the entry and the file's move.
    void settlesWhatACrashLeft()
    {
        const auto added = add(u"a"_s, 0, test::gzipped(document));
        const auto place = m_shelf->path(*added);
        const auto cameAs = m_arrivedAs;
        m_shelf.reset();
        QVERIFY(QFile::rename(place, cameAs));
        QFile abandoned(arriving() + u"/old.vot"_s);
        QVERIFY(abandoned.open(QIODevice::WriteOnly));
        QVERIFY(abandoned.setFileTime(QDateTime::currentDateTimeUtc().addDays(-3),
                                      QFileDevice::FileModificationTime));
        abandoned.close();
        QFile fresh(arriving() + u"/new.vot"_s); // another program is writing it
        QVERIFY(fresh.open(QIODevice::WriteOnly));

        reopen();

        QVERIFY(QFile::exists(place));
        QVERIFY(!abandoned.exists());
        QVERIFY(fresh.exists());
    }

    /// As when it starts between the entry and the file's move.
    void anotherProgramMaySettleIt()
    {
        const auto keeper = m_shelf->keeper();
        keeper->take(document);
        const auto kept = keeper->finish();
        QVERIFY(
            QFile::rename(kept->file, m_folder->filePath(u"shelf/20261122-210002-cars-a-1.vot"_s)));
        const auto added = m_shelf->add(*kept, result(u"a"_s));
        QVERIFY(added);
        QVERIFY(QFile::exists(m_shelf->path(*added)));
    }

    void whatHasNoFileHasNoEntry()
    {
        const auto added =
            m_shelf->add({.file = arriving() + u"/none.vot"_s, .size = 1}, result(u"a"_s));
        QVERIFY(!added);
        QCOMPARE(added.error().kind, Error::Kind::FileSystem);
        QCOMPARE(m_shelf->entries()->size(), 0);
    }

    /// As after a crash between the index and the end of the unpacked file.
    void whatIsPackedIsNotThereTwice()
    {
        const auto added = add(u"a"_s, 0, test::gzipped(document));
        QFile unpacked(m_shelf->path(*added).chopped(3));
        QVERIFY(unpacked.open(QIODevice::WriteOnly));
        unpacked.close();
        QFile foreign(m_folder->filePath(u"shelf/mine.vot"_s));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.close();
        reopen();
        QVERIFY(!unpacked.exists());
        QVERIFY(foreign.exists());
        QVERIFY(QFile::exists(m_shelf->path(*added)));
    }

    void packingStopsWhenTold()
    {
        const auto path = m_folder->filePath(u"big"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(1024 * 1024, 'x'));
        file.close();
        std::stop_source stop;
        stop.request_stop();
        const auto packed = packedCopy(path, stop.get_token());
        QVERIFY(!packed);
        QCOMPARE(packed.error().kind, Error::Kind::Cancelled);
        QVERIFY(!QFile::exists(path + u".gz"_s));
        QCOMPARE(test::gunzipped(contents(*packedCopy(path, {}))), QByteArray(1024 * 1024, 'x'));
    }

private:
    QString arriving() const { return m_folder->filePath(u"shelf/arriving"_s); }
    qsizetype files() const
    {
        return QDir(m_folder->filePath(u"shelf"_s)).entryList(QDir::Files).size();
    }

    void reopen()
    {
        m_shelf.reset();
        auto shelf = Shelf::open(m_folder->filePath(u"shelf"_s), m_folder->filePath(u"x.sqlite"_s));
        QVERIFY(shelf);
        m_shelf = std::move(*shelf);
    }

    Result<ShelfEntry> add(const QString& runId, int minute = 0, const QByteArray& bytes = document)
    {
        const auto keeper = m_shelf->keeper();
        for (const char byte : bytes)
            keeper->take({&byte, 1});
        const auto kept = keeper->finish();
        if (!kept)
            return failure(kept.error());
        m_arrivedAs = kept->file;
        auto added = result(runId, minute);
        added.truth.extent = m_extent;
        return m_shelf->add(*kept, added);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Shelf> m_shelf;
    QString m_arrivedAs;
    Truth::Extent m_extent = Truth::Extent::CutByMaxrec;
};

QTEST_GUILESS_MAIN(TestShelf)
#include "tst_shelf.moc"
