// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/errorpanel.h"

#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

constexpr int signSize = 24;
constexpr int widestText = 720; // longer lines are hard to read

/// The words as far as they are a sentence; a position or a trace back follows on later lines.
QString firstLine(const QString& words)
{
    return words.trimmed().section(u'\n', 0, 0).trimmed();
}

QString evidenceOf(const Error& error)
{
    QStringList lines;
    const bool isSaid = firstLine(error.detail) == error.detail.trimmed()
        && error.detail.size() < NoticeLabel::longestShown;
    if (!isSaid)
        lines.append(error.detail.trimmed());
    if (error.httpStatus > 0)
        lines.append(u"HTTP %1"_s.arg(error.httpStatus));
    if (!error.url.isEmpty())
        lines.append(error.url.toString(QUrl::RemoveUserInfo));
    return lines.join(u'\n');
}

} // namespace

ErrorPanel::ErrorPanel(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(signSize, this))
    , m_sentence(new NoticeLabel(this))
    , m_advice(new NoticeLabel(this))
    , m_evidence(new QPlainTextEdit(this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Cop&y"), this))
{
    QFont bold = m_sentence->font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    m_evidence->setReadOnly(true);
    m_evidence->setTabChangesFocus(true);
    m_evidence->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_evidence->setAccessibleName(tr("The server's words"));
    m_copy->setToolTip(tr("Copy the message with the service and the query"));
    connect(m_copy, &QPushButton::clicked, this, &ErrorPanel::copy);

    auto* words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_sentence);
    words->addWidget(m_advice);
    words->addWidget(m_evidence);
    words->addWidget(m_copy, 0, Qt::AlignLeft);
    words->addStretch(1);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(12);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_advice),
                            static_cast<QWidget*>(m_evidence)})
        widget->setMaximumWidth(widestText);
}

void ErrorPanel::setError(const Error& error, const QString& about)
{
    auto said = error;
    said.detail = firstLine(error.detail);
    setWords(u"error"_s, errorText(said), errorAdvice(error), evidenceOf(error));
    m_about = about;
    m_copy->show();
}

void ErrorPanel::setNotice(const QString& iconName, const QString& sentence, const QString& advice)
{
    setWords(iconName, sentence, advice, {});
    m_about.clear();
    m_copy->hide();
}

void ErrorPanel::setWords(const QString& iconName, const QString& sentence, const QString& advice,
                          const QString& evidence)
{
    m_icon->setIconName(iconName);
    m_sentence->setNotice(sentence);
    m_advice->setNotice(advice);
    m_evidence->setPlainText(evidence);
    m_evidence->setVisible(!evidence.isEmpty());
    // As high as a few lines need; a trace back scrolls.
    const int lines = std::clamp(static_cast<int>(evidence.count(u'\n')) + 2, 3, 14);
    m_evidence->setMaximumHeight(m_evidence->fontMetrics().lineSpacing() * lines + 12);
}

QString ErrorPanel::text() const
{
    QStringList parts;
    for (const QString& part : {m_sentence->notice(), m_evidence->toPlainText(), m_about}) {
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
