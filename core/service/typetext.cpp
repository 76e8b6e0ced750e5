// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/typetext.h"

using namespace Qt::StringLiterals;

namespace tapdesk {

QString typeText(const QString& datatype, const QString& length)
{
    auto text = datatype.trimmed();
    if (text.startsWith("adql:"_L1, Qt::CaseInsensitive))
        text.remove(0, 5);
    const auto size = length.trimmed();
    const bool isScalar = size.isEmpty() || size == "1"_L1;
    if (text.isEmpty() || isScalar || text.endsWith(u')'))
        return text;
    return text + u'(' + size + u')';
}

} // namespace tapdesk
