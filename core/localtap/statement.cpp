// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/statement.h"

#include <sqlite3.h>

namespace tapdesk::localtap {

void Statement::Finalizer::operator()(sqlite3_stmt* handle) const
{
    sqlite3_finalize(handle);
}

void Statement::bind(int parameter, std::nullptr_t)
{
    sqlite3_bind_null(handle(), parameter);
}

void Statement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(handle(), parameter, value);
}

void Statement::bind(int parameter, double value)
{
    sqlite3_bind_double(handle(), parameter, value);
}

void Statement::bind(int parameter, const QString& value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text(handle(), parameter, utf8.constData(), static_cast<int>(utf8.size()),
                      SQLITE_TRANSIENT);
}

void Statement::bind(int parameter, const QDateTime& value)
{
    if (value.isValid())
        bind(parameter, value.toUTC().toString(Qt::ISODateWithMs));
    else
        bind(parameter, nullptr);
}

Statement::Step Statement::step()
{
    switch (sqlite3_step(handle()) & 0xff) {
    case SQLITE_ROW:
        return Step::Row;
    case SQLITE_DONE:
        return Step::Done;
    case SQLITE_INTERRUPT:
        return Step::Interrupted;
    default:
        return Step::Failed;
    }
}

void Statement::reset()
{
    sqlite3_reset(handle());
}

int Statement::parameterCount() const
{
    return sqlite3_bind_parameter_count(handle());
}

int Statement::columnCount() const
{
    return sqlite3_column_count(handle());
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(handle(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(handle(), column);
}

double Statement::number(int column) const
{
    return sqlite3_column_double(handle(), column);
}

std::string_view Statement::utf8(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle(), column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(handle(), column))};
}

QString Statement::text(int column) const
{
    const std::string_view bytes = utf8(column);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QDateTime Statement::time(int column) const
{
    return QDateTime::fromString(text(column), Qt::ISODateWithMs);
}

} // namespace tapdesk::localtap
