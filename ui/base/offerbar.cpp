// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/offerbar.h"

#include "ui/base/icons.h"
#include "ui/base/labels.h"

#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

OfferBar::OfferBar(QWidget* parent)
    : QFrame(parent)
    , m_sentence(new ElidedLabel(this))
    , m_action(new QToolButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    auto* sign = new IconLabel(16, this);
    sign->setIconName(u"info"_s);
    m_action->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* close = new QToolButton(this);
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Not now"));
    close->setAccessibleName(close->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->setSpacing(8);
    layout->addWidget(sign);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_action);
    layout->addWidget(close);
    hide();

    connect(m_action, &QToolButton::clicked, this, [this] {
        hide();
        emit taken();
    });
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        emit refused();
    });
}

void OfferBar::offer(const QString& sentence, const QString& action)
{
    m_sentence->setText(sentence);
    m_action->setText(action);
    show();
}

} // namespace tapdesk::ui
