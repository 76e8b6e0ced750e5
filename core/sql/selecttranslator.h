// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/expressiontranslator.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace tapdesk::sql {

/// Translates queries: WITH, set operations, SELECT and its clauses.
class SelectTranslator final : public ExpressionTranslator
{
public:
    explicit SelectTranslator(TokenCursor& cursor)
        : ExpressionTranslator(cursor)
    {
    }

    /// The one query that the text may hold, up to its end.
    SqliteQuery translate();

private:
    using Outputs = QList<SqliteQuery::Output>;

    /// A table, subquery or WITH query in a FROM clause.
    struct Source
    {
        QString alias {};
        QString table {}; ///< "schema.table"; empty when it is a query
        Outputs outputs {}; ///< of the query
    };

    /// An operand of UNION, INTERSECT, EXCEPT.
    struct Operand
    {
        Query query {};
        QString top {}; ///< of TOP, which has no place in the text yet
        bool isIntersection = false; ///< an unwrapped chain of INTERSECT
    };

    struct Item
    {
        Expression expression {};
        QString name {};
        qsizetype token = 0;
        bool isStar = false;
    };

    Query query() override;
    QString withClause();
    Operand setOperation();
    Operand intersection();
    Operand operand();
    Operand select();
    static void embed(Operand& operand);

    QString selectList(QList<Item>& items);
    Item selectItem();
    std::optional<Item> starItem();
    void addOutputs(const QList<Item>& items, Query& query) const;
    SqliteQuery::Output output(const Item& item) const;

    QString fromClause();
    QString joinedTables();
    QString joinOperator();
    QString tableReference();
    QString table();
    QString tableAlias(const QString& otherwise);

    QString orderBy();
    QString limits(QString limit);
    void refuseLimitOfAdql() const;
    QString number();

    QHash<QString, Outputs> m_withQueries;
    QList<Source> m_sources; ///< of the SELECT at hand
    QStringList m_tables;
    QString m_lastLimit; ///< of the query that ended last
};

} // namespace tapdesk::sql
