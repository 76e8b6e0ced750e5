// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tapdesk::ui {

class IconLabel;
class NoticeLabel;

/// Why there is no result: one sentence, what to do about it, and the server's words in full, to
/// be read and copied.
class ErrorPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrorPanel)

public:
    explicit ErrorPanel(QWidget* parent = nullptr);

    /// @param about  what failed, for whoever gets the copy: service, query, job; may be empty
    void setError(const Error& error, const QString& about);

    /// There is no result, and nothing went wrong.
    void setNotice(const QString& iconName, const QString& sentence, const QString& advice);

    QString text() const; ///< all of it, as it is copied

private:
    void setWords(const QString& iconName, const QString& sentence, const QString& advice,
                  const QString& evidence);
    void copy();

    IconLabel* m_icon;
    NoticeLabel* m_sentence;
    NoticeLabel* m_advice;
    QPlainTextEdit* m_evidence;
    QPushButton* m_copy;
    QString m_about;
};

} // namespace tapdesk::ui
