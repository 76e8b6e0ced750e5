// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchsession.h"

#include <QDialog>

namespace tapdesk::ui {

/// Shows which lines of which files would change if the edited settings were written into their
/// comments, and asks. accepted() tells to do it.
class WriteSettingsDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WriteSettingsDialog)

public:
    explicit WriteSettingsDialog(const BatchSession& session, QWidget* parent = nullptr);
};

} // namespace tapdesk::ui
