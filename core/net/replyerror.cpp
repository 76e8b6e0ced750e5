// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/replyerror.h"

namespace tapdesk {

Error::Kind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return Error::Kind::Tls;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return Error::Kind::Timeout;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return Error::Kind::Protocol;
    default:
        return Error::Kind::Network;
    }
}

bool isLostConnection(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ContentReSendError: // see OnceOnlyBody
        return true;
    default:
        return false;
    }
}

QString detailOf(const QNetworkReply& reply)
{
    switch (reply.error()) {
    case QNetworkReply::NoError:
        return {};
    case QNetworkReply::ContentReSendError: // "Unknown error", though it is known
        return QNetworkReply::tr("Connection closed");
    default:
        return reply.errorString();
    }
}

} // namespace tapdesk
