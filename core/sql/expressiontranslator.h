// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/tokencursor.h"

#include <QString>

namespace tapdesk::sql {

struct FunctionRule;

/// An expression, written for SQLite, and what its surroundings must know of it.
struct Expression
{
    /// How tightly its outermost operator binds in PostgreSQL, loosest first.
    /// Source: PostgreSQL 15, section 4.1.6.
    enum Level { Or, And, Not, Is, Comparison, Membership, Other, Sum, Product, Power, Sign, Atom };

    QString text {};
    Level level = Atom;

    /// The name that PostgreSQL gives an output column without an alias, and whether it is better
    /// than the name of a type around it. Empty: "?column?".
    QString name {};
    bool nameIsStrong = false;

    QString qualifier {}; ///< of a plain column; empty when none was written
    QString column {}; ///< empty when this is more than a column
    bool mustBeCompared = false; ///< 1 or 0, which ADQL does not take for a condition
    qsizetype token = 0; ///< index of its first token; set where mustBeCompared may be
};

/// A query within a query, or the whole.
struct Query
{
    QString text {};
    QList<SqliteQuery::Output> outputs {};
    QList<qsizetype> outputTokens {}; ///< index of the token where each of them starts
};

/// Translates expressions; queries within them are left to the deriving class.
/// Members throw TranslationError, see TokenCursor.
class ExpressionTranslator
{
protected:
    explicit ExpressionTranslator(TokenCursor& cursor)
        : m_cursor(cursor)
    {
    }
    ~ExpressionTranslator() = default;
    Q_DISABLE_COPY_MOVE(ExpressionTranslator)

    /// Called before SELECT or WITH, or before a parenthesis that leads to one.
    virtual Query query() = 0;

    Expression expression();
    QString condition(); ///< an expression that stands where truth is asked for
    QString expressionList(); ///< one or more, divided by commas

    /// A name for a table, column or alias: quotes removed, or folded to lower case.
    QString name();
    bool atName() const;
    bool atSubquery() const; ///< SELECT or WITH is next, behind any number of parentheses

    static QString quoted(QString name); ///< as SQLite never takes for a string

    TokenCursor& m_cursor;

    /// Limits how deep a query may nest, so that no query can exhaust the stack.
    class Nesting final
    {
    public:
        explicit Nesting(ExpressionTranslator& translator);
        ~Nesting() { --m_depth; }
        Q_DISABLE_COPY_MOVE(Nesting)

    private:
        int& m_depth;
    };

private:
    /// The text, in parentheses unless it binds at least as tightly as @p level.
    static QString within(const Expression& expression, Expression::Level level);
    static Expression operation(const QString& text, Expression::Level level);
    static void extend(Expression& left, const QString& more, Expression::Level level);
    void countWrapped();

    Expression conjunction();
    Expression negation();
    Expression isTest();
    Expression comparison();
    Expression membership();
    Expression otherOperation();
    Expression sum();
    Expression product();
    Expression power();
    Expression sign();
    Expression castSuffix();
    Expression primary();

    void checkCondition(const Expression& condition) const;
    Expression listMembership(const Expression& left, const QString& negation);
    Expression likeness(const Expression& left, bool negated);
    Expression parenthesised();
    Expression stringLiteral();
    Expression caseExpression();
    Expression castCall();
    Expression castTo(const Expression& value);
    Expression existence();
    Expression columnReference();
    Expression functionCall();
    QStringList arguments(const FunctionRule& rule);
    void coordinateSystem();

    int m_depth = 0;
    int m_wrapped = 0; ///< operators written as calls, each of which nests the text deeper
};

} // namespace tapdesk::sql
