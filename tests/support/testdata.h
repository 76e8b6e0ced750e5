// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tapdesk::test {

/// Path of a file in tests/data. Fails the program when TAPDESK_TEST_DATA is not set.
QString dataPath(const QString& name);

/// Its content. Fails the program when it cannot be read.
QByteArray readData(const QString& name);

/// A query of the user guide, word for word: a file of resources/guide. Fails the program when
/// TAPDESK_SOURCE is not set or there is no such file.
QString guideQuery(const QString& file);

} // namespace tapdesk::test
