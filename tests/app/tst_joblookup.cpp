// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/joblookup.h"
#include "core/jobs/jobstore.h"
#include "core/service/servicecatalog.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tapdesk;
using namespace tapdesk::app;
using namespace Qt::StringLiterals;

namespace {

JobRecord record(const QString& service, const QString& id, const QString& runId,
                 const QString& list)
{
    JobRecord job;
    job.serviceId = service;
    job.jobId = id;
    job.runId = runId;
    job.url = QUrl(list + u'/' + id);
    job.created = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    return job;
}

const QString carsList = u"https://cars.aip.de/tap/async"_s;
const QString redirectedList = u"http://dachs.example.org/__system__/tap/run/async"_s;
const QString oldSampleList = u"http://127.0.0.1:1111/tap/async"_s;

} // namespace

class TestJobLookup final : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("service"); // of --service
        QTest::addColumn<QString>("url"); // expected; empty: not found
        QTest::addColumn<QString>("says"); // in the refusal; else, where it is said, the service

        const QString none;
        QTest::newRow("URL that is not below its service, which nobody added") << redirectedList
                + u"/d1"_s << none << redirectedList + u"/d1"_s << u"dachs.example.org/tap"_s;
        QTest::newRow("run id of such a job")
            << u"dachs"_s << none << redirectedList + u"/d1"_s << u"dachs.example.org/tap"_s;
        QTest::newRow("id") << u"a1"_s << none << carsList + u"/a1"_s << none;
        QTest::newRow("run id of one") << u"bh"_s << none << carsList + u"/a1"_s << none;
        QTest::newRow("run id of two") << u"twice"_s << none << none << u"2 jobs"_s;
        QTest::newRow("run id of two, one of this service")
            << u"shared"_s << u"cars"_s << carsList + u"/a4"_s << none;
        QTest::newRow("unknown") << u"zz"_s << none << none << u"zz"_s;
        QTest::newRow("unknown, but of a service")
            << u"zz"_s << u"cars"_s << carsList + u"/zz"_s << none;
        QTest::newRow("URL of a known service")
            << carsList + u"/new"_s << none << carsList + u"/new"_s << none;
        QTest::newRow("URL of a service never seen") << u"https://example.org/x/async/7"_s << none
                                                     << u"https://example.org/x/async/7"_s << none;
        QTest::newRow("URL of the sample service before it moved")
            << oldSampleList + u"/s1"_s << none << u"http://127.0.0.1:2222/tap/async/s1"_s << none;
        QTest::newRow("id of the sample service")
            << u"s1"_s << none << u"http://127.0.0.1:2222/tap/async/s1"_s << none;
        QTest::newRow("URL with a slash, a query and a fragment")
            << carsList + u"/new/?a=b#c"_s << none << carsList + u"/new"_s << none;
        QTest::newRow("URL with user info") << u" https://me:secret@cars.aip.de:443/tap/async/new"_s
                                            << none << carsList + u"/new"_s << none;
        QTest::newRow("URL below --service")
            << carsList + u"/new/"_s << u"cars"_s << carsList + u"/new"_s << none;
        QTest::newRow("URL of another service than --service")
            << carsList + u"/s1"_s << u"sample"_s << none << u"no job of “sample”"_s;
        QTest::newRow("URL of the sample service before it moved, with --service")
            << oldSampleList + u"/s1"_s << u"sample"_s << u"http://127.0.0.1:2222/tap/async/s1"_s
            << none;
        QTest::newRow("URL on this machine that nobody remembers")
            << u"http://127.0.0.1:3333/tap/async/s9"_s << u"sample"_s << none
            << u"no job of “sample”"_s;
        QTest::newRow("URL of the job list") << carsList << none << none << u"not the URL"_s;
        QTest::newRow("URL of the job list of --service")
            << carsList + u'/' << u"cars"_s << none << u"no job of “cars”"_s;
        QTest::newRow("id with a slash")
            << u"a/../b"_s << u"cars"_s << carsList + u"/a%2F..%2Fb"_s << none;
        QTest::newRow("URL of no job") << u"https://example.org/"_s << none << none << u"URL"_s;
    }

    void finds()
    {
        QFETCH(QString, word);
        QFETCH(QString, service);
        QFETCH(QString, url);
        QFETCH(QString, says);
        QTemporaryDir folder;
        ServiceCatalog services(folder.filePath(u"services.json"_s));
        services.setSampleUrl(QUrl(u"http://127.0.0.1:2222/tap"_s),
                              QUrl(u"http://127.0.0.1:2222/files/"_s));
        auto store = JobStore::open(folder.filePath(u"jobs.sqlite"_s));
        QVERIFY(store);
        for (const JobRecord& job :
             {record(u"dachs.example.org/tap"_s, u"d1"_s, u"dachs"_s, redirectedList),
              record(u"cars"_s, u"a1"_s, u"bh"_s, carsList),
              record(u"cars"_s, u"a2"_s, u"twice"_s, carsList),
              record(u"cars"_s, u"a3"_s, u"twice"_s, carsList),
              record(u"cars"_s, u"a4"_s, u"shared"_s, carsList),
              record(u"sample"_s, u"s1"_s, u"mine"_s, oldSampleList),
              record(u"sample"_s, u"s2"_s, u"shared"_s, oldSampleList)})
            QVERIFY((*store)->save(job));
        std::optional<TapService> narrowed;
        if (!service.isEmpty())
            narrowed = *services.find(service);

        const auto target = findJob(word, narrowed, **store, services);

        QCOMPARE(target.has_value(), !url.isEmpty());
        if (target) {
            QCOMPARE(target->url().toString(QUrl::FullyEncoded), url);
            QVERIFY(!target->jobId.isEmpty());
            if (!says.isEmpty())
                QCOMPARE(target->service.id, says);
        } else {
            QVERIFY2(target.error().contains(says), qPrintable(target.error()));
        }
    }
};

QTEST_GUILESS_MAIN(TestJobLookup)

#include "tst_joblookup.moc"
