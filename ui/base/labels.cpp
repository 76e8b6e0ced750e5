// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/labels.h"

#include "ui/base/icons.h"
#include "ui/base/richtext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStylePainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr QChar mayBreak(0x200b); // zero width space

/// A long address has no blank to break at, and would make a label as wide as itself.
QString breakable(QString text)
{
    for (const QChar sign : {u'/', u'_', u'&', u'=', u','})
        text.replace(sign, QString(sign) + mayBreak);
    return text;
}

} // namespace

IconLabel::IconLabel(int size, QWidget* parent)
    : QWidget(parent)
    , m_size(size)
{
    setFixedSize(size, size);
}

void IconLabel::setIconName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    update();
}

void IconLabel::paintEvent(QPaintEvent* /*event*/)
{
    if (m_name.isEmpty())
        return;
    QPainter painter(this);
    icon(m_name).paint(&painter, rect());
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize ElidedLabel::sizeHint() const
{
    // One line, however many the text has.
    return {QLabel::sizeHint().width(), fontMetrics().height() + 2 * margin()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QString ElidedLabel::shownText() const
{
    return fontMetrics().elidedText(text().left(1000).simplified(), Qt::ElideRight,
                                    contentsRect().width());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && shownText() != text()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainToolTip(text()),
                           this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QStylePainter painter(this);
    painter.drawItemText(contentsRect(), Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                         shownText(), foregroundRole());
}

NoticeLabel::NoticeLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void NoticeLabel::setNotice(const QString& text)
{
    m_notice = text;
    const bool isLong = text.size() > longestShown;
    setText(breakable(isLong ? text.left(longestShown).trimmed() + u'…' : text));
    setToolTip(isLong ? plainToolTip(text) : QString());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

} // namespace tapdesk::ui
