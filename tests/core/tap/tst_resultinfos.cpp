// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/resultinfos.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using Extent = Truth::Extent;

namespace {

const votable::Info ok {.name = u"QUERY_STATUS"_s, .value = u"OK"_s};

QueryResult result(Extent extent = Extent::Complete)
{
    QueryResult result;
    result.truth.extent = extent;
    if (extent == Extent::Partial)
        result.truth.cause = Error {.kind = Error::Kind::Network, .detail = u"cut"_s};
    return result;
}

} // namespace

class TestResultInfos final : public QObject
{
    Q_OBJECT

private slots:
    void theTruthStandsAfterTheTable_data()
    {
        QTest::addColumn<Extent>("extent");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("complete") << Extent::Complete << QString() << QString();
        QTest::newRow("max rows") << Extent::CutByMaxrec << u"OVERFLOW"_s << QString();
        QTest::newRow("the service") << Extent::CutByService << u"OVERFLOW"_s << QString();
        QTest::newRow("broke off") << Extent::Partial << u"ERROR"_s << u"cut"_s;
    }

    void theTruthStandsAfterTheTable()
    {
        QFETCH(Extent, extent);
        QFETCH(QString, status);
        QFETCH(QString, words);

        const auto infos = resultInfos(result(extent));

        QCOMPARE(infos.leading, QList {ok});
        QList<votable::Info> expected;
        if (!status.isEmpty())
            expected.append({.name = u"QUERY_STATUS"_s, .value = status, .text = words});
        QCOMPARE(infos.trailing, expected);
    }

    void oursGoBeforeTheServers()
    {
        auto told = result();
        told.provenance.query = u"SELECT 1"_s;
        told.provenance.serviceTitle = u"CARS@AIP"_s;
        told.provenance.infos = {{.name = u"query"_s, .value = u"SELECT translated"_s},
                                 {.name = u"QUERY_STATUS"_s, .value = u"OVERFLOW"_s},
                                 {.name = u"SOURCE"_s, .value = u"cars_dr1.photometry"_s},
                                 {.name = u"SOURCE"_s, .value = u"cars_dr1.host_properties"_s}};

        const auto infos = resultInfos(told);

        const QList<votable::Info> expected {
            ok,
            {.name = u"QUERY"_s, .value = u"SELECT 1"_s},
            {.name = u"PROVIDER"_s, .value = u"CARS@AIP"_s},
            {.name = u"SOURCE"_s, .value = u"cars_dr1.photometry"_s},
            {.name = u"SOURCE"_s, .value = u"cars_dr1.host_properties"_s}};
        QCOMPARE(infos.leading, expected);
    }
};

QTEST_GUILESS_MAIN(TestResultInfos)

#include "tst_resultinfos.moc"
