// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestSettings final : public QObject
{
    Q_OBJECT

private slots:
    void defaults()
    {
        const QTemporaryDir folder;

        const Settings settings(folder.filePath(u"config/settings.ini"_s));

        QCOMPARE(settings.serviceId(), u"sample"_s);
        QCOMPARE(settings.editorZoom(), 0);
        QCOMPARE(settings.appearance(), Appearance::Desktop);
        QCOMPARE(settings.windowGeometry(), QByteArray());
    }

    void survives()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath(u"settings.ini"_s);
        const QByteArray geometry("\x01\x00\xd9;geometry", 13);
        {
            Settings settings(file);
            settings.setServiceId(u"cars"_s);
            settings.setEditorZoom(3);
            settings.setAppearance(Appearance::Dark);
            settings.setWindow(geometry, "state");
        }

        const Settings settings(file);

        QCOMPARE(settings.serviceId(), u"cars"_s);
        QCOMPARE(settings.editorZoom(), 3);
        QCOMPARE(settings.appearance(), Appearance::Dark);
        QCOMPARE(settings.windowGeometry(), geometry);
        QCOMPARE(settings.windowState(), QByteArray("state"));
    }

    void badValuesReadAsDefaults_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::newRow("zoom out of range") << QByteArray("[editor]\nzoom=4000\n");
        QTest::newRow("shelf limit below zero") << QByteArray("[shelf]\nlimit=-1\n");
        QTest::newRow("shelf limit is a word") << QByteArray("[shelf]\nlimit=huge\n");
        QTest::newRow("zoom is a word") << QByteArray("[editor]\nzoom=huge\n");
        QTest::newRow("appearance unknown") << QByteArray("[window]\nappearance=pink\n");
        QTest::newRow("empty service") << QByteArray("[query]\nservice=\n");
        QTest::newRow("no INI at all") << QByteArray("\x7f"
                                                     "ELF\x01\x02[[[\n===");
    }

    void badValuesReadAsDefaults()
    {
        QFETCH(QByteArray, ini);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"settings.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ini);
        file.close();

        const Settings settings(path);

        QCOMPARE(settings.shelfLimit(), 10'000'000'000);
        QCOMPARE(settings.editorZoom(), 0);
        QCOMPARE(settings.appearance(), Appearance::Desktop);
        QCOMPARE(settings.serviceId(), u"sample"_s);
    }

    void keepsWhatANewerVersionWrote()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"settings.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\nversion=99\n[future]\nkey=value\n");
        file.close();
        {
            Settings settings(path);
            settings.setServiceId(u"cars"_s);
        }

        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto text = file.readAll();

        QVERIFY(text.contains("version=99"));
        QVERIFY(text.contains("key=value"));
        QVERIFY(text.contains("service=cars"));
    }

    void zoomIsBoundedAndTold()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        QSignalSpy changed(&settings, &Settings::editorZoomChanged);

        settings.setEditorZoom(1000);
        settings.setEditorZoom(2000);

        QCOMPARE(settings.editorZoom(), Settings::maxZoom);
        QCOMPARE(changed.size(), 1);
    }

    void foldersBelowAGivenOne()
    {
        const auto folders = DataFolders::locate(u"/somewhere/else"_s);

        QCOMPARE(folders.data, u"/somewhere/else"_s);
        QVERIFY(folders.config.startsWith("/somewhere/else/"_L1));
        QVERIFY(folders.cache.startsWith("/somewhere/else/"_L1));
    }

    void foldersOfTheSystem()
    {
        qputenv("XDG_DATA_HOME", "/xdg/data");
        qputenv("XDG_CONFIG_HOME", "/xdg/config");
        qputenv("XDG_CACHE_HOME", "/xdg/cache");

        const auto folders = DataFolders::locate({});

        QCOMPARE(folders.data, u"/xdg/data/tapdesk"_s);
        QCOMPARE(folders.config, u"/xdg/config/tapdesk"_s);
        QCOMPARE(folders.cache, u"/xdg/cache/tapdesk"_s);
    }
};

QTEST_GUILESS_MAIN(TestSettings)

#include "tst_settings.moc"
