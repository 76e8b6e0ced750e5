// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"

#include <Qsci/qsciscintilla.h>

namespace tapdesk::ui {

class SqlHighlighter;

/// A text editor for SQL: UTF-8, coloured, with line numbers. Positions are in UTF-16 units of
/// text(), as everywhere in core/sql.
class SqlEditor final : public QsciScintilla
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SqlEditor)

public:
    explicit SqlEditor(QWidget* parent = nullptr);

    /// Replaces everything; cannot be undone.
    void load(const QString& text, qsizetype caret = 0);
    void setDialect(sql::Dialect dialect);

    qsizetype caret() const;
    void setCaret(qsizetype position);

    /// What "run" means now: the selection, else the statement at the caret; may be blank.
    QString runnableText() const;

    void insertAtCaret(const QString& text); ///< replaces the selection; takes the focus
    /// Comments the selected lines out, or back in when all of them are comments.
    void toggleComment();

    void setZoom(int points);

    /// Keys of these actions do nothing in the text, so that they reach the actions.
    void leaveKeysTo(const QList<QAction*>& actions);

signals:
    void zoomChanged(int points); ///< by the wheel

protected:
    /// Text only: files that are dropped are opened by the window.
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void freeKeys();
    void fitMargin();

    SqlHighlighter* m_highlighter;
    sql::Dialect m_dialect = sql::Dialect::PostgreSql;
    int m_zoom = 0;
};

} // namespace tapdesk::ui
