// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "app/commandline.h"
#include "app/exitcode.h"
#include "app/terminal.h"

#include <QObject>

#include <functional>

namespace tapdesk::app {

/// One verb of the command line while it runs. Nothing blocks: start() puts the first request on
/// its way, done() comes once, from the event loop or from start() itself.
class Command : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Command)

public:
    Command(Application& application, CommandLine line, const Terminal& terminal);

    virtual void start() = 0;
    /// Ctrl+C. What runs on a service goes on, unless the verb can only end with it.
    virtual void interrupt();

signals:
    void done(tapdesk::app::ExitCode code);

protected:
    Application& application() const { return m_application; }
    const CommandLine& line() const { return m_line; }
    const Terminal& terminal() const { return m_terminal; }

    /// --service, else TAPDESK_SERVICE, else the sample service.
    QString serviceName() const;

    /// The service of serviceName(), started where it must be, with the token of TAPDESK_TOKEN or
    /// the keyring, given to @p next. When it is not to be had, says why and is done.
    void withService(const std::function<void(const TapService&)>& next);

    /// Makes a service ready to be asked: starts it if it is the sample service, and fetches its
    /// token. When that fails, says why and is done.
    void prepare(const TapService& service, const std::function<void(const TapService&)>& next);

    /// Whether TAPDESK_TOKEN, if it is set, would go to no more than one of these: it belongs to
    /// one. The sample service gets none.
    static bool isTokenForOne(const QList<TapService>& services);

    /// The query text of the arguments, -f or standard input; says why not and is done.
    std::optional<QString> queryText();

    /// With --timeout: calls @p expired when its time is up, unless the verb is done before.
    void limitPatience(const std::function<void()>& expired);

    void fail(const Error& error); ///< says it and is done
    void usage(const QString& message); ///< says it and is done
    void finish(ExitCode code); ///< announces the end, once

private:
    QStringList serviceNames() const;

    Application& m_application;
    CommandLine m_line;
    const Terminal& m_terminal;
    bool m_finished = false;
};

/// The command for a verb. The verb must be one of verbNames().
std::unique_ptr<Command> makeCommand(Application& application, const CommandLine& line,
                                     const Terminal& terminal);

} // namespace tapdesk::app

Q_DECLARE_METATYPE(tapdesk::app::ExitCode)
