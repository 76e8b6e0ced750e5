// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/writesettingsdialog.h"

#include "ui/base/numberformat.h"
#include "ui/base/theme.h"
#include "ui/batch/directivechanges.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextCursor>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

void append(QTextCursor& cursor, const QString& line, const QColor& colour, bool isBold = false)
{
    QTextCharFormat format;
    format.setForeground(colour);
    format.setFontWeight(isBold ? QFont::Bold : QFont::Normal);
    cursor.insertText(line + u'\n', format);
}

} // namespace

WriteSettingsDialog::WriteSettingsDialog(const BatchSession& session, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Write settings into files"));
    auto* changes = new QPlainTextEdit(this);
    changes->setReadOnly(true);
    changes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    changes->setLineWrapMode(QPlainTextEdit::NoWrap);
    changes->setAccessibleName(tr("Changes"));

    const auto theme = Theme::of(palette());
    QTextCursor cursor(changes->document());
    qsizetype files = 0;
    for (const auto& line : session.lines()) {
        const auto edits = session.plan().edits.value(line.entry.file);
        if (edits == sql::Directives())
            continue;
        ++files;
        append(cursor, line.entry.name(), theme.text, true);
        const auto after = sql::writeDirectives(line.entry.text, edits);
        for (const auto& change : changedLines(line.entry.text, after))
            append(cursor, change, change.startsWith(u'-') ? theme.bad : theme.good);
        append(cursor, {}, theme.text);
    }
    changes->moveCursor(QTextCursor::Start);

    auto* intro =
        new QLabel(files == 1 ? tr("The comments of 1 file change:")
                              : tr("The comments of %1 files change:").arg(countText(files)),
                   this);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("&Write"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(changes, 1);
    layout->addWidget(buttons);
    resize(560, 380);
}

} // namespace tapdesk::ui
