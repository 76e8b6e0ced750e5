// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/jobbatch.h"

#include <QString>

namespace tapdesk::ui {

/// Why a job of a batch failed, or was left alone as its result could not be fetched first. For
/// the window and the terminal; needs no QGuiApplication. Empty for one that has not failed.
QString jobFailureText(const JobBatch::Item& item);

} // namespace tapdesk::ui
