// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"

#include "core/net/keyring.h"
#include "core/sql/sqlfile.h"

#include <QFile>
#include <QRegularExpression>
#include <QTimer>

#include <cstdio>
#include <set>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// An address that is none may still hold a password.
QString withoutUserInfo(QString address)
{
    static const QRegularExpression userInfo(u"(^|//)[^/]*@"_s);
    return address.replace(userInfo, u"\\1"_s);
}

} // namespace

Command::Command(Application& application, CommandLine line, const Terminal& terminal)
    : m_application(application)
    , m_line(std::move(line))
    , m_terminal(terminal)
{
}

void Command::interrupt()
{
    finish(ExitCode::Interrupted);
}

QString Command::serviceName() const
{
    if (!m_line.service.isEmpty())
        return m_line.service;
    const auto usual = qEnvironmentVariable("TAPDESK_SERVICE");
    return usual.isEmpty() ? u"sample"_s : usual;
}

bool Command::isTokenForOne(const QList<TapService>& services)
{
    if (qEnvironmentVariableIsEmpty("TAPDESK_TOKEN"))
        return true;
    std::set<Origin> origins;
    for (const auto& service : services) {
        if (!service.isSample)
            origins.emplace(service.baseUrl);
    }
    return origins.size() <= 1;
}

void Command::withService(const std::function<void(const TapService&)>& next)
{
    const auto name = serviceName();
    if (m_line.service.isEmpty() && qEnvironmentVariableIsEmpty("TAPDESK_SERVICE"))
        m_terminal.note(u"no --service given: asking the sample service (synthetic data)"_s);
    const auto service = m_application.services().resolve(name);
    if (!service)
        usage(u"there is no service “%1”; give the address of a TAP service, or one of: %2"_s.arg(
            withoutUserInfo(name), serviceNames().join(u", "_s)));
    else
        prepare(*service, next);
}

void Command::prepare(const TapService& service, const std::function<void(const TapService&)>& next)
{
    if (service.isSample) {
        if (const auto started = m_application.startSampleService(); !started)
            fail(started.error());
        else
            next(*m_application.services().find(service.id));
        return;
    }

    const Origin origin(service.baseUrl);
    const auto use = [this, origin, service, next](const QString& pasted) {
        if (auto credential = Credential::fromPastedToken(pasted)) {
            if (!origin.isConfidential())
                m_terminal.warning(
                    u"the token is not sent: %1 is not encrypted"_s.arg(origin.toString()));
            m_application.http().credentials().set(origin, *credential);
        }
        next(service);
    };
    if (const auto token = qEnvironmentVariable("TAPDESK_TOKEN"); !token.isEmpty()) {
        use(token);
        return;
    }
    Keyring::readToken(origin, this, [this, use](const Result<std::optional<QString>>& token) {
        if (!token)
            m_terminal.warning(u"the keyring cannot be read: "_s + token.error().detail);
        use(token ? token->value_or(QString()) : QString());
    });
}

QStringList Command::serviceNames() const
{
    QStringList names;
    for (const TapService& service : m_application.services().services())
        names.append(service.id);
    return names;
}

std::optional<QString> Command::queryText()
{
    QString source = m_line.file;
    if (source.isEmpty() && m_line.arguments.size() == 1) {
        if (m_line.arguments.first() != "-"_L1)
            return m_line.arguments.first();
        source = u"-"_s;
    }
    if (source.isEmpty() || (!m_line.file.isEmpty() && !m_line.arguments.isEmpty())) {
        usage(u"give one query: as an argument in quotes, with -f FILE, or - for standard input"_s);
        return std::nullopt;
    }
    if (source != "-"_L1) {
        const auto text = sql::readSqlFile(source);
        if (text)
            return *text;
        fail(text.error());
        return std::nullopt;
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        fail({.kind = Error::Kind::FileSystem, .detail = input.errorString()});
        return std::nullopt;
    }
    return QString::fromUtf8(input.readAll());
}

void Command::limitPatience(const std::function<void()>& expired)
{
    if (m_line.timeout)
        QTimer::singleShot(std::chrono::seconds(*m_line.timeout), this, expired);
}

void Command::fail(const Error& error)
{
    if (m_finished)
        return; // its time was up just when it was done
    m_terminal.error(error);
    finish(exitCodeFor(error));
}

void Command::usage(const QString& message)
{
    m_terminal.error(message);
    m_terminal.note(u"`tapdesk help %1` tells how to use it"_s.arg(m_line.verb));
    finish(ExitCode::Usage);
}

void Command::finish(ExitCode code)
{
    if (m_finished)
        return;
    m_finished = true;
    emit done(code);
}

} // namespace tapdesk::app
