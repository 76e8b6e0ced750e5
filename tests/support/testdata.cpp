// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdata.h"

#include <QFile>

namespace tapdesk::test {

QString dataPath(const QString& name)
{
    const auto folder = qEnvironmentVariable("TAPDESK_TEST_DATA");
    if (folder.isEmpty())
        qFatal("TAPDESK_TEST_DATA is not set: run the tests by ctest");
    return folder + u'/' + name;
}

QByteArray readData(const QString& name)
{
    QFile file(dataPath(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

} // namespace tapdesk::test
