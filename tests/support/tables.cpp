// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tables.h"

#include "core/table/columnbuilder.h"
#include "core/table/columnconversion.h"

using namespace Qt::StringLiterals;

namespace tapdesk::test {

namespace {

enum class Elements { Keep, Drop };

template <typename T>
void appendCell(ColumnBuilder& builder, const Column& cells, qsizetype row, Elements elements)
{
    builder.append(elements == Elements::Keep ? cells.cell<T>(row) : std::span<const T>());
}

using Append = void (*)(ColumnBuilder&, const Column&, qsizetype, Elements);

Append appendFunction(Datatype datatype)
{
    switch (datatype) {
    case Datatype::Boolean:
    case Datatype::Bit:
    case Datatype::UnsignedByte:
        return &appendCell<std::uint8_t>;
    case Datatype::Short:
        return &appendCell<std::int16_t>;
    case Datatype::Int:
        return &appendCell<std::int32_t>;
    case Datatype::Long:
        return &appendCell<std::int64_t>;
    case Datatype::Char:
    case Datatype::UnicodeChar:
        return &appendCell<char>;
    case Datatype::Float:
        return &appendCell<float>;
    case Datatype::Double:
        return &appendCell<double>;
    case Datatype::FloatComplex:
        return &appendCell<std::complex<float>>;
    case Datatype::DoubleComplex:
        return &appendCell<std::complex<double>>;
    }
    Q_UNREACHABLE();
}

Column makeColumn(const Field& field, const QList<QStringList>& rows, qsizetype index)
{
    ColumnBuilder texts(Datatype::Char);
    for (const QStringList& row : rows) {
        const QString& cell = row.at(index);
        if (cell.isNull())
            texts.appendNull();
        else
            texts.appendText(cell.toStdString());
    }
    const Column cells = convertColumn(texts.take(), field.datatype);

    // Once more, for the layout that the shape asks for.
    ColumnBuilder builder(field.datatype, field.shape);
    const Append append = appendFunction(field.datatype);
    for (qsizetype row = 0; row < cells.rowCount(); ++row) {
        const QString& text = rows.at(row).at(index);
        if (cells.isNull(row) != (isText(field.datatype) ? text.isNull() : text.isEmpty()))
            qFatal("\"%s\" is no %s", qPrintable(text), datatypeName(field.datatype).data());
        if (text.isNull())
            builder.appendNull();
        else
            append(builder, cells, row, text.isEmpty() ? Elements::Drop : Elements::Keep);
    }
    return builder.take();
}

} // namespace

Table makeTable(const Schema& fields, const QList<QStringList>& rows, qsizetype blockRows)
{
    Table table(fields);
    const qsizetype step = blockRows > 0 ? blockRows : std::max<qsizetype>(rows.size(), 1);
    for (qsizetype first = 0; first < rows.size(); first += step) {
        const QList<QStringList> part = rows.mid(first, step);
        auto block = std::make_shared<Block>();
        block->rows = part.size();
        for (qsizetype i = 0; i < fields.size(); ++i)
            block->columns.push_back(makeColumn(fields.at(i), part, i));
        table.append(std::move(block));
    }
    return table;
}

Table everyDatatype()
{
    const auto field = [](const QString& name, Datatype datatype, const QString& shape = {}) {
        return Field {.name = name,
                      .datatype = datatype,
                      .shape = shape.isEmpty() ? ArrayShape() : ArrayShape::parse(shape).value()};
    };
    Schema fields = {field(u"flag"_s, Datatype::Boolean),
                     field(u"bits"_s, Datatype::Bit, u"10"_s),
                     field(u"byte"_s, Datatype::UnsignedByte),
                     field(u"short"_s, Datatype::Short),
                     field(u"int"_s, Datatype::Int),
                     field(u"long"_s, Datatype::Long),
                     field(u"text"_s, Datatype::Char, u"*"_s),
                     field(u"unicode"_s, Datatype::UnicodeChar, u"*"_s),
                     field(u"float"_s, Datatype::Float),
                     field(u"double"_s, Datatype::Double),
                     field(u"floatcomplex"_s, Datatype::FloatComplex),
                     field(u"doublecomplex"_s, Datatype::DoubleComplex),
                     field(u"pair"_s, Datatype::Double, u"2"_s),
                     field(u"list"_s, Datatype::Int, u"*"_s)};
    fields[4].nullValue = u"-999"_s;
    const QStringList values = {u"T"_s,       u"1 0 1 0 0 0 0 0 0 1"_s,
                                u"200"_s,     u"-5"_s,
                                u"70000"_s,   u"9007199254740993"_s,
                                u"HE0040"_s,  u"αβ😀"_s,
                                u"0.1"_s,     u"0.1"_s,
                                u"1 -2"_s,    u"0.5 3"_s,
                                u"1.5 2.5"_s, u"1 2 3"_s};
    return makeTable(fields, {values, QStringList(fields.size())});
}

} // namespace tapdesk::test
