// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace tapdesk::localtap {

/// A prepared SQLite statement. Parameters count from 1 and columns from 0, as SQLite counts.
class Statement final
{
public:
    enum class Step {
        Row,
        Done,
        Interrupted, ///< by a progress handler
        Failed ///< Database::lastMessage() tells why
    };

    Statement() = default;
    explicit Statement(sqlite3_stmt* handle)
        : m_handle(handle)
    {
    }

    void bind(int parameter, std::nullptr_t);
    void bind(int parameter, qint64 value);
    void bind(int parameter, int value) { bind(parameter, static_cast<qint64>(value)); }
    void bind(int parameter, double value);
    void bind(int parameter, const QString& value);
    void bind(int parameter, const QDateTime& value); ///< as ISO text in UTC; invalid = null

    template <typename T>
    void bind(int parameter, const std::optional<T>& value)
    {
        if (value)
            bind(parameter, *value);
        else
            bind(parameter, nullptr);
    }

    /// Binds all parameters from the first on, runs, and makes ready for the next call.
    template <typename... Values>
    Step run(const Values&... values)
    {
        int parameter = 0;
        (bind(++parameter, values), ...);
        const Step result = step();
        reset();
        return result;
    }

    Step step();
    void reset();

    int parameterCount() const;
    int columnCount() const;
    bool isNull(int column) const;
    qint64 integer(int column) const;
    double number(int column) const;
    std::string_view utf8(int column) const; ///< valid until the next step
    QString text(int column) const;
    QDateTime time(int column) const;

    sqlite3_stmt* handle() const { return m_handle.get(); }

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt* handle) const;
    };

    std::unique_ptr<sqlite3_stmt, Finalizer> m_handle;
};

} // namespace tapdesk::localtap
