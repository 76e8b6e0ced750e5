// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/columnplan.h"

#include "core/votable/cellvalue.h"

namespace tapdesk::votable {

ColumnPlan::ColumnPlan(const Field& field)
    : datatype(field.datatype)
    , scalar(!field.shape.isVariable() && field.shape.elementCount() == 1)
    , variable(field.shape.isVariable())
    , elements(variable ? 0 : field.shape.elementCount())
    , stringArray(isText(datatype) && field.shape.dimensions().size() > 1)
{
    if (field.nullValue.isEmpty())
        return;
    nullText = field.nullValue.toStdString();
    if (isInteger(datatype)) {
        const auto value = parseInteger(nullText, datatype);
        hasNull = value.has_value();
        nullInteger = value.value_or(0);
    } else if (isFloating(datatype)) {
        const auto value = parseDouble(nullText);
        hasNull = value.has_value();
        nullNumber = value.value_or(0);
        if (datatype == Datatype::Float) // the cells are rounded, so is what they are compared to
            nullNumber = static_cast<double>(static_cast<float>(nullNumber));
    }
}

int ColumnPlan::numbersPerElement() const
{
    return datatype == Datatype::FloatComplex || datatype == Datatype::DoubleComplex ? 2 : 1;
}

} // namespace tapdesk::votable
