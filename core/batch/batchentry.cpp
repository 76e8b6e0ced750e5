// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/batchentry.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace tapdesk {

QString BatchEntry::name() const
{
    return QFileInfo(file).fileName();
}

TapQuery BatchEntry::query() const
{
    TapQuery query {.service = service,
                    .text = text,
                    .language = language.value,
                    .mode = TapQuery::Mode::Async,
                    .queue = queue.value,
                    .runId = runId.value};
    if (!maxrec.value.isEmpty())
        query.maxrec = maxrec.value.toLongLong();
    return query;
}

QByteArray BatchEntry::hash() const
{
    return queryHash(query());
}

QByteArray queryHash(const TapQuery& query)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString& part) {
        const auto bytes = part.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':'); // "ab", "c" is not "a", "bc"
        hash.addData(bytes);
    };
    add(query.service.id);
    // The port of the sample service says nothing.
    add(query.service.isSample ? QString() : query.service.baseUrl.toString());
    add(query.text);
    add(query.language);
    add(query.queue);
    add(query.maxrec ? QString::number(*query.maxrec) : QString());
    return hash.result().toHex();
}

} // namespace tapdesk
