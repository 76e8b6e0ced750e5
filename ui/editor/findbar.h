// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace tapdesk::ui {

class SqlEditor;

/// A strip below the editor that finds words in it; Esc closes it.
class FindBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindBar)

public:
    enum class Direction { Forward, Backward };

    /// @param editor  not owned, must outlive the bar
    explicit FindBar(SqlEditor& editor, QWidget* parent = nullptr);

    void open(); ///< with the selected word; takes the focus
    void find(Direction direction); ///< what was sought last; asks for it where that is nothing

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void findFrom(int line, int index, Direction direction);
    void onTyped();

    SqlEditor& m_editor;
    QLineEdit* m_words;
    QLabel* m_message;
};

} // namespace tapdesk::ui
