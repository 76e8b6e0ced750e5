// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/votable/readerfixture.h"

#include <QRandomGenerator>

namespace tapdesk::test {

using namespace Qt::StringLiterals;
using votable::Warning;

namespace {

QString kindName(Warning::Kind kind)
{
    switch (kind) {
    case Warning::Kind::MissingDatatype:
        return u"MissingDatatype"_s;
    case Warning::Kind::UnknownDatatype:
        return u"UnknownDatatype"_s;
    case Warning::Kind::PromotedColumn:
        return u"PromotedColumn"_s;
    case Warning::Kind::BadCell:
        return u"BadCell"_s;
    case Warning::Kind::NonStandardNull:
        return u"NonStandardNull"_s;
    case Warning::Kind::TooFewCells:
        return u"TooFewCells"_s;
    case Warning::Kind::TooManyCells:
        return u"TooManyCells"_s;
    case Warning::Kind::WrongRowCount:
        return u"WrongRowCount"_s;
    case Warning::Kind::Repaired:
        return u"Repaired"_s;
    case Warning::Kind::Truncated:
        return u"Truncated"_s;
    case Warning::Kind::Other:
        break;
    }
    return u"Other"_s;
}

Status feedPieces(votable::Reader& reader, const QByteArray& document, Cut cut)
{
    QRandomGenerator random(1);
    QByteArrayView rest(document);
    while (!rest.isEmpty()) {
        qsizetype length = rest.size();
        if (cut == Cut::Bytes)
            length = 1;
        else if (cut == Cut::Random)
            length = std::min<qsizetype>(length, random.bounded(1, 40));
        // a copy of its own, so that reading beyond the piece is an error a sanitizer sees
        const QByteArray piece = rest.first(length).toByteArray();
        if (auto status = reader.feed(piece); !status)
            return status;
        rest = rest.sliced(length);
    }
    return reader.finish();
}

} // namespace

Reading readDocument(const QByteArray& document, Cut cut, const votable::Reader::Options& options)
{
    votable::Reader reader(options);
    Reading reading;
    reading.status = feedPieces(reader, document, cut);
    reading.table = reader.table();
    for (const Field& field : reading.table.fields()) {
        reading.types +=
            u"%1 %2 %3"_s.arg(field.name, datatypeName(field.datatype), field.shape.toString())
                .trimmed();
    }
    for (qsizetype row = 0; row < reading.table.rowCount(); ++row) {
        QStringList cells;
        for (qsizetype column = 0; column < reading.table.columnCount(); ++column) {
            cells += reading.table.isNull(row, column) ? u"~"_s : reading.table.text(row, column);
        }
        reading.rows += cells.join(u'|');
    }
    for (const Warning& warning : reader.warnings()) {
        reading.warnings += u"%1 %2 x%3"_s.arg(kindName(warning.kind), warning.subject)
                                .arg(warning.count)
                                .simplified();
    }
    reading.queryStatus = reader.queryStatus();
    reading.queryStatusText = reader.queryStatusText();
    reading.infos = reader.infos();
    reading.tableCount = reader.tableCount();
    return reading;
}

QByteArray votableWith(const QByteArray& inner)
{
    return "<?xml version=\"1.0\"?>\n<VOTABLE version=\"1.4\""
           " xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">\n<RESOURCE "
           "type=\"results\">\n<TABLE>\n"
        + inner + "\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n";
}

QByteArray tableDataWith(const QByteArray& fields, const QByteArray& rows)
{
    return votableWith(fields + "\n<DATA><TABLEDATA>\n" + rows + "\n</TABLEDATA></DATA>");
}

} // namespace tapdesk::test
