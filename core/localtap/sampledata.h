// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localtap/targets.h"

#include <QString>

#include <functional>
#include <variant>
#include <vector>

namespace tapdesk::localtap {

/// A value of a row; the first alternative is null.
using Cell = std::variant<std::monostate, qint64, double, QString>;
using Row = std::vector<Cell>;

/// Takes the rows of a table, in the order of the columns in sampleschema.h.
using RowSink = std::function<void(const Row& row)>;

void makeAgnParameters(const QList<Target>& targets, const RowSink& sink);
void makeHostProperties(const QList<Target>& targets, const RowSink& sink);
void makeIfuObservations(const QList<Target>& targets, const RowSink& sink);

/// 22 bands a target, from the far ultraviolet to 1.4 GHz: star light, the disc and the torus of
/// the nucleus, dust, synchrotron radiation. Too faint = upper limit; not observed = null.
void makePhotometry(const QList<Target>& targets, const RowSink& sink);

/// 1024 spaxels a target that was observed. Gas is ionised by young stars along a clumpy disc, by
/// the nucleus within a bicone and by old stars, and mixed by their light, so that the BPT diagram
/// has all its classes.
void makeSpaxels(const QList<Target>& targets, const RowSink& sink);

/// Paths below the files address; empty when the target has no such file.
QString cubePath(const Target& target, int visit);
QString mapsPath(const Target& target, int visit);
int visitCount(const Target& target); ///< observations of a target

/// The value with so many decimals, as the nearest double to the decimal number.
double rounded(double value, int decimals);

} // namespace tapdesk::localtap
