// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/tapservice.h"

namespace tapdesk {

/// What the file of a ServiceCatalog holds.
struct StoredServices
{
    QList<TapService> services = {};
    QList<QString> removed = {}; ///< ids of built-in services that the user does not want

    friend bool operator==(const StoredServices&, const StoredServices&) = default;
};

/// Reads the JSON file of services; a missing one holds nothing. A file that is damaged, wholly
/// or in one entry, is copied aside ("services.json.broken", "….broken2") and read as far as it
/// makes sense.
/// @return Error::Kind::FileSystem when it cannot be read, or a damaged one not be copied
Result<StoredServices> readServiceFile(const QString& file);

/// Writes the file in one step, folders included: the old one stays if anything fails.
/// @return Error::Kind::FileSystem
Status writeServiceFile(const QString& file, const StoredServices& stored);

} // namespace tapdesk
