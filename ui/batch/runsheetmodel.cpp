// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/runsheetmodel.h"

#include "ui/base/icons.h"
#include "ui/base/numberformat.h"
#include "ui/base/richtext.h"
#include "ui/base/truthwords.h"
#include "ui/batch/sheetwords.h"

#include <QDir>
#include <QFileInfo>
#include <QFont>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// A column that is a setting: what the entry has, and the comment that says it.
struct Setting
{
    BatchSetting BatchEntry::*value;
    QString sql::Directives::*comment;
    const char* key; ///< of the comment
};

const Setting* settingOf(int column)
{
    static const QMap<int, Setting> settings {
        {RunSheetModel::ServiceColumn,
         {&BatchEntry::serviceName, &sql::Directives::service, "SERVICE"}},
        {RunSheetModel::LanguageColumn,
         {&BatchEntry::language, &sql::Directives::language, "LANGUAGE"}},
        {RunSheetModel::QueueColumn, {&BatchEntry::queue, &sql::Directives::queue, "QUEUE"}},
        {RunSheetModel::RunIdColumn, {&BatchEntry::runId, &sql::Directives::runId, "RUNID"}},
        {RunSheetModel::MaxRowsColumn, {&BatchEntry::maxrec, &sql::Directives::maxrec, "MAXREC"}},
        {RunSheetModel::OutputColumn, {&BatchEntry::output, &sql::Directives::output, "OUTPUT"}},
    };
    const auto found = settings.constFind(column);
    return found == settings.cend() ? nullptr : &*found;
}

/// As it would be written into a comment.
QString settingText(const BatchLine& line, const Setting& setting)
{
    const auto& value = (line.entry.*setting.value).value;
    if (setting.value != &BatchEntry::output)
        return value;
    const auto& comment = line.entry.directives.output;
    return comment.isEmpty() ? QFileInfo(value).fileName() : comment;
}

bool isEdited(const BatchLine& line, const Setting& setting)
{
    return line.entry.directives.*setting.comment != line.said.*setting.comment;
}

bool isBlocked(const BatchLine& line)
{
    return !line.entry.canRun() && !line.isActive();
}

} // namespace

RunSheetModel::RunSheetModel(BatchSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    // The same files keep their selection and their place.
    connect(&session, &BatchSession::linesAboutToBeReplaced, this, [this] { beginResetModel(); });
    connect(&session, &BatchSession::linesReplaced, this, [this] { endResetModel(); });
    connect(&session, &BatchSession::linesChanged, this, [this] { tellAll(); });
    connect(&session, &BatchSession::lineChanged, this,
            [this](int row) { emit dataChanged(index(row, 0), index(row, ColumnCount - 1)); });
}

void RunSheetModel::tellAll(const QList<int>& roles)
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), roles);
}

void RunSheetModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    tellAll({Qt::ForegroundRole});
}

int RunSheetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_session.lines().size());
}

int RunSheetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunSheetModel::data(const QModelIndex& index, int role) const
{
    if (index.row() >= rowCount())
        return {};
    const auto& line = m_session.lines().at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(line, column);
    case Qt::DecorationRole:
        return sign(line, column);
    case Qt::CheckStateRole:
        if (column == FileColumn)
            return line.isChecked && line.entry.canRun() ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::ToolTipRole:
        return plainToolTip(tip(line, column));
    case Qt::ForegroundRole:
        return colour(line, column);
    case Qt::FontRole:
        if (const auto* setting = settingOf(column); setting && isEdited(line, *setting)) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    case Qt::TextAlignmentRole:
        if (column == RowsColumn || column == MaxRowsColumn)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    default:
        return {};
    }
}

QVariant RunSheetModel::text(const BatchLine& line, int column) const
{
    if (const auto* setting = settingOf(column))
        return settingText(line, *setting);
    const auto& outcome = line.outcome;
    switch (column) {
    case FileColumn:
        return line.entry.name();
    case TitleColumn:
        return line.said.title;
    case StateColumn:
        return sheetState(line).word;
    case RowsColumn:
        return outcome && outcome->truth ? countText(outcome->truth->rows) : QString();
    case TruthColumn:
        return outcome && outcome->truth ? truthWords(*outcome->truth).badge : QString();
    case MessageColumn:
        return sheetMessage(line).simplified();
    default:
        return {};
    }
}

QVariant RunSheetModel::sign(const BatchLine& line, int column) const
{
    if (column == StateColumn) {
        const auto state = sheetState(line);
        return state.icon.isEmpty() ? QVariant() : icon(state.icon);
    }
    if (column == TruthColumn && line.outcome && line.outcome->truth)
        return icon(truthWords(*line.outcome->truth).icon);
    return {};
}

QString RunSheetModel::tip(const BatchLine& line, int column) const
{
    if (const auto* setting = settingOf(column)) {
        const auto& said = line.said.*setting->comment;
        QString origin;
        if (isEdited(line, *setting))
            origin = said.isEmpty() ? tr("Edited here; the file says nothing")
                                    : tr("Edited here; the file says %1").arg(said);
        else
            origin = said.isEmpty()
                ? tr("The default, as no comment says %1").arg(QLatin1String(setting->key))
                : tr("The comment %1 of the file says so").arg(QLatin1String(setting->key));
        const auto value = column == OutputColumn
            ? QDir::toNativeSeparators(line.entry.output.value)
            : settingText(line, *setting);
        return value.isEmpty() ? origin : value + u'\n' + origin;
    }
    switch (column) {
    case FileColumn:
        return QDir::toNativeSeparators(line.entry.file);
    case TruthColumn:
        return line.outcome && line.outcome->truth ? truthWords(*line.outcome->truth).sentence
                                                   : QString();
    case StateColumn:
    case MessageColumn:
        return sheetMessage(line);
    default:
        return text(line, column).toString();
    }
}

QVariant RunSheetModel::colour(const BatchLine& line, int column) const
{
    const bool isBad =
        isBlocked(line) || (line.outcome && line.outcome->state == BatchOutcome::State::Failed);
    if (column == MessageColumn && isBad)
        return m_theme.bad;
    if (isBlocked(line) && column != StateColumn)
        return m_theme.muted;
    if (const auto* setting = settingOf(column)) {
        if (isEdited(line, *setting))
            return m_theme.accent;
        if ((line.entry.*setting->value).origin == BatchSetting::Origin::Default)
            return m_theme.muted;
    }
    return {};
}

bool RunSheetModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (index.row() >= rowCount())
        return false;
    if (role == Qt::CheckStateRole && index.column() == FileColumn) {
        m_session.check(index.row(), value.toInt() == Qt::Checked);
        return true;
    }
    const auto* setting = settingOf(index.column());
    if (role != Qt::EditRole || !setting)
        return false;
    // What was only looked at is no edit of a default.
    if (value.toString() != settingText(line(index.row()), *setting))
        m_session.edit(index.row(), setting->comment, value.toString());
    return true;
}

QVariant RunSheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FileColumn:
        return tr("Query");
    case TitleColumn:
        return tr("Title");
    case StateColumn:
        return tr("State");
    case RowsColumn:
        return tr("Rows");
    case TruthColumn:
        return tr("Truth");
    case MessageColumn:
        return tr("Message");
    case ServiceColumn:
        return tr("Service");
    case LanguageColumn:
        return tr("Language");
    case QueueColumn:
        return tr("Queue");
    case RunIdColumn:
        return tr("Run id");
    case MaxRowsColumn:
        return tr("Max rows");
    case OutputColumn:
        return tr("Output");
    default:
        return {};
    }
}

Qt::ItemFlags RunSheetModel::flags(const QModelIndex& index) const
{
    if (index.row() >= rowCount())
        return {};
    auto flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const bool isFree = !m_session.isRunning();
    if (index.column() == FileColumn && isFree && line(index.row()).entry.canRun())
        flags |= Qt::ItemIsUserCheckable;
    if (settingOf(index.column()) && isFree)
        flags |= Qt::ItemIsEditable; // a wrong queue is mended here
    return flags;
}

} // namespace tapdesk::ui
