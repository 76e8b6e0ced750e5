// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include "ui/base/errortext.h"

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

constexpr qsizetype mostLines = 12;
constexpr qsizetype mostCharacters = 1500;

/// As much of a server's words as is a message; some send a whole page, or never end.
QString bounded(const QString& words)
{
    const auto shown =
        words.trimmed().section(u'\n', 0, mostLines - 1).left(mostCharacters).trimmed();
    return shown.size() < words.trimmed().size() ? shown + u" …"_s : shown;
}

void printBytes(const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

/// What to do about it, for who has no menus.
QString advice(const Error& error)
{
    return error.kind == Error::Kind::Unauthorized
        ? u"Check the token: set TAPDESK_TOKEN, or log in to the service in the window."_s
        : ui::errorAdvice(error);
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

void Terminal::error(const Error& error, const QString& about) const
{
    auto said = error;
    said.detail = bounded(error.detail);
    this->error(about.isEmpty() ? ui::errorText(said) : about + u": "_s + ui::errorText(said));
    if (const auto next = advice(error); !next.isEmpty())
        write("", {}, next);
}

void Terminal::write(const char* colour, const QString& head, const QString& message) const
{
    QByteArray line = "tapdesk: ";
    if (!head.isEmpty())
        line += m_colour ? colour + head.toUtf8() + "\033[0m" : head.toUtf8();
    line += printable(message).toUtf8() + '\n';
    std::fputs(line.constData(), stderr);
}

QString printable(QString text)
{
    for (QChar& c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = QChar::ReplacementCharacter;
    }
    return text;
}

bool isTerminalOutput()
{
    return isatty(STDOUT_FILENO) != 0;
}

void print(const QString& text)
{
    printBytes((isTerminalOutput() ? printable(text) : text).toUtf8());
}

void printDocument(const QByteArray& document)
{
    if (isTerminalOutput())
        print(QString::fromUtf8(document));
    else
        printBytes(document);
}

} // namespace tapdesk::app
