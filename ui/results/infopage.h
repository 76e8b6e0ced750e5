// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/queryresult.h"

#include <QTextBrowser>

namespace tapdesk::ui {

/// Where a result comes from, how true it is, what its reader had to put up with, and what the
/// server said beside the rows. Links are shown, never followed by themselves.
class InfoPage final : public QTextBrowser
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InfoPage)

public:
    explicit InfoPage(QWidget* parent = nullptr);
    void setResult(const QueryResult& result);
};

/// One sentence on an oddity: "phot_flux: cells that could not be read, now null: 3 (first: “abc”),
/// line 17."
QString warningText(const votable::Warning& warning);

} // namespace tapdesk::ui
