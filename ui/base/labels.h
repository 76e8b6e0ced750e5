// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace tapdesk::ui {

/// A sign of one size, painted when it is seen, so that it follows the palette and the scale.
class IconLabel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IconLabel)

public:
    explicit IconLabel(int size, QWidget* parent = nullptr);

    /// @param name  for icon(); empty for none
    void setIconName(const QString& name);
    QString iconName() const { return m_name; }

    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_size;
    QString m_name;
};

/// One line of plain text that gives up its end before it makes a window wider; the whole of it
/// is in the tooltip then.
class ElidedLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidedLabel)

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString shownText() const;
};

/// Sentences in plain text, wrapped, as narrow as wanted, and never higher than a panel can bear:
/// a long text is cut, and the whole of it is in the tooltip.
class NoticeLabel final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeLabel)

public:
    /// Longest text that is shown, in characters.
    static constexpr qsizetype longestShown = 320;

    explicit NoticeLabel(QWidget* parent = nullptr);

    void setNotice(const QString& text); ///< hides the label where @p text is empty
    QString notice() const { return m_notice; } ///< all of it

private:
    QString m_notice;
};

} // namespace tapdesk::ui
