// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/command.h"
#include "app/commandline.h"
#include "app/interrupt.h"
#include "app/terminal.h"
#include "app/window.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QStringList>

#include <cstdio>

using namespace tapdesk;
using namespace tapdesk::app;
using namespace Qt::StringLiterals;

namespace {

void setMetadata()
{
    QCoreApplication::setApplicationName(u"tapdesk"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TAPDESK_VERSION));
    QCoreApplication::setOrganizationName(u"tapdesk"_s);
}

int codeOf(ExitCode code)
{
    return static_cast<int>(code);
}

/// A verb of the command line: no display, no QApplication.
int runVerb(int& argc, char** argv, const CommandLine& line, const Terminal& terminal)
{
    QCoreApplication loop(argc, argv);
    auto application = line.verb == "convert"_L1 ? Application::makeWithoutFolders()
                                                 : Application::make(line.dataDir);
    if (!application) {
        terminal.error(application.error());
        return codeOf(exitCodeFor(application.error()));
    }
    const auto command = makeCommand(**application, line, terminal);
    // Queued, since a command may be done before the loop runs.
    QObject::connect(
        command.get(), &Command::done, &loop,
        [](ExitCode code) { QCoreApplication::exit(codeOf(code)); }, Qt::QueuedConnection);
    command->start();
    // Not before: while a query is typed, Ctrl+C has to end the program at once.
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::raised, command.get(), &Command::interrupt);
    const int code = QCoreApplication::exec();
    if (code == codeOf(ExitCode::Done) && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)) {
        terminal.error(u"standard output cannot be written"_s); // a full disk behind a pipe or >
        return codeOf(ExitCode::Failed);
    }
    return code;
}

} // namespace

int main(int argc, char* argv[])
{
    setMetadata(); // before the first QSettings or QStandardPaths

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto line = parseCommandLine(arguments);
    if (!line) {
        const Terminal terminal;
        terminal.error(line.error().message);
        terminal.note(
            u"`tapdesk help %1` tells more"_s.arg(line.error().verb).replace(u" `"_s, u"`"_s));
        return codeOf(ExitCode::Usage);
    }
    // Standard error belongs to the messages for people; QT_LOGGING_RULES still has its say.
    if (line->verbose)
        QLoggingCategory::setFilterRules(u"tapdesk.*=true"_s);
    else if (line->action == CommandLine::Action::Verb)
        QLoggingCategory::setFilterRules(u"tapdesk.*.info=false"_s);

    const Terminal terminal(line->quiet ? Terminal::Verbosity::Quiet : Terminal::Verbosity::Normal);
    switch (line->action) {
    case CommandLine::Action::Help:
        print(helpText(line->verb));
        return codeOf(ExitCode::Done);
    case CommandLine::Action::Version:
        print(u"tapdesk %1\n"_s.arg(QStringLiteral(TAPDESK_VERSION)));
        return codeOf(ExitCode::Done);
    case CommandLine::Action::Verb:
        return runVerb(argc, argv, *line, terminal);
    case CommandLine::Action::Window:
        return runWindow(argc, argv, *line, terminal);
    }
    return codeOf(ExitCode::Usage);
}
