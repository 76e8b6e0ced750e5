// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/sqlfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using namespace tapdesk::sql;

class TestSqlFile final : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("UTF-8") << QByteArray("SELECT '\xc3\xa9'\n") << u"SELECT 'é'\n"_s;
        QTest::newRow("with a mark") << QByteArray("\xef\xbb\xbfSELECT 1") << u"SELECT 1"_s;
        QTest::newRow("Latin-1") << QByteArray("SELECT '\xe9'") << u"SELECT 'é'"_s;
        QTest::newRow("line ends of Windows") << QByteArray("a\r\nb\r\n") << u"a\nb\n"_s;
        QTest::newRow("line ends of old Macs") << QByteArray("a\rb") << u"a\nb"_s;
        QTest::newRow("empty") << QByteArray("") << u""_s;
    }

    void reads()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.sql"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();

        QTEST(readSqlFile(file.fileName()).value(), "text");
    }

    void roundTrip()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"ü b.sql"_s);
        const auto text = u"-- 銀河\nSELECT 1\n"_s;

        QVERIFY(writeSqlFile(path, text));

        QCOMPARE(readSqlFile(path).value(), text);
    }

    void failures()
    {
        const QTemporaryDir folder;
        QFile large(folder.filePath(u"large.sql"_s));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(maxSqlFileBytes + 1));

        QCOMPARE(readSqlFile(large.fileName()).error().kind, Error::Kind::TooLarge);
        QFile picture(folder.filePath(u"picture.png"_s));
        QVERIFY(picture.open(QIODevice::WriteOnly));
        picture.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"_ba);
        picture.close();
        QCOMPARE(readSqlFile(picture.fileName()).error().kind, Error::Kind::Parse);
        QCOMPARE(readSqlFile(folder.filePath(u"absent"_s)).error().kind, Error::Kind::FileSystem);
        QCOMPARE(writeSqlFile(folder.filePath(u"no/where.sql"_s), {}).error().kind,
                 Error::Kind::FileSystem);
    }
};

QTEST_APPLESS_MAIN(TestSqlFile)

#include "tst_sqlfile.moc"
