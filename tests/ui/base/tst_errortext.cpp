// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/errortext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

Error error(Error::Kind kind, const QString& detail = {}, int httpStatus = 0, qint64 line = 0)
{
    return {.kind = kind,
            .detail = detail,
            .url = QUrl(u"https://cars.aip.de/tap/sync"_s),
            .httpStatus = httpStatus,
            .line = line};
}

Error fileError(Error::Kind kind, const QString& detail, qint64 line = 0)
{
    return {.kind = kind,
            .detail = detail,
            .url = QUrl::fromLocalFile(u"/data/a.vot"_s),
            .httpStatus = 0,
            .line = line};
}

Error bare(Error::Kind kind, const QString& detail)
{
    return {.kind = kind, .detail = detail, .url = {}};
}

} // namespace

Q_DECLARE_METATYPE(tapdesk::Error)

class TestErrorText final : public QObject
{
    Q_OBJECT

private slots:
    void text_data()
    {
        using Kind = Error::Kind;
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("advice");
        const QString none;

        QTest::newRow("cancelled") << error(Kind::Cancelled) << u"It was cancelled."_s << none;
        QTest::newRow("timeout") << error(Kind::Timeout) << u"cars.aip.de did not answer in time."_s
                                 << u"Run the query as a job, or try again later."_s;
        QTest::newRow("refused")
            << error(Kind::Network, u"Connection refused"_s)
            << u"cars.aip.de cannot be reached: Connection refused."_s
            << u"Check the address of the service and the network connection."_s;
        QTest::newRow("host is not known")
            << bare(Kind::Network, u"Host nosuch.example not found"_s)
            << u"The service cannot be reached: Host nosuch.example not found."_s
            << u"Check the address of the service and the network connection."_s;
        QTest::newRow("certificate")
            << error(Kind::Tls, u"The certificate has expired"_s)
            << u"The connection to cars.aip.de is not safe: The certificate has expired."_s
            << u"Do not send a token there. Ask those who run the service."_s;
        QTest::newRow("401") << error(Kind::Unauthorized, u"Invalid token."_s, 401)
                             << u"cars.aip.de asks for a login: Invalid token."_s
                             << u"Check the token: Services › Log in…"_s;
        QTest::newRow("403") << error(Kind::Unauthorized, {}, 403)
                             << u"cars.aip.de does not allow this."_s
                             << u"Log in with an account that may do it: Services › Log in…"_s;
        QTest::newRow("404") << error(Kind::Http, {}, 404)
                             << u"cars.aip.de answered with HTTP 404 (not found)."_s
                             << u"Check the address of the service."_s;
        QTest::newRow("503") << error(Kind::Http, u"Maintenance until 14:00"_s, 503)
                             << u"cars.aip.de answered with HTTP 503 (service unavailable): "
                                "Maintenance until 14:00."_s
                             << u"Try again later."_s;
        QTest::newRow("a status without a name")
            << error(Kind::Http, {}, 418) << u"cars.aip.de answered with HTTP 418."_s << none;
        QTest::newRow("service") << error(Kind::Service, u"Column nosuch not found."_s, 400)
                                 << u"The service refused the query: Column nosuch not found."_s
                                 << none;
        QTest::newRow("a table that this login may not see (Daiquiri)")
            << error(Kind::Service, u"QUERY: Table host_properties not found."_s, 400)
            << u"The service refused the query: QUERY: Table host_properties not found."_s
            << u"Check the name. What only some accounts may see is reported like this, too: "
               "Services › Log in…"_s;
        QTest::newRow("a query that failed at once, without a reason (Daiquiri before 1.3.4)")
            << error(Kind::Http, u"Server Error (500)"_s, 500)
            << u"cars.aip.de answered with HTTP 500 (internal server error): Server Error (500)."_s
            << u"Run the query as a job to see the reason, or try again later."_s;
        QTest::newRow("service, words in lines that end without a stop")
            << error(Kind::Service,
                     u"syntax error at or near \"FORM\"\nLINE 1: SELECT * FORM t\n"_s)
            << u"The service refused the query: syntax error at or near \"FORM\"\n"
               "LINE 1: SELECT * FORM t."_s
            << none;
        QTest::newRow("the words contain a placeholder")
            << error(Kind::Service, u"no column %1"_s)
            << u"The service refused the query: no column %1."_s << none;
        QTest::newRow("HTML") << error(Kind::Protocol, u"Welcome to our portal"_s)
                              << u"cars.aip.de sent an answer that no TAP service should send: "
                                 "Welcome to our portal."_s
                              << u"Check that the address is that of a TAP service."_s;
        QTest::newRow("parse") << error(Kind::Parse, u"Premature end of document."_s, 0, 42)
                               << u"The answer cannot be read from line 42 on: "
                                  "Premature end of document."_s
                               << none;
        QTest::newRow("parse, a file")
            << fileError(Kind::Parse, u"Opening and ending tag mismatch."_s, 7)
            << u"/data/a.vot cannot be read from line 7 on: Opening and ending tag mismatch."_s
            << none;
        QTest::newRow("parse, what a user typed")
            << bare(Kind::Parse, u"htp:/x"_s) << u"This cannot be understood: htp:/x."_s << none;
        QTest::newRow("too large") << error(Kind::TooLarge, u"more than 64 MB"_s)
                                   << u"The answer is larger than allowed: more than 64 MB."_s
                                   << u"Ask for fewer rows or columns."_s;
        QTest::newRow("file")
            << fileError(Kind::FileSystem, u"No space left on device"_s)
            << u"/data/a.vot cannot be read or written: No space left on device."_s
            << u"Check that the disk is not full and that the folder may be written."_s;
    }

    void text()
    {
        QFETCH(Error, error);
        QFETCH(QString, text);
        QFETCH(QString, advice);

        QCOMPARE(ui::errorText(error), text);
        QCOMPARE(ui::errorAdvice(error), advice);
    }
};

QTEST_APPLESS_MAIN(TestErrorText)

#include "tst_errortext.moc"
