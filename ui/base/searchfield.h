// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace tapdesk::ui {

/// A line that searches in the page around it. Esc empties it, and means nothing else while the
/// keyboard is there.
class SearchField final : public QLineEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchField)

public:
    /// @param words  what is searched: shown while the field is empty, and its accessible name
    explicit SearchField(const QString& words, QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

/// Whether this is a question of Qt's, before it looks for shortcuts, whether a widget wants Esc
/// for itself.
bool asksForEscape(const QEvent* event);

} // namespace tapdesk::ui
