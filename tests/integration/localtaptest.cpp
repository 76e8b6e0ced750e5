// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/localtaptest.h"

#include <QFile>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tapdesk::test {

const QString slowQuery = u"SELECT COUNT(*) FROM cars_dr1.ifu_datatable_unbinned AS a, "
                          "cars_dr1.ifu_datatable_unbinned AS b WHERE a.gas_vel < b.gas_vel"_s;

void LocalTapTest::init()
{
    // one folder for all tests, so that the data are made once; no jobs are left
    m_service.reset();
    QVERIFY(m_folder.isValid());
    for (const auto* name : {"jobs.sqlite", "jobs.sqlite-wal", "jobs.sqlite-shm"})
        QFile::remove(m_folder.filePath(QString::fromLatin1(name)));
    start();
}

void LocalTapTest::start(LocalTap::Options options)
{
    m_service.reset();
    options.folder = m_folder.path();
    auto service = LocalTap::start(options);
    QVERIFY2(service.has_value(), service ? "" : qPrintable(service.error().detail));
    m_service = std::move(*service);
}

LocalTapTest::Reply LocalTapTest::request(const QByteArray& verb, const QString& path,
                                          const Form& form, const QByteArray& header,
                                          const QByteArray& value)
{
    QUrl url =
        path.startsWith("http"_L1) ? QUrl(path) : QUrl(m_service->baseUrl().toString() + path);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    if (!header.isEmpty())
        request.setRawHeader(header, value);
    QByteArray body;
    for (const auto& [name, text] : form) {
        body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '='
            + QUrl::toPercentEncoding(text);
    }
    if (verb == "POST")
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          u"application/x-www-form-urlencoded"_s);
    std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait(30'000);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            QString::fromUtf8(reply->rawHeader("Location")),
            reply->header(QNetworkRequest::ContentTypeHeader).toByteArray()};
}

QString LocalTapTest::submit(const QString& query, const Form& more)
{
    const Reply made = post(u"/async"_s, Form {{u"LANG"_s, u"ADQL"_s}, {u"QUERY"_s, query}} + more);
    return made.status == 303 ? made.location : QString();
}

votable::Reader LocalTapTest::read(const QByteArray& document)
{
    votable::Reader reader;
    if (reader.feed(document)) [[maybe_unused]]
        const auto finished = reader.finish();
    return reader;
}

QString LocalTapTest::phaseOf(const QString& job)
{
    return QString::fromUtf8(get(job + u"/phase"_s).body);
}

} // namespace tapdesk::test
