// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace tapdesk::test {

/// The bytes as a gzip file, by zlib.
QByteArray gzipped(const QByteArray& bytes);

/// What a gzip file holds; empty when it is none.
QByteArray gunzipped(const QByteArray& bytes);

/// As deflate has it: with the zlib header, or bare.
QByteArray deflated(const QByteArray& bytes, bool hasHeader);

} // namespace tapdesk::test
