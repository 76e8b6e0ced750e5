// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httprequest.h"

namespace tapdesk {

QByteArray formEncoded(const FormFields& fields)
{
    QByteArray form;
    for (const auto& [name, value] : fields) {
        if (!form.isEmpty())
            form += '&';
        // Everything but the unreserved characters is escaped, a blank as %20.
        form += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return form;
}

QString fieldValue(const FormFields& fields, const QString& name)
{
    for (const auto& [key, value] : fields) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpRequest HttpRequest::get(QUrl url)
{
    HttpRequest request;
    request.url = std::move(url);
    return request;
}

HttpRequest HttpRequest::post(QUrl url, const FormFields& form)
{
    HttpRequest request;
    request.method = Method::Post;
    request.url = std::move(url);
    request.body = formEncoded(form);
    return request;
}

HttpRequest HttpRequest::del(QUrl url)
{
    HttpRequest request;
    request.method = Method::Delete;
    request.url = std::move(url);
    return request;
}

QByteArray HttpResponse::header(const QByteArray& lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

} // namespace tapdesk
