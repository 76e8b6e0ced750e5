// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace tapdesk::ui {

/// One clear sentence for a person, with the server's own words where there are some:
/// "The service refused the query: Table nosuch not found." Used by the window and the terminal;
/// needs no QGuiApplication.
QString errorText(const Error& error);

/// What the person can do about it, or nothing: "Check the token in Services › Log in…".
QString errorAdvice(const Error& error);

} // namespace tapdesk::ui
