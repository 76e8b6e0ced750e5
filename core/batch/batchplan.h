// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/exporter.h"
#include "core/sql/directives.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <optional>

namespace tapdesk {

/// Where the rows of a batch go, unless an OUTPUT comment names a file.
enum class RowsTo {
    QueryFolder, ///< a file beside the query
    OtherFolder, ///< a file in BatchPlan::folder
    Memory ///< no file: they are handed over
};

/// A batch as the user has set it up, to be set up the same after a restart. What became of its
/// entries is in BatchState; with another plan their queries would be others, and be sent again.
struct BatchPlan
{
    QStringList paths = {}; ///< of folders and files, absolute, as batchFiles() takes them
    QString serviceId = {}; ///< where the comments name none
    RowsTo rowsTo = RowsTo::QueryFolder;
    QString folder = {}; ///< for RowsTo::OtherFolder
    formats::FormatId format = formats::FormatId::VOTable;
    bool replacesFiles = false;
    int parallel = 4; ///< BatchRun::Options::parallel
    QMap<QString, sql::Directives> edits = {}; ///< by file: said in place of its comments
    QStringList unchecked = {}; ///< files that "selected" leaves out

    friend bool operator==(const BatchPlan&, const BatchPlan&) = default;

    QByteArray toJson() const;
    /// @return nothing for what toJson() never wrote; what is out of its range reads as the default
    static std::optional<BatchPlan> fromJson(const QByteArray& json);
};

/// The directives with what @p edits says in place of its own; the title stays.
sql::Directives edited(sql::Directives said, const sql::Directives& edits);

} // namespace tapdesk
