// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/queryscripts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

TapQuery sample()
{
    TapQuery query;
    query.service.id = u"sample"_s;
    query.service.baseUrl = QUrl(u"http://127.0.0.1:40000/tap"_s);
    query.service.isSample = true;
    query.text = u"SELECT 1;"_s;
    return query;
}

TapQuery cars()
{
    TapQuery query;
    query.service.id = u"cars"_s;
    query.service.baseUrl = QUrl(u"https://cars.aip.de/tap"_s);
    query.service.language = u"PostgreSQL"_s;
    query.mode = TapQuery::Mode::Async;
    query.queue = u"5m"_s;
    query.runId = u"BH mass"_s;
    query.maxrec = 10;
    query.text = u"SELECT 'it''s'\nSQL"_s;
    return query;
}

} // namespace

/// That the scripts run is tested in tests/integration/tst_query_scripts.cpp.
class TestQueryScripts final : public QObject
{
    Q_OBJECT

private slots:
    void tapdesk_data()
    {
        QTest::addColumn<TapQuery>("query");
        QTest::addColumn<QString>("command");

        QTest::newRow("sample service by name, its address changes")
            << sample()
            << u"tapdesk query --service sample --lang ADQL -f - <<'SQL'\nSELECT 1\nSQL\n"_s;
        QTest::newRow("job with everything, end word in the query")
            << cars()
            << u"tapdesk submit --service https://cars.aip.de/tap --lang PostgreSQL --queue 5m "
               "--runid 'BH mass' --maxrec 10 -f - <<'SQL_'\nSELECT 'it''s'\nSQL\nSQL_\n"_s;
    }

    void tapdesk()
    {
        QFETCH(TapQuery, query);
        QTEST(tapdeskCommand(query), "command");
    }

    void scriptsHold_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("part");

        QTest::newRow("pyvo, parameters")
            << pyvoScript(cars())
            << u"submit_job(query, language=\"PostgreSQL\", maxrec=10, runid=\"BH mass\", "
               "queue=\"5m\")"_s;
        QTest::newRow("pyvo, several lines")
            << pyvoScript(cars()) << u"query = \"\"\"SELECT 'it''s'\nSQL\"\"\"\n"_s;
        QTest::newRow("pyvo, one line") << pyvoScript(sample()) << u"query = \"SELECT 1\"\n"_s;
        QTest::newRow("curl, quotes of the query")
            << curlScript(cars()) << uR"('QUERY=SELECT '\''it'\'''\''s'\''
SQL')"_s;
        QTest::newRow("curl, token not in argv")
            << curlScript(cars()) << u"--config <(\n        [[ -z ${TAPDESK_TOKEN-} ]]"_s;
    }

    void noTokenByPlainHttp_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("root"); // empty: no word of a token

        QTest::newRow("https") << u"https://cars.aip.de/tap"_s << u"https://cars.aip.de/"_s;
        QTest::newRow("port") << u"https://x.org:8443/a/tap?b#c"_s << u"https://x.org:8443/"_s;
        QTest::newRow("this machine")
            << u"http://127.0.0.1:8080/tap"_s << u"http://127.0.0.1:8080/"_s;
        QTest::newRow("plain http") << u"http://x.org/tap"_s << QString();
    }

    void noTokenByPlainHttp()
    {
        QFETCH(QString, url);
        QFETCH(QString, root);
        auto query = cars();
        query.service.baseUrl = QUrl(url);
        const auto pyvo = pyvoScript(query);
        const auto curl = curlScript(query);
        if (root.isEmpty()) {
            QVERIFY2(!pyvo.contains("TOKEN"_L1), qPrintable(pyvo));
            QVERIFY2(!curl.contains("TOKEN"_L1), qPrintable(curl));
            return;
        }
        QVERIFY2(pyvo.contains(u"request.url.startswith(\"%1\")"_s.arg(root)), qPrintable(pyvo));
        QVERIFY2(curl.contains(u"[[ $job == %1* ]] ||"_s.arg(root)), qPrintable(curl));
    }

    void scriptsHold()
    {
        QFETCH(QString, script);
        QFETCH(QString, part);
        QVERIFY2(script.contains(part), qPrintable(script));
    }
};

QTEST_APPLESS_MAIN(TestQueryScripts)
#include "tst_queryscripts.moc"
