// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace tapdesk::app {

/// What goes to standard error: messages for people, one a line, no control characters of a
/// server's among them. Colour only on a terminal, and not with NO_COLOR (no-color.org).
class Terminal
{
public:
    enum class Verbosity { Quiet, Normal };

    explicit Terminal(Verbosity verbosity = Verbosity::Normal);

    void note(const QString& message) const; ///< progress; not when quiet
    void warning(const QString& message) const;
    void error(const QString& message) const;
    /// Its sentence, and what to do about it. @param about  of many, what it happened to
    void error(const Error& error, const QString& about = {}) const;

private:
    void write(const char* colour, const QString& head, const QString& message) const;

    Verbosity m_verbosity;
    bool m_colour;
};

/// The text without control characters but line ends and tabs: what a server says must not steer
/// the terminal.
QString printable(QString text);

bool isTerminalOutput(); ///< whether standard output is a terminal

/// Writes text to standard output as UTF-8 and flushes it. On a terminal it is printable().
void print(const QString& text);

/// Writes what a server sent to standard output: as it is, but printable() on a terminal.
void printDocument(const QByteArray& document);

} // namespace tapdesk::app
