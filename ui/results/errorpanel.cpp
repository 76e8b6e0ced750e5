// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/errorpanel.h"

#include "ui/base/errortext.h"
#include "ui/base/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

QLabel* wrappedLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // a server's words are never markup
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString evidenceOf(const Error& error)
{
    QStringList lines;
    if (!error.detail.isEmpty())
        lines.append(error.detail);
    if (error.httpStatus > 0)
        lines.append(u"HTTP %1"_s.arg(error.httpStatus));
    if (!error.url.isEmpty())
        lines.append(error.url.toString(QUrl::RemoveUserInfo));
    return lines.join(u'\n');
}

} // namespace

ErrorPanel::ErrorPanel(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_sentence(wrappedLabel(this))
    , m_advice(wrappedLabel(this))
    , m_detail(new QPlainTextEdit(this))
{
    m_icon->setPixmap(icon(u"error"_s).pixmap(24, 24));
    m_icon->setAlignment(Qt::AlignTop);
    QFont bold = m_sentence->font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    m_detail->setReadOnly(true);
    m_detail->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_detail->setAccessibleName(tr("The server's words"));

    auto* copyButton = new QPushButton(icon(u"copy"_s), tr("&Copy"), this);
    copyButton->setToolTip(tr("Copy the message with the service and the query"));
    connect(copyButton, &QPushButton::clicked, this, &ErrorPanel::copy);

    auto* words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_sentence);
    words->addWidget(m_advice);
    words->addWidget(m_detail, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copyButton);
    buttons->addStretch();
    words->addLayout(buttons);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
}

void ErrorPanel::setError(const Error& error, const QString& about)
{
    m_sentence->setText(errorText(error));
    m_advice->setText(errorAdvice(error));
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_detail->setPlainText(evidenceOf(error));
    m_detail->setVisible(!m_detail->toPlainText().isEmpty());
    m_about = about;
}

QString ErrorPanel::text() const
{
    QStringList parts;
    for (const QString& part : {m_sentence->text(), m_detail->toPlainText(), m_about}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts.join(u"\n\n"_s) + u'\n';
}

void ErrorPanel::copy()
{
    QApplication::clipboard()->setText(text());
}

} // namespace tapdesk::ui
