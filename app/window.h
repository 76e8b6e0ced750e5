// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/terminal.h"

namespace tapdesk::app {

/// Opens the window and stays until it is closed. With --screenshot: runs the query of the current
/// tab, writes a picture once its rows are there (or its error), and ends.
/// @return the program's exit code
int runWindow(int& argc, char** argv, const CommandLine& line, const Terminal& terminal);

} // namespace tapdesk::app
