// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/application.h"
#include "app/exitcode.h"
#include "app/framelog.h"
#include "app/interrupt.h"
#include "core/batch/batchstate.h"
#include "core/net/keyring.h"
#include "core/session/editorstore.h"
#include "core/tap/taprun.h"
#include "ui/base/desktopnotice.h"
#include "ui/base/errortext.h"
#include "ui/base/icons.h"
#include "ui/base/theme.h"
#include "ui/jobs/jobnotifier.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/results/resultview.h"

#include <QApplication>
#include <QMessageBox>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

/// Tokens of all services from the keyring; the window hears of each when it is there.
void fetchTokens(Application& application, ui::MainWindow* window)
{
    for (const TapService& service : application.services().services()) {
        if (service.isSample)
            continue;
        const Origin origin(service.baseUrl);
        const auto use = [&application, window, origin,
                          id = service.id](const Result<std::optional<QString>>& token) {
            if (!token || !*token)
                return; // the log-in dialog tells when there is no keyring
            if (auto credential = Credential::fromPastedToken(**token)) {
                application.http().credentials().set(origin, *credential);
                window->onLoggedIn(id);
            }
        };
        Keyring::readToken(origin, window, use);
    }
}

/// Says why there is no window, and stays until that is read, or the terminal says Ctrl+C.
void showStartError(const Error& error)
{
    QMessageBox box(QMessageBox::Critical, u"Tapdesk"_s, ui::errorText(error));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(ui::errorAdvice(error));
    QObject::connect(&box, &QDialog::finished, qApp, &QCoreApplication::quit);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::raised, &box, &QDialog::reject);
    box.open();
    QApplication::exec();
}

/// Writes the picture when the run has ended and the window has painted what came of it.
void takeScreenshot(ui::MainWindow& window, const QString& file, const Terminal& terminal)
{
    window.runCurrent();
    const auto* result = window.currentResult();
    const auto* run = result ? result->run() : nullptr;
    const auto save = [&window, file, &terminal](ExitCode code) {
        if (!window.grab().save(file)) {
            terminal.error(u"the picture %1 cannot be written"_s.arg(file));
            code = ExitCode::Failed;
        }
        QCoreApplication::exit(static_cast<int>(code));
    };
    if (!run) // such as a service that is not known any more
        return save(ExitCode::Failed);
    QObject::connect(
        run, &TapRun::finished, &window,
        [save](const Result<QueryResult>& outcome) {
            save(outcome ? ExitCode::Done : exitCodeFor(outcome.error()));
        },
        Qt::QueuedConnection);
}

/// Long jobs that end while the user is elsewhere.
void tellOfEndedJobs(JobMonitor& jobs, ui::MainWindow& window)
{
    auto* notifier = new ui::JobNotifier(
        jobs, [] { return QApplication::activeWindow() != nullptr; }, &window);
    auto* desktop = new ui::DesktopNotice(&window);
    QObject::connect(notifier, &ui::JobNotifier::notice, desktop, &ui::DesktopNotice::show);
    QObject::connect(desktop, &ui::DesktopNotice::activated, &window, &ui::MainWindow::showJobs);
}

} // namespace

int runWindow(int& argc, char** argv, const CommandLine& line, const Terminal& terminal)
{
    QApplication loop(argc, argv);
    QApplication::setWindowIcon(ui::applicationIcon());
    QApplication::setDesktopFileName(u"org.tapdesk.Tapdesk"_s);

    auto made = Application::make(line.dataDir);
    if (!made) {
        terminal.error(made.error());
        if (line.screenshot.isEmpty()) // who starts from a menu sees no terminal
            showStartError(made.error());
        return static_cast<int>(exitCodeFor(made.error()));
    }
    Application& application = **made;
    if (const auto started = application.startSampleService(); !started)
        terminal.error(started.error()); // every other service still works
    Settings settings(application.folders().config + u"/settings.ini"_s);
    EditorStore editors(application.folders().data + u"/session"_s);
    ui::applyAppearance(loop, settings.appearance());
    const auto batches = BatchState::open(application.folders().data + u"/tapdesk.sqlite"_s);
    if (!batches)
        terminal.error(batches.error()); // batches run, but are not remembered
    ui::MainWindow window({application.http(), application.services(), application.jobs(), settings,
                           editors, application.shelf(), batches ? batches->get() : nullptr});
    new FrameLog(&window);
    window.restore();
    fetchTokens(application, &window);
    tellOfEndedJobs(application.jobs(), window);
    for (const QString& file : line.arguments)
        window.openFile(file);
    window.show();

    // Ctrl+C in the terminal closes the window as the user would.
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::raised, &window, &QWidget::close);
    if (!line.screenshot.isEmpty()) {
        QTimer::singleShot(0, &window, [&window, &line, &terminal] {
            takeScreenshot(window, line.screenshot, terminal);
        });
    }
    return QApplication::exec();
}

} // namespace tapdesk::app
