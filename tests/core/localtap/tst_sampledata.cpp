// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/database.h"
#include "core/localtap/randomstream.h"
#include "core/localtap/sampledata.h"
#include "core/localtap/sampledatabase.h"
#include "core/localtap/samplefiles.h"
#include "core/localtap/sampleschema.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <thread>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::localtap;

namespace {

std::vector<Row> rowsOf(void (*make)(const QList<Target>&, const RowSink&))
{
    std::vector<Row> rows;
    make(makeTargets(), [&rows](const Row& row) { rows.push_back(row); });
    return rows;
}

double numberOf(const Cell& cell)
{
    const auto* number = std::get_if<double>(&cell);
    return number ? *number : std::nan("");
}

} // namespace

class TestSampleData : public QObject
{
    Q_OBJECT

private slots:
    void randomNumbers();
    void targets();
    void sameRowsEveryTime();
    void photometry();
    void bptClasses();
    void guideRowsExist_data();
    void guideRowsExist();
    void tableCounts_data();
    void tableCounts();
    void metadataAgreesWithTables();
    void twoAtOnce();
    void makesADamagedFileAnew_data();
    void makesADamagedFileAnew();
    void filesOfTheTable();
};

void TestSampleData::randomNumbers()
{
    RandomStream random(7, 11);
    double sum = 0;
    double squares = 0;
    constexpr int count = 20'000;
    for (int draw = 0; draw < count; ++draw) {
        const double value = random.gauss();
        sum += value;
        squares += value * value;
    }

    // the mean of so many has an error of 0.007, the variance one of 0.01
    QVERIFY(std::abs(sum / count) < 0.035);
    QVERIFY(std::abs(squares / count - 1) < 0.05);
    QVERIFY(RandomStream(7, 11).next() == RandomStream(7, 11).next());
    QVERIFY(RandomStream(7, 11).next() != RandomStream(7, 12).next());
    QVERIFY(RandomStream(7, 11).next() != RandomStream(8, 11).next());
}

void TestSampleData::targets()
{
    const QList<Target> targets = makeTargets();
    QSet<QString> names;
    int north = 0;
    for (const Target& target : targets) {
        static const QRegularExpression form(u"^HE[0-9]{4}[+-][0-9]{4}$"_s);
        QVERIFY2(form.match(target.name).hasMatch(), qPrintable(target.name));
        names.insert(target.name);
        north += target.name.contains(u'+');
        QVERIFY(target.redshift > 0.008 && target.redshift < 0.061);
    }

    QCOMPARE(targets.size(), 41);
    QCOMPARE(names.size(), 41);
    QCOMPARE(targets.at(2).name, u"HE0040-1105"_s);
    QVERIFY(north >= 2); // a plus sign must survive addresses and file names
}

void TestSampleData::sameRowsEveryTime()
{
    // of a second run, and of a part of the targets
    const auto all = rowsOf(makeSpaxels);
    const QList<Target> targets = makeTargets();
    std::vector<Row> some;
    makeSpaxels({targets.at(11)}, [&some](const Row& row) { some.push_back(row); });

    QVERIFY(all == rowsOf(makeSpaxels));
    QCOMPARE(some.size(), std::size_t(1024));
    QVERIFY(std::equal(some.begin(), some.end(), all.begin() + 11 * 1024));
}

void TestSampleData::photometry()
{
    const auto rows = rowsOf(makePhotometry);
    int limits = 0;
    int absent = 0;
    for (const Row& row : rows) {
        if (std::holds_alternative<std::monostate>(row[7])) {
            ++absent;
            QVERIFY(std::holds_alternative<std::monostate>(row[5]));
            continue;
        }
        QVERIFY(numberOf(row[5]) > 0);
        const bool limit = std::get<qint64>(row[7]) == 1;
        limits += limit;
        QCOMPARE(std::holds_alternative<std::monostate>(row[6]), limit);
    }

    QCOMPARE(rows.size(), std::size_t(41 * 22));
    QVERIFY2(limits > 20 && limits < 200, qPrintable(QString::number(limits)));
    QVERIFY2(absent > 100 && absent < 300, qPrintable(QString::number(absent)));

    // the guide's target: complete, dust outshines star light, which outshines the ultraviolet
    QHash<QString, double> sed;
    for (const Row& row : rows) {
        if (std::get<QString>(row[2]) == "HE0040-1105"_L1)
            sed.insert(std::get<QString>(row[3]), numberOf(row[5]));
    }
    QCOMPARE(sed.size(), 22);
    QVERIFY(sed[u"GALEX FUV"_s] < sed[u"2MASS H"_s]);
    QVERIFY(sed[u"2MASS H"_s] < sed[u"PACS 70"_s]);
    QVERIFY(sed[u"SPIRE 500"_s] < sed[u"PACS 160"_s]);
}

// Classes by the curves of Kewley et al. 2001, Kauffmann et al. 2003 and Schawinski et al. 2007.
void TestSampleData::bptClasses()
{
    int starForming = 0;
    int composite = 0;
    int seyfert = 0;
    int liner = 0;
    int good = 0;
    int spaxels = 0;
    for (const Row& row : rowsOf(makeSpaxels)) {
        ++spaxels;
        const double hbeta = numberOf(row[7]);
        const double oiii = numberOf(row[9]);
        const double halpha = numberOf(row[13]);
        const double nii = numberOf(row[15]);
        const bool significant = hbeta > 3 * numberOf(row[8]) && oiii > 3 * numberOf(row[10])
            && halpha > 3 * numberOf(row[14]) && nii > 3 * numberOf(row[16]);
        if (!significant)
            continue;
        ++good;
        const double x = std::log10(nii / halpha);
        const double y = std::log10(oiii / hbeta);
        if (x >= 0.47 || y > 0.61 / (x - 0.47) + 1.19)
            ++(y > 1.05 * x + 0.45 ? seyfert : liner);
        else if (x >= 0.05 || y > 0.61 / (x - 0.05) + 1.30)
            ++composite;
        else
            ++starForming;
    }

    const auto counts =
        u"%1 spaxels, %2 good: %3 star forming, %4 composite, %5 Seyfert, %6 LINER"_s.arg(spaxels)
            .arg(good)
            .arg(starForming)
            .arg(composite)
            .arg(seyfert)
            .arg(liner);
    qInfo("%s", qPrintable(counts));
    QCOMPARE(spaxels, 39 * 1024);
    QVERIFY2(good > spaxels / 3 && good < spaxels, qPrintable(counts));
    for (const int members : {starForming, composite, seyfert, liner})
        QVERIFY2(members > good / 50, qPrintable(counts));
    QVERIFY2(starForming > good / 5 && starForming < good * 3 / 4, qPrintable(counts));
}

void TestSampleData::guideRowsExist_data()
{
    QTest::addColumn<QString>("condition");
    QTest::newRow("ENLR") << u"SELECT count(*) FROM \"cars_dr1.host_properties\" "
                             "WHERE enlr_max_kpc > 0"_s;
    QTest::newRow("wings") << u"SELECT count(*) FROM \"cars_dr1.agn_parameters\" a, "
                              "\"cars_dr1.ifu_observations\" i "
                              "WHERE a.target_id = i.target_id AND a.wing_sigma > 300"_s;
    QTest::newRow("SED") << u"SELECT count(*) FROM \"cars_dr1.photometry\" "
                            "WHERE hes_name = 'HE0040-1105' AND phot_flux > 0"_s;
}

void TestSampleData::guideRowsExist()
{
    QFETCH(QString, condition);
    QTemporaryDir folder;
    const auto path = ensureSampleDatabase(folder.path());
    QVERIFY(path.has_value());
    auto database = Database::open(*path, Database::Mode::Unchanging);
    QVERIFY(database.has_value());
    auto count = database->prepare(condition);
    QVERIFY(count.has_value());
    QCOMPARE(count->step(), Statement::Step::Row);
    QVERIFY(count->integer(0) >= 10);
}

void TestSampleData::tableCounts_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<qint64>("rows");
    QTest::newRow("agn") << u"cars_dr1.agn_parameters"_s << qint64(41);
    QTest::newRow("host") << u"cars_dr1.host_properties"_s << qint64(41);
    QTest::newRow("observations") << u"cars_dr1.ifu_observations"_s << qint64(47);
    QTest::newRow("photometry") << u"cars_dr1.photometry"_s << qint64(902);
    QTest::newRow("spaxels") << u"cars_dr1.ifu_datatable_unbinned"_s << qint64(39'936);
    QTest::newRow("schemas") << u"TAP_SCHEMA.schemas"_s << qint64(2);
    QTest::newRow("tables") << u"TAP_SCHEMA.tables"_s << qint64(10);
}

void TestSampleData::tableCounts()
{
    QFETCH(QString, table);
    QFETCH(qint64, rows);
    QTemporaryDir folder;
    const auto path = ensureSampleDatabase(folder.path());
    auto database = Database::open(*path, Database::Mode::Unchanging);
    auto count = database->prepare(u"SELECT count(*) FROM \"%1\""_s.arg(table));
    QVERIFY(count.has_value());
    count->step();
    QCOMPARE(count->integer(0), rows);

    const auto told = readRowCounts(*path);
    QVERIFY(told.has_value());
    QCOMPARE(told->size(), 10);
    QCOMPARE(told->value(table), rows);
}

void TestSampleData::metadataAgreesWithTables()
{
    for (const auto tables : {dataTables(), metadataTables()}) {
        for (const TableInfo& table : tables) {
            QSet<QString> names;
            for (const ColumnInfo& column : table.columns) {
                names.insert(column.name);
                QVERIFY(!column.description.isEmpty());
                QCOMPARE(findColumn(table.qualifiedName().toUpper(), QString(column.name)),
                         &column);
            }
            QCOMPARE(names.size(), static_cast<qsizetype>(table.columns.size()));
            if (table.schema == dataSchema)
                QVERIFY(table.description.startsWith("SYNTHETIC"_L1));
        }
    }
    QCOMPARE(rowsOf(makeAgnParameters).front().size(), dataTables()[0].columns.size());
    QVERIFY(!findColumn(u"cars_dr1.photometry", u"nosuch"));
    QVERIFY(!findColumn(u"photometry", u"phot_flux"));
}

void TestSampleData::twoAtOnce()
{
    QTemporaryDir folder;
    Result<QString> first;
    Result<QString> second;
    std::thread other([&folder, &second] { second = ensureSampleDatabase(folder.path()); });
    first = ensureSampleDatabase(folder.path());
    other.join();

    QVERIFY(first && second);
    QCOMPARE(*first, *second);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // no draft is left
    QCOMPARE(ensureSampleDatabase(u"/nonexistent"_s).error().kind, Error::Kind::FileSystem);
}

void TestSampleData::makesADamagedFileAnew_data()
{
    QTest::addColumn<qint64>("left"); // bytes of the file that the disk has kept
    QTest::newRow("nothing") << qint64 {0};
    QTest::newRow("the beginning") << qint64 {100'000};
    QTest::newRow("half a page less") << qint64 {-2048};
}

void TestSampleData::makesADamagedFileAnew()
{
    QFETCH(qint64, left);
    QTemporaryDir folder;
    const auto path = ensureSampleDatabase(folder.path());
    QVERIFY(path);
    const auto size = QFileInfo(*path).size();
    QVERIFY(QFile::resize(*path, left < 0 ? size + left : left));

    QVERIFY(ensureSampleDatabase(folder.path()));

    QCOMPARE(QFileInfo(*path).size(), size);
}

void TestSampleData::filesOfTheTable()
{
    for (const Row& row : rowsOf(makeIfuObservations)) {
        const auto cube = sampleFile(std::get<QString>(row[9]));
        QVERIFY(cube);
        QCOMPARE(cube->size() % 2880, 0);
        QVERIFY(cube->startsWith("SIMPLE  =                    T"));
        if (const auto* maps = std::get_if<QString>(&row[10]))
            QVERIFY(sampleFile(*maps));
    }
    QVERIFY(!sampleFile(u"../jobs.sqlite"_s));
    QVERIFY(!sampleFile({}));
}

QTEST_APPLESS_MAIN(TestSampleData)
#include "tst_sampledata.moc"
