// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/dialect.h"
#include "ui/base/sqlstyle.h"

#include <Qsci/qscilexercustom.h>

namespace tapdesk::ui {

struct Theme;

/// Colours SQL as core/sql reads it. Only what is seen is styled: Scintilla asks for the lines
/// that it is about to paint, from the first line that a change touched.
class SqlHighlighter final : public QsciLexerCustom
{
    Q_OBJECT

public:
    using Style = sqlstyle::Style; // numbers of Scintilla's styles
    using enum sqlstyle::Style;

    explicit SqlHighlighter(QObject* parent);

    const char* language() const override { return "SQL"; }
    QString description(int style) const override;
    void styleText(int start, int end) override;

    void setDialect(sql::Dialect dialect);
    void setTheme(const Theme& theme, const QFont& font);

private:
    sql::Dialect m_dialect = sql::Dialect::PostgreSql;
};

} // namespace tapdesk::ui
