// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace tapdesk {

/// A query that the service, or the guide, offers to start from.
struct Example
{
    QString name = {};
    QString description = {};
    QString query = {};
    QString language = {}; ///< empty when the document does not tell

    friend bool operator==(const Example&, const Example&) = default;
};

/// Reads a DALI examples page. Never fails: what cannot be read is left out. Well-formed XML is
/// not required, since Daiquiri's page is none; its language badge is understood.
/// Source: DALI 1.1, section 2.3; protocols.md 1.13; daiquiri.md section 10.
QList<Example> readExamples(const QByteArray& html);

} // namespace tapdesk
