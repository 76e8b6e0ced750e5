// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/selecttranslator.h"

#include <QSet>

#include <utility>

namespace tapdesk::sql {

using namespace Qt::StringLiterals;

namespace {

/// A SELECT that SQLite takes where it takes no parenthesis, ORDER BY or LIMIT.
QString asPlainSelect(const QString& query)
{
    return u"SELECT * FROM ("_s + query + u')';
}

} // namespace

SqliteQuery SelectTranslator::translate()
{
    m_cursor.checkWhole();
    if (!atSubquery())
        m_cursor.fail(u"Only a SELECT can be run here."_s);

    const Query whole = query();
    bool ended = false;
    while (m_cursor.accept(u";"))
        ended = true;
    if (!m_cursor.atEnd()) {
        if (ended)
            m_cursor.fail(u"Only one statement can be run at a time."_s);
        m_cursor.failUnexpected();
    }

    QSet<QString> names;
    for (qsizetype i = 0; i < whole.outputs.size(); ++i) {
        const QString& outputName = whole.outputs[i].name;
        if (outputName != u"*" && names.contains(outputName))
            m_cursor.failAt(whole.outputTokens[i], u"Duplicate column name %1"_s.arg(outputName));
        names.insert(outputName);
    }

    return {.text = whole.text,
            .top = m_lastLimit.isEmpty() ? std::nullopt : std::optional(m_lastLimit.toLongLong()),
            .outputs = whole.outputs,
            .tables = m_tables};
}

Query SelectTranslator::query()
{
    const Nesting nesting(*this);
    const QHash<QString, Outputs> outerWithQueries = m_withQueries;
    const QString with = withClause();
    Operand whole = setOperation();
    whole.query.text.prepend(with);
    whole.query.text += orderBy();
    whole.query.text += limits(whole.top);
    m_withQueries = outerWithQueries;
    return whole.query;
}

QString SelectTranslator::withClause()
{
    if (!m_cursor.acceptWord(u"WITH"))
        return {};
    if (m_cursor.atWord(u"RECURSIVE"))
        m_cursor.fail(u"This service has no recursive queries."_s);

    QStringList parts;
    do {
        const QString name = this->name();
        QStringList columns;
        if (m_cursor.accept(u"(")) {
            do {
                columns << this->name();
            } while (m_cursor.accept(u","));
            m_cursor.expect(u")");
        }
        m_cursor.expectWord(u"AS");
        m_cursor.expect(u"(");
        Query inner = query();
        m_cursor.expect(u")");

        QString part = quoted(name);
        for (qsizetype i = 0; i < columns.size(); ++i) {
            part += (i == 0 ? u"("_s : u", "_s) + quoted(columns[i]);
            if (i < inner.outputs.size())
                inner.outputs[i].name = columns[i];
        }
        part += (columns.isEmpty() ? u" AS ("_s : u") AS ("_s) + inner.text + u')';
        m_withQueries.insert(name, inner.outputs);
        parts << part;
    } while (m_cursor.accept(u","));
    return u"WITH "_s + parts.join(u", "_s) + u' ';
}

/// Puts an operand's TOP into its text, because more will follow.
void SelectTranslator::embed(Operand& operand)
{
    if (operand.top.isEmpty())
        return;
    operand.query.text = asPlainSelect(operand.query.text + u" LIMIT "_s + operand.top);
    operand.top.clear();
}

SelectTranslator::Operand SelectTranslator::setOperation()
{
    Operand left = intersection();
    while (m_cursor.atWord(u"UNION") || m_cursor.atWord(u"EXCEPT")) {
        const bool isUnion = m_cursor.atWord(u"UNION");
        m_cursor.skip();
        if (!isUnion && m_cursor.atWord(u"ALL"))
            m_cursor.fail(u"This service has no EXCEPT ALL."_s);
        QString sign = isUnion ? u" UNION "_s : u" EXCEPT "_s;
        if (m_cursor.acceptWord(u"ALL"))
            sign += u"ALL "_s;
        else
            m_cursor.acceptWord(u"DISTINCT");

        embed(left);
        Operand right = intersection();
        embed(right);
        // All operators of SQLite bind alike, from the left.
        if (right.isIntersection)
            right.query.text = asPlainSelect(right.query.text);
        left.query.text += sign + right.query.text;
    }
    return left;
}

SelectTranslator::Operand SelectTranslator::intersection()
{
    Operand left = operand();
    while (m_cursor.acceptWord(u"INTERSECT")) {
        if (m_cursor.atWord(u"ALL"))
            m_cursor.fail(u"This service has no INTERSECT ALL."_s);
        m_cursor.acceptWord(u"DISTINCT");
        embed(left);
        Operand right = operand();
        embed(right);
        left.query.text += u" INTERSECT "_s + right.query.text;
        left.isIntersection = true;
    }
    return left;
}

SelectTranslator::Operand SelectTranslator::operand()
{
    if (!m_cursor.accept(u"("))
        return select();
    Operand inner;
    inner.query = query();
    inner.query.text = asPlainSelect(inner.query.text);
    m_cursor.expect(u")");
    return inner;
}

SelectTranslator::Operand SelectTranslator::select()
{
    const QList<Source> outerSources = std::exchange(m_sources, {});
    const bool isAdql = m_cursor.dialect() == Dialect::Adql;
    Operand result;

    m_cursor.expectWord(u"SELECT");
    QString text = u"SELECT "_s;
    if (m_cursor.acceptWord(u"DISTINCT")) {
        if (m_cursor.atWord(u"ON"))
            m_cursor.fail(u"This service has no DISTINCT ON."_s);
        text += u"DISTINCT "_s;
    } else {
        m_cursor.acceptWord(u"ALL");
    }
    if (m_cursor.atWord(u"TOP") && m_cursor.peek(1).kind == Token::Kind::Number) {
        if (!isAdql)
            m_cursor.fail(
                u"PostgreSQL has no TOP; end the query with LIMIT %1."_s.arg(m_cursor.text(1)));
        m_cursor.skip();
        result.top = number();
    }

    QList<Item> items;
    text += selectList(items);
    if (isAdql || m_cursor.atWord(u"FROM"))
        text += fromClause();
    if (m_cursor.acceptWord(u"WHERE"))
        text += u" WHERE "_s + condition();
    if (m_cursor.acceptWord(u"GROUP")) {
        m_cursor.expectWord(u"BY");
        text += u" GROUP BY "_s + expressionList();
    }
    if (m_cursor.acceptWord(u"HAVING"))
        text += u" HAVING "_s + condition();

    result.query.text = text;
    addOutputs(items, result.query);
    m_sources = outerSources;
    return result;
}

QString SelectTranslator::selectList(QList<Item>& items)
{
    QStringList texts;
    do {
        const Item item = selectItem();
        items << item;
        texts << (item.isStar ? item.expression.text
                              : item.expression.text + u" AS "_s + quoted(item.name));
    } while (m_cursor.accept(u","));
    return texts.join(u", "_s);
}

SelectTranslator::Item SelectTranslator::selectItem()
{
    if (const std::optional<Item> star = starItem())
        return *star;

    Item item {.token = m_cursor.index()};
    item.expression = expression();
    item.name = item.expression.name.isEmpty() ? u"?column?"_s : item.expression.name;
    if (m_cursor.acceptWord(u"AS")) {
        // Behind AS, PostgreSQL takes any word for a name.
        if (m_cursor.dialect() == Dialect::PostgreSql && m_cursor.isWord()) {
            item.name = m_cursor.text().toString().toLower();
            m_cursor.skip();
        } else {
            item.name = name();
        }
    } else if (atName()) {
        item.name = name();
    }
    return item;
}

/// `*`, `table.*` or `schema.table.*`
std::optional<SelectTranslator::Item> SelectTranslator::starItem()
{
    Item item {.name = u"*"_s, .token = m_cursor.index(), .isStar = true};
    qsizetype ahead = 0;
    while (m_cursor.at(u".", ahead + 1) && ahead < 4)
        ahead += 2;
    if (!m_cursor.at(u"*", ahead))
        return std::nullopt;

    while (!m_cursor.at(u"*")) {
        item.expression.qualifier = name();
        m_cursor.expect(u".");
    }
    m_cursor.expect(u"*");
    item.expression.text =
        item.expression.qualifier.isEmpty() ? u"*"_s : quoted(item.expression.qualifier) + u".*"_s;
    return item;
}

void SelectTranslator::addOutputs(const QList<Item>& items, Query& query) const
{
    for (const Item& item : items) {
        query.outputs << output(item);
        query.outputTokens << item.token;
    }
}

SqliteQuery::Output SelectTranslator::output(const Item& item) const
{
    SqliteQuery::Output output {.name = item.name};
    const QString& column = item.expression.column;
    if (column.isEmpty() && !item.isStar)
        return output;

    QList<const Source*> candidates;
    for (const Source& source : m_sources) {
        if (item.expression.qualifier.isEmpty() || source.alias == item.expression.qualifier)
            candidates << &source;
    }
    if (candidates.size() > 1)
        output.sourceColumn = column;
    if (candidates.size() != 1)
        return output;

    const Source& source = *candidates.first();
    if (!source.table.isEmpty()) {
        output.sourceTable = source.table;
        output.sourceColumn = column;
    }
    for (const SqliteQuery::Output& inner : source.outputs) {
        if (inner.name == column) {
            output.sourceTable = inner.sourceTable;
            output.sourceColumn = inner.sourceColumn;
        }
    }
    return output;
}

QString SelectTranslator::fromClause()
{
    m_cursor.expectWord(u"FROM");
    QString text = u" FROM "_s + joinedTables();
    while (m_cursor.accept(u","))
        text += u", "_s + joinedTables();
    return text;
}

QString SelectTranslator::joinedTables()
{
    QString text = tableReference();
    while (true) {
        const QString join = joinOperator();
        if (join.isEmpty())
            return text;
        text += join + tableReference();
        if (join.startsWith(u" NATURAL") || join.startsWith(u" CROSS"))
            continue;
        if (m_cursor.acceptWord(u"USING")) {
            m_cursor.expect(u"(");
            text += u" USING ("_s + quoted(name());
            while (m_cursor.accept(u","))
                text += u", "_s + quoted(name());
            m_cursor.expect(u")");
            text += u')';
        } else {
            m_cursor.expectWord(u"ON");
            text += u" ON "_s + condition();
        }
    }
}

/// " LEFT JOIN " and the like; empty when there is none.
QString SelectTranslator::joinOperator()
{
    QString text = u" "_s;
    if (m_cursor.acceptWord(u"CROSS")) {
        text += u"CROSS "_s;
    } else {
        if (m_cursor.acceptWord(u"NATURAL"))
            text += u"NATURAL "_s;
        for (const QStringView side : {u"LEFT", u"RIGHT", u"FULL"}) {
            if (m_cursor.acceptWord(side)) {
                text += side.toString() + u' ';
                m_cursor.acceptWord(u"OUTER");
                break;
            }
        }
        m_cursor.acceptWord(u"INNER");
    }
    if (text == u" " && !m_cursor.atWord(u"JOIN"))
        return {};
    m_cursor.expectWord(u"JOIN");
    return text + u"JOIN "_s;
}

QString SelectTranslator::tableReference()
{
    if (!m_cursor.at(u"("))
        return table();
    if (!atSubquery()) {
        const Nesting nesting(*this);
        m_cursor.expect(u"(");
        const QString inner = joinedTables();
        m_cursor.expect(u")");
        return u'(' + inner + u')';
    }

    m_cursor.expect(u"(");
    const QList<Source> siblings = m_sources;
    const Query inner = query();
    m_sources = siblings;
    m_cursor.expect(u")");
    const QString alias = tableAlias({});
    m_sources << Source {.alias = alias, .outputs = inner.outputs};
    return u'(' + inner.text + u") AS "_s + quoted(alias);
}

QString SelectTranslator::table()
{
    const qsizetype start = m_cursor.index();
    QStringList parts {name()};
    while (m_cursor.accept(u"."))
        parts << name();
    if (m_cursor.at(u"("))
        m_cursor.failAt(start, u"This service has no functions that yield tables."_s);

    Source source;
    QString text;
    if (parts.size() == 1 && m_withQueries.contains(parts.first())) {
        source.outputs = m_withQueries.value(parts.first());
        text = quoted(parts.first());
    } else if (parts.size() == 2) {
        source.table = parts.join(u'.').toLower();
        text = quoted(source.table);
        if (!m_tables.contains(source.table))
            m_tables << source.table;
    } else {
        m_cursor.failAt(start, u"A table is written as schema.table."_s);
    }
    source.alias = tableAlias(parts.last());
    m_sources << source;
    return text + u" AS "_s + quoted(source.alias);
}

QString SelectTranslator::tableAlias(const QString& otherwise)
{
    QString alias = otherwise;
    refuseLimitOfAdql();
    if (m_cursor.acceptWord(u"AS") || atName())
        alias = name();
    if (alias.isEmpty())
        m_cursor.fail(u"A query in FROM needs a name: (SELECT …) AS name."_s);
    if (m_cursor.at(u"("))
        m_cursor.fail(u"This service has no names for the columns of a table's alias."_s);
    return alias;
}

QString SelectTranslator::orderBy()
{
    if (!m_cursor.acceptWord(u"ORDER"))
        return {};
    m_cursor.expectWord(u"BY");
    QStringList terms;
    do {
        QString term = expression().text;
        // For PostgreSQL a NULL is larger than any value, for SQLite it is smaller.
        QString nulls = u" ASC NULLS LAST"_s;
        if (m_cursor.acceptWord(u"DESC"))
            nulls = u" DESC NULLS FIRST"_s;
        else
            m_cursor.acceptWord(u"ASC");
        if (m_cursor.acceptWord(u"NULLS")) {
            nulls = nulls.startsWith(u" DESC") ? u" DESC NULLS "_s : u" ASC NULLS "_s;
            if (m_cursor.acceptWord(u"FIRST")) {
                nulls += u"FIRST"_s;
            } else {
                m_cursor.expectWord(u"LAST");
                nulls += u"LAST"_s;
            }
        }
        terms << term + nulls;
    } while (m_cursor.accept(u","));
    return u" ORDER BY "_s + terms.join(u", "_s);
}

/// LIMIT and OFFSET behind a query; @p limit is that of TOP.
QString SelectTranslator::limits(QString limit)
{
    QString offset;
    refuseLimitOfAdql();
    while (true) {
        if (m_cursor.acceptWord(u"OFFSET")) {
            offset = number();
            if (!m_cursor.acceptWord(u"ROWS"))
                m_cursor.acceptWord(u"ROW");
        } else if (m_cursor.acceptWord(u"LIMIT")) {
            if (!m_cursor.acceptWord(u"ALL"))
                limit = number();
        } else {
            break;
        }
    }
    m_lastLimit = limit;
    QString text;
    if (!limit.isEmpty() || !offset.isEmpty())
        text = u" LIMIT "_s + (limit.isEmpty() ? u"-1"_s : limit);
    if (!offset.isEmpty())
        text += u" OFFSET "_s + offset;
    return text;
}

void SelectTranslator::refuseLimitOfAdql() const
{
    if (m_cursor.dialect() == Dialect::Adql && m_cursor.atWord(u"LIMIT"))
        m_cursor.fail(u"ADQL has no LIMIT; write SELECT TOP n at the start."_s);
}

/// A whole number that fits a limit.
QString SelectTranslator::number()
{
    bool isWhole = false;
    const qint64 value = m_cursor.text().toLongLong(&isWhole);
    if (m_cursor.peek().kind != Token::Kind::Number || !isWhole)
        m_cursor.fail(u"A whole number is due here."_s);
    m_cursor.skip();
    return QString::number(value);
}

} // namespace tapdesk::sql
