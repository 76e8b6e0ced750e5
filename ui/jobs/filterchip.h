// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace tapdesk::ui {

/// A choice with its sign, its word and how many there are; a rounded button that stays pressed.
class FilterChip final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterChip)

public:
    /// @param iconName  for icon(); empty for none
    FilterChip(const QString& iconName, const QString& word, QWidget* parent = nullptr);

    void setCount(int count);
    int count() const { return m_count; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString countWord() const;

    int m_count = 0;
};

} // namespace tapdesk::ui
