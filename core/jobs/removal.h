// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tapdesk {

/// What a service does with a job that is deleted. The standard allows both; most say nothing.
/// Source: UWS 1.1, section 2.1.3 (ARCHIVED); daiquiri.md section 5.
enum class Removal {
    Unknown, ///< nothing has been deleted there yet
    Archives, ///< the result goes, the query stays readable as ARCHIVED
    Deletes ///< the job is gone
};

} // namespace tapdesk
