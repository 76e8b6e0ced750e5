// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobrecord.h"

#include <QString>
#include <QVariantList>

class QSqlQuery;

/// How records are written in the columns of the table `jobs`; one place for each direction.
namespace tapdesk::recordsql {

/// SELECT of all that recordFrom() reads, up to WHERE.
QString selection(bool brief = false);
JobRecord recordFrom(const QSqlQuery& query);

/// INSERT that keeps what the new record does not know, and
/// lets the phase of the later look win where two programs share the file.
QString upsert();
void bind(QSqlQuery& query, const JobRecord& record);

/// A part of a statement and the values of its question marks.
struct Condition
{
    QString text;
    QVariantList values;
};

/// "WHERE …", or nothing.
Condition where(const RecordFilter& filter);
/// The same without its phases and its `gone`, which is what chips with counts count.
Condition whereButPhase(const RecordFilter& filter);
/// "ORDER BY … LIMIT …": newest first; equal times by id, so that pages do not overlap.
QString order(const RecordFilter& filter);

} // namespace tapdesk::recordsql
