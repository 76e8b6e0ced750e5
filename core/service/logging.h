// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace tapdesk {

Q_DECLARE_LOGGING_CATEGORY(lcService)

} // namespace tapdesk
