// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/errortext.h"

#include "core/net/servermessage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

class Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::ErrorText)

public:
    static QString server(const Error& error)
    {
        const auto host = error.url.host();
        return host.isEmpty() ? tr("The service") : host;
    }

    static QString file(const Error& error)
    {
        return error.url.isLocalFile() ? error.url.toLocalFile() : tr("A file");
    }

    /// The usual name of a status, for people who do not know the numbers.
    /// Source: RFC 9110, section 15.
    static QString statusName(int status)
    {
        switch (status) {
        case 400:
            return tr("bad request");
        case 404:
            return tr("not found");
        case 405:
            return tr("method not allowed");
        case 410:
            return tr("gone");
        case 413:
            return tr("content too large");
        case 429:
            return tr("too many requests");
        case 500:
            return tr("internal server error");
        case 502:
            return tr("bad gateway");
        case 503:
            return tr("service unavailable");
        case 504:
            return tr("gateway timeout");
        default:
            return {};
        }
    }

    static QString http(const Error& error)
    {
        const auto name = statusName(error.httpStatus);
        if (name.isEmpty())
            return tr("%1 answered with HTTP %2").arg(server(error)).arg(error.httpStatus);
        return tr("%1 answered with HTTP %2 (%3)")
            .arg(server(error))
            .arg(error.httpStatus)
            .arg(name);
    }

    static QString parse(const Error& error)
    {
        if (error.url.isLocalFile()) {
            return error.line > 0
                ? tr("%1 cannot be read from line %2 on").arg(file(error)).arg(error.line)
                : tr("%1 cannot be read").arg(file(error));
        }
        if (error.line > 0)
            return tr("The answer cannot be read from line %1 on").arg(error.line);
        return error.url.isEmpty() ? tr("This cannot be understood")
                                   : tr("The answer cannot be read");
    }

    static QString unauthorized(const Error& error)
    {
        return error.httpStatus == 403 ? tr("%1 does not allow this").arg(server(error))
                                       : tr("%1 asks for a login").arg(server(error));
    }

    /// The sentence up to where the words of the server follow.
    static QString head(const Error& error)
    {
        switch (error.kind) {
        case Error::Kind::Cancelled:
            return tr("It was cancelled");
        case Error::Kind::Timeout:
            return tr("%1 did not answer in time").arg(server(error));
        case Error::Kind::Network:
            return tr("%1 cannot be reached").arg(server(error));
        case Error::Kind::Tls:
            return tr("The connection to %1 is not safe").arg(server(error));
        case Error::Kind::Unauthorized:
            return unauthorized(error);
        case Error::Kind::Http:
            return http(error);
        case Error::Kind::Service:
            return tr("The service refused the query");
        case Error::Kind::Protocol:
            if (error.url.isLocalFile())
                return tr("%1 is no VOTable").arg(file(error));
            return tr("%1 sent an answer that no TAP service should send").arg(server(error));
        case Error::Kind::Parse:
            return parse(error);
        case Error::Kind::TooLarge:
            return tr("The answer is larger than allowed");
        case Error::Kind::FileSystem:
            return tr("%1 cannot be read or written").arg(file(error));
        }
        return {};
    }

    static QString advice(const Error& error);
};

QString Text::advice(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Timeout:
        return tr("Run the query as a job, or try again later.");
    case Error::Kind::Network:
        return tr("Check the address of the service and the network connection.");
    case Error::Kind::Tls:
        return tr("Do not send a token there. Ask those who run the service.");
    case Error::Kind::Unauthorized:
        return error.httpStatus == 403
            ? tr("Log in with an account that may do it: Services › Log in…")
            : tr("Check the token: Services › Log in…");
    case Error::Kind::Http:
        if (error.httpStatus == 404)
            return tr("Check the address of the service.");
        if (error.httpStatus == 500 && error.url.fileName() == "sync"_L1)
            return tr("Run the query as a job to see the reason, or try again later.");
        if (error.httpStatus == 429 || error.httpStatus >= 500)
            return tr("Try again later.");
        return {};
    case Error::Kind::Protocol:
        return error.url.isLocalFile() ? QString()
                                       : tr("Check that the address is that of a TAP service.");
    case Error::Kind::TooLarge:
        return tr("Ask for fewer rows or columns.");
    case Error::Kind::FileSystem:
        return tr("Check that the disk is not full and that the folder may be written.");
    case Error::Kind::Service:
        return tellsOfMissingTable(error.detail)
            ? tr("Check the name. What only some accounts may see is reported like this, too: "
                 "Services › Log in…")
            : QString();
    case Error::Kind::Cancelled:
    case Error::Kind::Parse:
        return {};
    }
    return {};
}

} // namespace

QString errorText(const Error& error)
{
    const auto head = Text::head(error);
    const auto words = error.detail.trimmed();
    if (words.isEmpty())
        return head + u'.';
    const bool ended = words.endsWith(u'.') || words.endsWith(u'!') || words.endsWith(u'?');
    return head + ": "_L1 + words + (ended ? QString() : u"."_s);
}

QString errorAdvice(const Error& error)
{
    return Text::advice(error);
}

} // namespace tapdesk::ui
