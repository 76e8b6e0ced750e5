// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace tapdesk::app {

/// Turns SIGINT and SIGTERM into a signal of Qt's, so that a command ends in order. A second
/// Ctrl+C ends the program at once. At most one object of this class at a time.
class Interrupt final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Interrupt)

public:
    explicit Interrupt(QObject* parent = nullptr);
    ~Interrupt() override;

signals:
    void raised();

private:
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace tapdesk::app
