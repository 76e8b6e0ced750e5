// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/logging.h"

namespace tapdesk {

Q_LOGGING_CATEGORY(lcService, "tapdesk.service", QtInfoMsg)

} // namespace tapdesk
