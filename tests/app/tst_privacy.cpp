// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "tests/support/program.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using tapdesk::app::Application;
using tapdesk::test::Program;
using namespace Qt::StringLiterals;

/// What the program gives away: tokens, and the access to its folders.
class TestPrivacy final : public QObject
{
    Q_OBJECT

private slots:
    void aTokenIsForOneService_data()
    {
        QTest::addColumn<QStringList>("jobs");
        QTest::addColumn<int>("code");
        const auto here = u"https://127.0.0.1:1/tap/async/"_s;
        const auto there = u"https://127.0.0.1:2/tap/async/"_s;
        QTest::newRow("one service") << QStringList {here + u'1', here + u'2'} << 5;
        QTest::newRow("two services") << QStringList {here + u'1', there + u'1'} << 2;
    }

    void aTokenIsForOneService()
    {
        QFETCH(QStringList, jobs);
        Program program;
        program.setVariable(u"TAPDESK_TOKEN"_s, u"s3cret"_s);

        const auto outcome = program.run(QStringList {u"wait"_s, u"--timeout"_s, u"0"_s} + jobs);

        QTEST(outcome.code, "code");
        QVERIFY(!(outcome.out + outcome.err).contains(u"s3cret"_s));
    }

    void foldersAreTheUsersAlone()
    {
        constexpr auto others =
            QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        QTemporaryDir folder;
        QVERIFY(
            QFile::setPermissions(folder.path(), QFileInfo(folder.path()).permissions() | others));
        const auto made = folder.filePath(u"data"_s);

        QVERIFY(Application::make(folder.path()));
        QVERIFY(Application::make(made));

        QCOMPARE(QFileInfo(folder.path()).permissions() & others, QFile::Permissions(others));
        QCOMPARE(QFileInfo(made).permissions() & others, QFile::Permissions());
    }
};

QTEST_GUILESS_MAIN(TestPrivacy)

#include "tst_privacy.moc"
