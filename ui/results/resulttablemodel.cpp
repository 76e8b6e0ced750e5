// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/resulttablemodel.h"

#include "ui/base/richtext.h"
#include "ui/results/cellglimpse.h"

#include <QFont>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr qsizetype longestTip = 2000;

int shownRows(const Table& table)
{
    // An item model counts rows in int; a table of more is stored, and shown up to here.
    return static_cast<int>(std::min<qsizetype>(table.rowCount(), std::numeric_limits<int>::max()));
}

QVariant alignment(const Field& field)
{
    const bool isNumber = isNumeric(field.datatype) && field.shape.isScalar();
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                               | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

bool sameColumns(const Schema& left, const Schema& right)
{
    return std::equal(left.cbegin(), left.cend(), right.cbegin(), right.cend(),
                      [](const Field& a, const Field& b) { return a.name == b.name; });
}

} // namespace

QString fieldTypeText(const Field& field)
{
    const QString name(datatypeName(field.datatype));
    return field.shape.isScalar() ? name : u"%1(%2)"_s.arg(name, field.shape.toString());
}

QString fieldToolTip(const Field& field)
{
    QStringList rows;
    const auto add = [&rows](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            rows.append(
                u"<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>"_s.arg(name, value.toHtmlEscaped()));
        }
    };
    add(ResultTableModel::tr("Type"), fieldTypeText(field));
    if (field.declaredDatatype != QString(datatypeName(field.datatype)))
        add(ResultTableModel::tr("Declared as"), field.declaredDatatype);
    add(ResultTableModel::tr("Unit"), field.unit);
    add(ResultTableModel::tr("UCD"), field.ucd);
    add(ResultTableModel::tr("Utype"), field.utype);
    add(ResultTableModel::tr("Xtype"), field.xtype);
    QString text = u"<b>%1</b><table>%2</table>"_s.arg(field.name.toHtmlEscaped(), rows.join(u""));
    if (!field.description.isEmpty())
        text += u"<p>%1</p>"_s.arg(field.description.simplified().toHtmlEscaped());
    return text;
}

ResultTableModel::ResultTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

bool ResultTableModel::isContinuation(const Table& table) const
{
    return m_table.columnCount() > 0 && table.rowCount() >= m_table.rowCount()
        && sameColumns(m_table.fields(), table.fields());
}

void ResultTableModel::setTable(const Table& table)
{
    if (!isContinuation(table)) {
        beginResetModel();
        m_table = table;
        endResetModel();
        return;
    }
    const int before = shownRows(m_table);
    const int after = shownRows(table);
    const bool promoted = m_table.fields() != table.fields();
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_table = table;
        endInsertRows();
    } else {
        m_table = table;
    }
    if (promoted) {
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        if (before > 0)
            emit dataChanged(index(0, 0), index(before - 1, columnCount() - 1));
    }
}

void ResultTableModel::setMutedColor(const QColor& color)
{
    m_muted = color;
}

int ResultTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : shownRows(m_table);
}

int ResultTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columnCount());
}

QString ResultTableModel::shownText(const QModelIndex& index) const
{
    QString text = cellGlimpse(m_table, index.row(), index.column(), longestShown);
    if (text.isNull())
        return tr("null", "a cell without a value");
    text.replace(u'\n', u'↵');
    return text;
}

QVariant ResultTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Field& field = m_table.fields().at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index);
    case Qt::TextAlignmentRole:
        return alignment(field);
    case Qt::ForegroundRole:
        return m_muted.isValid() && m_table.isNull(index.row(), index.column()) ? QVariant(m_muted)
                                                                                : QVariant();
    case Qt::FontRole:
        if (m_table.isNull(index.row(), index.column())) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole: {
        // Only what a cell may well not show in full.
        const QString text = cellGlimpse(m_table, index.row(), index.column(), longestTip);
        return text.size() > longestShown / 8 ? QVariant(plainToolTip(text)) : QVariant();
    }
    default:
        return {};
    }
}

QVariant ResultTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= columnCount())
        return {};
    const Field& field = m_table.fields().at(section);
    switch (role) {
    case Qt::DisplayRole:
        // The second line is always there, so that all headers are of one height.
        return QString(field.name.simplified() + u'\n'
                       + (field.unit.isEmpty() ? u" "_s : field.unit.simplified()));
    case Qt::TextAlignmentRole:
        return alignment(field);
    case Qt::ToolTipRole:
        return fieldToolTip(field);
    default:
        return {};
    }
}

} // namespace tapdesk::ui
