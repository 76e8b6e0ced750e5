// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include "ui/base/errortext.h"

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// A server's text must not steer the terminal.
QString printable(QString text)
{
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace

Terminal::Terminal(Verbosity verbosity)
    : m_verbosity(verbosity)
    , m_colour(isatty(STDERR_FILENO) != 0 && !qEnvironmentVariableIsSet("NO_COLOR"))
{
}

void Terminal::note(const QString& message) const
{
    if (m_verbosity == Verbosity::Normal)
        write("", {}, message);
}

void Terminal::warning(const QString& message) const
{
    write("\033[33m", u"warning: "_s, message);
}

void Terminal::error(const QString& message) const
{
    write("\033[31m", u"error: "_s, message);
}

void Terminal::error(const Error& error) const
{
    this->error(ui::errorText(error));
    if (const auto advice = ui::errorAdvice(error); !advice.isEmpty())
        write("", {}, advice);
}

void Terminal::write(const char* colour, const QString& head, const QString& message) const
{
    QByteArray line = "tapdesk: ";
    if (!head.isEmpty())
        line += m_colour ? colour + head.toUtf8() + "\033[0m" : head.toUtf8();
    line += printable(message).toUtf8() + '\n';
    std::fputs(line.constData(), stderr);
}

void print(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

} // namespace tapdesk::app
