// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QToolButton;

namespace tapdesk::ui {

class ElidedLabel;

/// One sentence above a page with something that can be done about it; hidden until there is one.
class OfferBar final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OfferBar)

public:
    explicit OfferBar(QWidget* parent = nullptr);

    /// @param action  text of the button; the bar hides itself when it is pressed or closed
    void offer(const QString& sentence, const QString& action);

signals:
    void taken();
    void refused();

private:
    ElidedLabel* m_sentence;
    QToolButton* m_action;
};

} // namespace tapdesk::ui
