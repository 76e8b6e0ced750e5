// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace tapdesk::ui {

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

    QString text() const; ///< all of it, as it is copied

private:
    void copy();

    QLabel* m_icon;
    QLabel* m_sentence;
    QLabel* m_advice;
    QPlainTextEdit* m_detail;
    QString m_about;
};

} // namespace tapdesk::ui
