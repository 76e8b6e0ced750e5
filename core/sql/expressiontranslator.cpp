// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/expressiontranslator.h"

#include "core/sql/functiontranslation.h"
#include "core/sql/literals.h"
#include "core/sql/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

using Level = Expression::Level;

/// Deeper than any query of a person, shallower than what a thread's stack or SQLite's bear.
constexpr int deepestNesting = 60;
constexpr int mostWrapped = 60;

} // namespace

ExpressionTranslator::Nesting::Nesting(ExpressionTranslator& translator)
    : m_depth(translator.m_depth)
{
    if (m_depth >= deepestNesting)
        translator.m_cursor.fail(u"The query is nested too deeply."_s);
    ++m_depth;
}

QString ExpressionTranslator::within(const Expression& expression, Level level)
{
    return expression.level >= level ? expression.text : u'(' + expression.text + u')';
}

Expression ExpressionTranslator::operation(const QString& text, Level level)
{
    Expression expression;
    expression.text = text;
    expression.level = level;
    return expression;
}

/// Appends in place: a copy for each operator would cost the square of a chain's length.
void ExpressionTranslator::extend(Expression& left, const QString& more, Level level)
{
    QString text = std::exchange(left.text, {});
    text += more;
    left = operation(text, level);
}

void ExpressionTranslator::countWrapped()
{
    if (++m_wrapped > mostWrapped)
        m_cursor.fail(u"The query has too many operators."_s);
}

QString ExpressionTranslator::quoted(QString name)
{
    return u'`' + name.replace(u'`', u"``"_s) + u'`';
}

bool ExpressionTranslator::atSubquery() const
{
    qsizetype ahead = 0;
    while (m_cursor.at(u"(", ahead))
        ++ahead;
    return m_cursor.atWord(u"SELECT", ahead) || m_cursor.atWord(u"WITH", ahead);
}

bool ExpressionTranslator::atName() const
{
    return m_cursor.peek().kind == Token::Kind::QuotedIdentifier
        || (m_cursor.isWord() && !isReserved(m_cursor.text(), m_cursor.dialect()));
}

QString ExpressionTranslator::name()
{
    const QStringView word = m_cursor.text();
    if (!atName()) {
        if (m_cursor.isWord())
            m_cursor.fail(
                u"\"%1\" is a reserved word; as a name it needs double quotes."_s.arg(word));
        m_cursor.failUnexpected();
    }
    const bool isQuoted = m_cursor.peek().kind == Token::Kind::QuotedIdentifier;
    const QString name = isQuoted ? quotedNameValue(word) : word.toString().toLower();
    if (name.contains(QChar::Null))
        m_cursor.failUnexpected();
    m_cursor.skip();
    return name;
}

QString ExpressionTranslator::expressionList()
{
    QString list = expression().text;
    while (m_cursor.accept(u","))
        list += u", "_s + expression().text;
    return list;
}

QString ExpressionTranslator::condition()
{
    const Expression condition = expression();
    checkCondition(condition);
    return condition.text;
}

/// Refuses what ADQL does not take for a condition.
void ExpressionTranslator::checkCondition(const Expression& condition) const
{
    if (condition.mustBeCompared)
        m_cursor.failAt(
            condition.token,
            u"%1(…) is a number in ADQL; compare it: 1 = %1(…)."_s.arg(condition.name.toUpper()));
}

Expression ExpressionTranslator::expression()
{
    const Nesting nesting(*this);
    Expression left = conjunction();
    while (m_cursor.acceptWord(u"OR")) {
        const Expression right = conjunction();
        checkCondition(left);
        checkCondition(right);
        extend(left, u" OR "_s + right.text, Level::Or);
    }
    return left;
}

Expression ExpressionTranslator::conjunction()
{
    Expression left = negation();
    while (m_cursor.acceptWord(u"AND")) {
        const Expression right = negation();
        checkCondition(left);
        checkCondition(right);
        extend(left, u" AND "_s + right.text, Level::And);
    }
    return left;
}

Expression ExpressionTranslator::negation()
{
    QString prefix;
    while (m_cursor.acceptWord(u"NOT"))
        prefix += u"NOT "_s;
    const Expression operand = isTest();
    if (prefix.isEmpty())
        return operand;
    checkCondition(operand);
    return operation(prefix + operand.text, Level::Not);
}

Expression ExpressionTranslator::isTest()
{
    Expression left = comparison();
    while (true) {
        QString test;
        if (m_cursor.acceptWord(u"ISNULL")) {
            test = u" IS NULL"_s;
        } else if (m_cursor.acceptWord(u"NOTNULL")) {
            test = u" IS NOT NULL"_s;
        } else if (m_cursor.acceptWord(u"IS")) {
            test = m_cursor.acceptWord(u"NOT") ? u" IS NOT "_s : u" IS "_s;
            if (m_cursor.acceptWord(u"DISTINCT")) {
                m_cursor.expectWord(u"FROM");
                test += u"DISTINCT FROM "_s + within(comparison(), Level::Sum);
            } else if (m_cursor.acceptWord(u"NULL") || m_cursor.acceptWord(u"UNKNOWN")) {
                test += u"NULL"_s;
            } else if (m_cursor.atWord(u"TRUE") || m_cursor.atWord(u"FALSE")) {
                test += m_cursor.text().toString().toUpper();
                m_cursor.skip();
            } else {
                m_cursor.failUnexpected();
            }
        } else {
            return left;
        }
        left = operation(within(left, Level::Sum) + test, Level::Is);
    }
}

Expression ExpressionTranslator::comparison()
{
    static constexpr std::array<QStringView, 7> operators {u"=",  u"<>", u"!=", u"<",
                                                           u"<=", u">",  u">="};
    Expression left = membership();
    for (const QStringView sign : operators) {
        if (!m_cursor.accept(sign))
            continue;
        const Expression right = membership();
        const QString written = sign == u"!=" ? u"<>"_s : sign.toString();
        return operation(within(left, Level::Sum) + u' ' + written + u' '
                             + within(right, Level::Sum),
                         Level::Comparison);
    }
    return left;
}

Expression ExpressionTranslator::membership()
{
    Expression left = otherOperation();
    const bool negated = m_cursor.atWord(u"NOT")
        && (m_cursor.atWord(u"IN", 1) || m_cursor.atWord(u"BETWEEN", 1)
            || m_cursor.atWord(u"LIKE", 1) || m_cursor.atWord(u"ILIKE", 1));
    if (negated)
        m_cursor.skip();
    const QString negation = negated ? u" NOT"_s : QString();

    if (m_cursor.acceptWord(u"IN"))
        return listMembership(left, negation);
    if (m_cursor.acceptWord(u"BETWEEN")) {
        const QString low = within(otherOperation(), Level::Sum);
        m_cursor.expectWord(u"AND");
        const QString high = within(otherOperation(), Level::Sum);
        return operation(within(left, Level::Sum) + negation + u" BETWEEN "_s + low + u" AND "_s
                             + high,
                         Level::Membership);
    }
    if (m_cursor.atWord(u"LIKE") || m_cursor.atWord(u"ILIKE"))
        return likeness(left, negated);
    return left;
}

Expression ExpressionTranslator::listMembership(const Expression& left, const QString& negation)
{
    m_cursor.expect(u"(");
    const QString list = atSubquery() ? query().text : expressionList();
    m_cursor.expect(u")");
    return operation(within(left, Level::Sum) + negation + u" IN ("_s + list + u')',
                     Level::Membership);
}

Expression ExpressionTranslator::likeness(const Expression& left, bool negated)
{
    // SQLite's own LIKE takes no notice of case.
    QString call = m_cursor.atWord(u"LIKE") ? u"tap_like("_s : u"tap_ilike("_s;
    m_cursor.skip();
    call += left.text + u", "_s + otherOperation().text;
    if (m_cursor.acceptWord(u"ESCAPE"))
        call += u", "_s + otherOperation().text;
    call += u')';
    return negated ? operation(u"NOT "_s + call, Level::Not) : operation(call, Level::Atom);
}

Expression ExpressionTranslator::otherOperation()
{
    struct Operator
    {
        QStringView sign;
        QStringView form; // $1 and $2 are the operands
    };
    // Source: PostgreSQL 15, sections 9.3, 9.4 and 9.7; pgSphere 1.5, chapter 5.
    static constexpr std::array<Operator, 12> calls {{
        {u"~", u"tap_regex($1, $2)"},
        {u"~*", u"tap_iregex($1, $2)"},
        {u"!~", u"(NOT tap_regex($1, $2))"},
        {u"!~*", u"(NOT tap_iregex($1, $2))"},
        {u"<@", u"tap_contains($1, $2)"},
        {u"@>", u"tap_contains($2, $1)"},
        {u"&&", u"tap_intersects($1, $2)"},
        {u"<->", u"tap_radians(tap_distance($1, $2))"},
        {u"&", u"($1 & $2)"},
        {u"|", u"($1 | $2)"},
        {u"<<", u"($1 << $2)"},
        {u">>", u"($1 >> $2)"},
    }};

    Expression left = sum();
    while (m_cursor.peek().kind == Token::Kind::Operator) {
        if (m_cursor.accept(u"||")) {
            // A chain stays flat. SQLite binds || tightest of all, hence the parentheses.
            if (left.level != Level::Other)
                left.text = within(left, Level::Atom);
            extend(left, u" || "_s + within(sum(), Level::Atom), Level::Other);
            continue;
        }
        const auto* const found =
            std::find_if(calls.begin(), calls.end(),
                         [this](const Operator& call) { return m_cursor.at(call.sign); });
        if (found == calls.end() || m_cursor.dialect() == Dialect::Adql)
            return left;
        countWrapped();
        m_cursor.skip();
        const Expression right = sum();
        left = operation(
            writeCall(found->form, {within(left, Level::Atom), within(right, Level::Atom)}),
            Level::Atom);
    }
    return left;
}

Expression ExpressionTranslator::sum()
{
    Expression left = product();
    while (m_cursor.at(u"+") || m_cursor.at(u"-")) {
        const QString sign = m_cursor.at(u"+") ? u" + "_s : u" - "_s;
        m_cursor.skip();
        extend(left, sign + product().text, Level::Sum);
    }
    return left;
}

Expression ExpressionTranslator::product()
{
    Expression left = power();
    while (true) {
        if (m_cursor.at(u"*") || m_cursor.at(u"/")) {
            const QString sign = m_cursor.at(u"*") ? u" * "_s : u" / "_s;
            m_cursor.skip();
            extend(left, sign + power().text, Level::Product);
        } else if (m_cursor.at(u"%")) {
            if (m_cursor.dialect() == Dialect::Adql)
                m_cursor.fail(u"ADQL has no operator %; use MOD(a, b)."_s);
            countWrapped();
            m_cursor.skip();
            // SQLite's % makes integers of its operands.
            const QString right = power().text;
            left = operation(u"tap_mod("_s + left.text + u", "_s + right + u')', Level::Atom);
        } else {
            return left;
        }
    }
}

Expression ExpressionTranslator::power()
{
    Expression left = sign();
    while (m_cursor.at(u"^")) {
        if (m_cursor.dialect() == Dialect::Adql)
            m_cursor.fail(u"ADQL has no operator ^; use POWER(a, b)."_s);
        countWrapped();
        m_cursor.skip();
        const QString right = sign().text;
        left = operation(u"tap_power("_s + left.text + u", "_s + right + u')', Level::Atom);
    }
    return left;
}

Expression ExpressionTranslator::sign()
{
    QString signs;
    while (m_cursor.at(u"-") || m_cursor.at(u"+")) {
        signs +=
            m_cursor.text().toString() + u' '; // the space keeps two of them from being a comment
        m_cursor.skip();
    }
    const Expression operand = castSuffix();
    return signs.isEmpty() ? operand : operation(signs + operand.text, Level::Sign);
}

Expression ExpressionTranslator::castSuffix()
{
    Expression value = primary();
    while (true) {
        if (m_cursor.at(u"["))
            m_cursor.fail(u"This service has no arrays."_s);
        if (!m_cursor.accept(u"::"))
            return value;
        countWrapped();
        value = castTo(value);
    }
}

} // namespace tapdesk::sql
