// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace tapdesk::localtap {

/// The FITS file behind a path of cars_dr1.ifu_observations, made on the spot: a small cube of
/// spectra, or images of the emission lines. No path reaches the disk.
///
/// @param path  decoded, without a leading slash
/// @return the file; nothing when no row of the table names it
/// Source: FITS Standard 4.0, sections 3 and 4.
std::optional<QByteArray> sampleFile(const QString& path);

} // namespace tapdesk::localtap
