// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdata.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace tapdesk::test {

namespace {

QString below(const char* variable, const QString& name)
{
    const auto folder = qEnvironmentVariable(variable);
    if (folder.isEmpty())
        qFatal("%s is not set: run the tests by ctest", variable);
    return folder + u'/' + name;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

} // namespace

QString dataPath(const QString& name)
{
    return below("TAPDESK_TEST_DATA", name);
}

QByteArray readData(const QString& name)
{
    return contentOf(dataPath(name));
}

QString guideQuery(const QString& file)
{
    return QString::fromUtf8(contentOf(below("TAPDESK_SOURCE", "resources/guide/"_L1 + file)));
}

} // namespace tapdesk::test
