// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/weburl.h"

#include <QDateTime>
#include <QString>

namespace tapdesk {

/// A time of UWS in UTC, which it also is when it names no zone; invalid for anything else.
/// Source: UWS 1.1, section 2.1; DALI 1.1, section 3.3.3.
QDateTime readUwsTime(const QString& text);

} // namespace tapdesk
