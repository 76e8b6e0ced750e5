// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/fieldreader.h"

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

namespace {

// The one-element arrays that the standard calls ambiguous are scalars.
ArrayShape readShape(const QString& text)
{
    if (text.trimmed().isEmpty())
        return {};
    QString cleaned = text.simplified().remove(u' ');
    if (cleaned.startsWith(u'[') && cleaned.endsWith(u']'))
        cleaned = cleaned.mid(1, cleaned.size() - 2);
    if (cleaned.endsWith(u'x'))
        cleaned.chop(1);
    if (cleaned == "1"_L1)
        return {};
    return ArrayShape::parse(cleaned).value_or(ArrayShape::variable());
}

// Daiquiri (1.3.5, 2026) sends its own type names as xtype, and then no datatype.
Datatype datatypeOfXtype(const QString& xtype)
{
    const auto datatype = datatypeFromName(xtype);
    return datatype && isNumeric(*datatype) ? *datatype : Datatype::Char;
}

bool isUnboundedWord(const QString& word)
{
    const auto datatype = datatypeFromName(word);
    return datatype && isText(*datatype)
        && word.trimmed().compare(datatypeName(*datatype), Qt::CaseInsensitive) != 0;
}

} // namespace

Field readField(const MarkupScanner& tag, qsizetype index, Charset charset, Repairs& repairs,
                WarningLog& warnings)
{
    const auto text = [&](std::string_view name) {
        return attributeText(tag.attribute(name), charset, repairs);
    };
    Field field;
    field.name = text("name");
    field.id = text("ID");
    if (field.name.isEmpty())
        field.name = field.id.isEmpty() ? u"col%1"_s.arg(index + 1) : field.id;
    field.unit = text("unit");
    field.ucd = text("ucd");
    field.utype = text("utype");
    field.xtype = text("xtype");
    field.ref = text("ref");
    field.precision = text("precision");
    field.width = std::max(0, text("width").trimmed().toInt());
    field.shape = readShape(text("arraysize"));

    const QString word = text("datatype");
    const auto datatype = datatypeFromName(word);
    if (datatype) {
        field.datatype = *datatype;
        if (isUnboundedWord(word) && field.shape.isScalar())
            field.shape = ArrayShape::variable();
    } else {
        const bool missing = word.trimmed().isEmpty();
        field.datatype = missing ? datatypeOfXtype(field.xtype) : Datatype::Char;
        if (isText(field.datatype) && field.shape.isScalar())
            field.shape = ArrayShape::variable();
        warnings.add(missing ? Warning::Kind::MissingDatatype : Warning::Kind::UnknownDatatype,
                     field.name, (missing ? field.xtype : word).toStdString(), tag.line());
    }
    if (word != datatypeName(field.datatype))
        field.declaredDatatype = word;
    return field;
}

} // namespace tapdesk::votable
