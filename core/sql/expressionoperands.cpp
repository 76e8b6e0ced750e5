// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between operators: the lower half of ExpressionTranslator.
#include "core/sql/expressiontranslator.h"
#include "core/sql/functiontranslation.h"
#include "core/sql/literals.h"
#include "core/sql/vocabulary.h"

#include <algorithm>
#include <array>

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

Expression named(const QString& text, const QString& name)
{
    Expression expression;
    expression.text = text;
    expression.name = name;
    expression.nameIsStrong = true;
    return expression;
}

/// How a value becomes one of a type.
struct TypeRule
{
    enum Length { Whole, Cut, Scale }; ///< what `(n)`, or the n of `(p, n)`, does

    QStringView name; ///< upper case, words divided by one space
    QStringView internalName; ///< which PostgreSQL gives to an output column
    QStringView form;
    Length length = Whole;
};

constexpr TypeRule typeRules[] = {
    {u"SMALLINT", u"int2", u"tap_integer($1)"},
    {u"INT2", u"int2", u"tap_integer($1)"},
    {u"INTEGER", u"int4", u"tap_integer($1)"},
    {u"INT", u"int4", u"tap_integer($1)"},
    {u"INT4", u"int4", u"tap_integer($1)"},
    {u"BIGINT", u"int8", u"tap_integer($1)"},
    {u"INT8", u"int8", u"tap_integer($1)"},
    {u"REAL", u"float4", u"tap_real($1)"},
    {u"FLOAT4", u"float4", u"tap_real($1)"},
    {u"FLOAT8", u"float8", u"tap_real($1)"},
    {u"FLOAT", u"float8", u"tap_real($1)"},
    {u"DOUBLE PRECISION", u"float8", u"tap_real($1)"},
    {u"NUMERIC", u"numeric", u"tap_real($1)", TypeRule::Scale},
    {u"DECIMAL", u"numeric", u"tap_real($1)", TypeRule::Scale},
    {u"TEXT", u"text", u"CAST($1 AS TEXT)"},
    {u"VARCHAR", u"varchar", u"CAST($1 AS TEXT)", TypeRule::Cut},
    {u"CHARACTER VARYING", u"varchar", u"CAST($1 AS TEXT)", TypeRule::Cut},
    {u"CHAR", u"bpchar", u"CAST($1 AS TEXT)", TypeRule::Cut},
    {u"CHARACTER", u"bpchar", u"CAST($1 AS TEXT)", TypeRule::Cut},
    {u"TIMESTAMP", u"timestamp", u"CAST($1 AS TEXT)"},
    {u"DATE", u"date", u"CAST($1 AS TEXT)"},
    {u"BOOLEAN", u"bool", u"tap_boolean($1)"},
};

/// The type whose name starts here; steps over it.
const TypeRule& readType(TokenCursor& cursor)
{
    QString name = cursor.text().toString().toUpper();
    if ((name == u"DOUBLE" && cursor.atWord(u"PRECISION", 1))
        || (name == u"CHARACTER" && cursor.atWord(u"VARYING", 1)))
        name += u' ' + cursor.text(1).toString().toUpper();
    const auto* const rule = std::find_if(std::begin(typeRules), std::end(typeRules),
                                          [&](const TypeRule& type) { return type.name == name; });
    if (!cursor.isWord() || rule == std::end(typeRules))
        cursor.fail(u"A cast to %1 is not possible here."_s.arg(cursor.text()));
    cursor.skip();
    if (name.contains(u' '))
        cursor.skip();
    return *rule;
}

/// The last of the numbers in `(n)` or `(p, n)`; empty without parentheses.
QString readTypeLength(TokenCursor& cursor)
{
    QString last;
    if (!cursor.accept(u"("))
        return last;
    do {
        if (cursor.peek().kind != Token::Kind::Number)
            cursor.failUnexpected();
        last = cursor.text().toString();
        cursor.skip();
    } while (cursor.accept(u","));
    cursor.expect(u")");
    return last;
}

} // namespace

Expression ExpressionTranslator::primary()
{
    if (m_cursor.at(u"("))
        return parenthesised();
    switch (m_cursor.peek().kind) {
    case Token::Kind::Number: {
        Expression number;
        number.text = m_cursor.text().toString();
        m_cursor.skip();
        return number;
    }
    case Token::Kind::String:
        return stringLiteral();
    case Token::Kind::QuotedIdentifier:
        return columnReference();
    case Token::Kind::Keyword:
    case Token::Kind::Identifier:
        break;
    default:
        m_cursor.failUnexpected();
    }

    if (m_cursor.acceptWord(u"NULL"))
        return {.text = u"NULL"_s};
    for (const QStringView truth : {u"TRUE", u"FALSE"}) {
        if (m_cursor.acceptWord(truth))
            return {.text = truth.toString(), .name = u"bool"_s};
    }
    for (const QStringView moment : {u"CURRENT_TIMESTAMP", u"CURRENT_DATE", u"CURRENT_TIME"}) {
        if (m_cursor.acceptWord(moment))
            return named(moment.toString(), moment.toString().toLower());
    }
    if (m_cursor.atWord(u"CASE"))
        return caseExpression();
    if (m_cursor.atWord(u"CAST") && m_cursor.at(u"(", 1))
        return castCall();
    if (m_cursor.atWord(u"EXISTS") && m_cursor.at(u"(", 1))
        return existence();
    const bool isMoment = m_cursor.atWord(u"TIMESTAMP") || m_cursor.atWord(u"DATE");
    if (isMoment && m_cursor.peek(1).kind == Token::Kind::String) {
        m_cursor.skip();
        return stringLiteral();
    }
    return m_cursor.at(u"(", 1) ? functionCall() : columnReference();
}

Expression ExpressionTranslator::parenthesised()
{
    m_cursor.expect(u"(");
    Expression result;
    if (atSubquery()) {
        const Query inner = query();
        result.text = u'(' + inner.text + u')';
        if (!inner.outputs.isEmpty()) {
            result.name = inner.outputs.first().name;
            result.nameIsStrong = true;
        }
    } else {
        result = expression();
        QString list = result.text;
        if (m_cursor.at(u",")) {
            result = {};
            while (m_cursor.accept(u","))
                list += u", "_s + expression().text;
        }
        // A column stays one; all else is kept together.
        if (result.column.isEmpty())
            result.text = u'(' + list + u')';
        result.level = Expression::Atom;
    }
    m_cursor.expect(u")");
    return result;
}

Expression ExpressionTranslator::stringLiteral()
{
    const std::optional<QString> value = stringValue(m_cursor.text());
    if (!value)
        m_cursor.fail(u"This kind of string is not possible here."_s);
    m_cursor.skip();
    return {.text = stringLiteralOf(*value)};
}

Expression ExpressionTranslator::caseExpression()
{
    m_cursor.expectWord(u"CASE");
    QString text = u"CASE"_s;
    if (!m_cursor.atWord(u"WHEN"))
        text += u' ' + expression().text;
    do {
        m_cursor.expectWord(u"WHEN");
        text += u" WHEN "_s + condition();
        m_cursor.expectWord(u"THEN");
        text += u" THEN "_s + expression().text;
    } while (m_cursor.atWord(u"WHEN"));

    Expression result {.name = u"case"_s};
    if (m_cursor.acceptWord(u"ELSE")) {
        const Expression otherwise = expression();
        text += u" ELSE "_s + otherwise.text;
        if (otherwise.nameIsStrong) {
            result.name = otherwise.name;
            result.nameIsStrong = true;
        }
    }
    m_cursor.expectWord(u"END");
    result.text = text + u" END"_s;
    return result;
}

Expression ExpressionTranslator::castCall()
{
    m_cursor.expectWord(u"CAST");
    m_cursor.expect(u"(");
    const Expression value = expression();
    m_cursor.expectWord(u"AS");
    Expression result = castTo(value);
    m_cursor.expect(u")");
    return result;
}

/// From the name of the type on.
Expression ExpressionTranslator::castTo(const Expression& value)
{
    const TypeRule& type = readType(m_cursor);
    const QString length = readTypeLength(m_cursor);
    QString text = writeCall(type.form, {value.text});
    if (type.length == TypeRule::Cut && (!length.isEmpty() || type.internalName == u"bpchar"))
        text = u"substr(%1, 1, %2)"_s.arg(text, length.isEmpty() ? u"1"_s : length);
    else if (type.length == TypeRule::Scale && !length.isEmpty())
        text = u"tap_round(%1, %2)"_s.arg(text, length);

    Expression result {.text = text, .name = type.internalName.toString()};
    if (value.nameIsStrong) {
        result.name = value.name;
        result.nameIsStrong = true;
    }
    return result;
}

Expression ExpressionTranslator::existence()
{
    m_cursor.expectWord(u"EXISTS");
    m_cursor.expect(u"(");
    if (!atSubquery())
        m_cursor.failUnexpected();
    const QString text = u"EXISTS ("_s + query().text + u')';
    m_cursor.expect(u")");
    return named(text, u"exists"_s);
}

Expression ExpressionTranslator::columnReference()
{
    QStringList parts {name()};
    while (m_cursor.at(u".")) {
        m_cursor.skip();
        parts << name();
    }
    if (parts.size() > 3)
        m_cursor.fail(u"A column has at most three parts: schema.table.column."_s);

    // A table in the FROM clause goes by its last part, see SelectTranslator::table().
    Expression column = named(quoted(parts.last()), parts.last());
    column.column = parts.last();
    if (parts.size() > 1) {
        column.qualifier = parts[parts.size() - 2];
        column.text = quoted(column.qualifier) + u'.' + column.text;
    }
    return column;
}

Expression ExpressionTranslator::functionCall()
{
    const qsizetype start = m_cursor.index();
    const QString written = m_cursor.text().toString();
    const auto rules = functionRules(written, m_cursor.dialect());
    if (rules.empty()) {
        m_cursor.fail(isFunction(written, m_cursor.dialect())
                          ? u"This service has no function %1."_s.arg(written)
                          : u"Unknown function %1."_s.arg(written));
    }
    m_cursor.skip();
    m_cursor.expect(u"(");
    const bool distinct = (rules.front().traits & FunctionRule::Aggregate)
        && !m_cursor.acceptWord(u"ALL") && m_cursor.acceptWord(u"DISTINCT");
    QStringList values = arguments(rules.front());
    m_cursor.expect(u")");
    if (m_cursor.atWord(u"OVER") && m_cursor.at(u"(", 1))
        m_cursor.fail(u"This service has no window functions."_s);

    const auto rule = std::ranges::find_if(rules, [&values](const FunctionRule& candidate) {
        return values.size() >= candidate.least
            && (candidate.most < 0 || values.size() <= candidate.most);
    });
    if (rule == rules.end())
        m_cursor.failAt(start,
                        u"%1 does not take %2 argument(s)."_s.arg(written).arg(values.size()));
    if (distinct)
        values.first().prepend(u"DISTINCT "_s);

    const QString given = written.toLower();
    Expression call = named(writeCall(rule->form, values), given == u"trim" ? u"btrim"_s : given);
    call.mustBeCompared = (rule->traits & FunctionRule::TruthNumber) != 0;
    call.token = start;
    return call;
}

QStringList ExpressionTranslator::arguments(const FunctionRule& rule)
{
    QStringList values;
    if (m_cursor.at(u")"))
        return values;
    if (rule.name == u"COUNT" && m_cursor.accept(u"*"))
        return {u"*"_s};
    if ((rule.traits & FunctionRule::Frame) && m_cursor.peek().kind == Token::Kind::String) {
        coordinateSystem();
        m_cursor.expect(u",");
    }
    do {
        values << expression().text;
    } while (m_cursor.accept(u","));
    return values;
}

/// Positions of the service are ICRS; a system that is passed over in silence would be a lie.
void ExpressionTranslator::coordinateSystem()
{
    const QString system = stringValue(m_cursor.text()).value_or(QString()).simplified().toUpper();
    if (!system.isEmpty() && system != u"ICRS" && !system.startsWith(u"ICRS "))
        m_cursor.fail(u"Positions of this service are in ICRS, not in %1."_s.arg(m_cursor.text()));
    m_cursor.skip();
}

} // namespace tapdesk::sql
