// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/table/arrayshape.h"
#include "core/table/datatype.h"

#include <QList>
#include <QString>

namespace tapdesk {

/// What one column is: the metadata of a VOTable FIELD.
///
/// Source: VOTable 1.5, section 4.1.
struct Field
{
    QString name = {}; ///< never empty: ID or "colN" stand in
    QString id = {};
    Datatype datatype = Datatype::Char;
    ArrayShape shape = {};
    QString unit = {};
    QString ucd = {};
    QString utype = {};
    QString xtype = {};
    QString ref = {};
    QString description = {};
    QString precision = {}; ///< display hint, as written: "F3", "E5", "3"
    int width = 0; ///< display hint in characters; 0 = none
    QString nullValue = {}; ///< VALUES/@null as written; empty = none
    QString declaredDatatype = {}; ///< the word of the document when it differs from datatype

    friend bool operator==(const Field&, const Field&) = default;
};

using Schema = QList<Field>;

} // namespace tapdesk
