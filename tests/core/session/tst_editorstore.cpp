// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/editorstore.h"
#include "core/session/sessionwriter.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

EditorState editor(const QString& id, const QString& text)
{
    EditorState state;
    state.id = id;
    state.text = text;
    return state;
}

QList<QString> ids(const Result<QList<EditorState>>& editors)
{
    QList<QString> list;
    for (const auto& each : editors.value())
        list.append(each.id);
    return list;
}

void overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestEditorStore final : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("two statements") << u"SELECT 1;\nSELECT 2"_s;
        QTest::newRow("beyond ASCII") << u"-- Å, 銀河, \U0001F52D\nSELECT 'é'"_s;
        QTest::newRow("line ends as they were") << u"a\r\nb\rc\n\n"_s;
        QTest::newRow("looks like JSON") << u"{\"text\": 1}"_s;
        QTest::newRow("1 MB") << QString(1 << 20, u'x');
    }

    void roundTrip()
    {
        QFETCH(QString, text);
        const QTemporaryDir folder;
        const EditorStore store(folder.filePath(u"session"_s));
        const EditorState state {.id = EditorStore::newId(),
                                 .title = u"SED"_s,
                                 .text = text,
                                 .file = u"/data/über.sql"_s,
                                 .serviceId = u"cars"_s,
                                 .language = u"PostgreSQL"_s,
                                 .runAs = u"5m"_s,
                                 .runId = u"O3"_s,
                                 .maxrec = 9'007'199'254'740'993,
                                 .caret = text.size(),
                                 .unsaved = true};

        QVERIFY(store.save(state));

        const auto loaded = store.load();
        QVERIFY(loaded);
        QCOMPARE(loaded->size(), 1);
        QCOMPARE(loaded->first().text, text);
        QVERIFY(loaded->first() == state);
    }

    void textIsPlainSqlOnDisk()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());

        QVERIFY(store.save(editor(u"a"_s, u"SELECT 'é'"_s)));

        QFile file(folder.filePath(u"a.sql"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("SELECT '\xc3\xa9'"));
    }

    void knowsWhetherAnyWasClosed()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());
        QVERIFY(!store.hasClosed());
        QVERIFY(store.save(editor(u"a"_s, u"SELECT 1"_s)));
        QVERIFY(store.close(u"a"_s));
        QVERIFY(store.hasClosed());
        QVERIFY(store.reopen());
        QVERIFY(!store.hasClosed());
    }

    void orderAndCurrent()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());
        for (const auto& id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            QVERIFY(store.save(editor(id, u"SELECT 1"_s)));

        QVERIFY(store.saveOrder({u"c"_s, u"gone"_s, u"a"_s, u"c"_s, u"b"_s}, u"a"_s));

        QCOMPARE(ids(store.load()), (QList<QString> {u"c"_s, u"a"_s, u"b"_s, u"d"_s}));
        QCOMPARE(store.current(), u"a"_s);
    }

    void brokenFilesAreSetAside_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QString>>("loaded");
        QTest::addColumn<bool>("setAside");
        const QList<QString> both {u"a"_s, u"b"_s};

        QTest::newRow("text is zero bytes, as after a power cut")
            << u"a.sql"_s << QByteArray(64, '\0') << QList<QString> {u"b"_s} << true;
        QTest::newRow("text is no UTF-8")
            << u"a.sql"_s << QByteArray("SELECT \xff\xfe") << QList<QString> {u"b"_s} << true;
        QTest::newRow("facts are cut")
            << u"a.json"_s << QByteArray("{\"title\": \"S") << both << true;
        QTest::newRow("facts are no object") << u"a.json"_s << QByteArray("[1]") << both << true;
        QTest::newRow("facts have other types")
            << u"a.json"_s << QByteArray(R"({"title": 7, "caret": "x", "maxrec": -3})") << both
            << false;
        QTest::newRow("order is garbage") << u"order.json"_s << QByteArray("%&/") << both << true;
        QTest::newRow("something else lies there")
            << u"notes.txt"_s << QByteArray("\xff") << both << false;
    }

    void brokenFilesAreSetAside()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QString>, loaded);
        QFETCH(bool, setAside);
        const QTemporaryDir folder;
        const EditorStore store(folder.path());
        QVERIFY(store.save(editor(u"a"_s, u"SELECT 1"_s)));
        QVERIFY(store.save(editor(u"b"_s, u"SELECT 2"_s)));
        QVERIFY(store.saveOrder({u"a"_s, u"b"_s}, u"a"_s));
        overwrite(folder.filePath(file), bytes);

        auto found = ids(store.load());
        std::sort(found.begin(), found.end());

        QCOMPARE(found, loaded);
        QCOMPARE(QFile::exists(folder.filePath(file + ".broken"_L1)), setAside);
    }

    void caretStaysInTheText()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());
        auto state = editor(u"a"_s, u"abc"_s);
        state.caret = 3;
        QVERIFY(store.save(state));
        overwrite(folder.filePath(u"a.sql"_s), "a");

        QCOMPARE(store.load()->first().caret, 1);
    }

    void closedAreReopenedLastFirst()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());
        const auto first = editor(u"a"_s, u"SELECT 1"_s);
        auto second = editor(u"b"_s, u"SELECT 2"_s);
        second.runId = u"x"_s;
        QVERIFY(store.save(first));
        QVERIFY(store.save(second));
        QVERIFY(store.save(editor(u"blank"_s, u" \n"_s)));
        QVERIFY(store.close(u"a"_s));
        QFile closed(folder.filePath(u"closed/a.sql"_s)); // a while ago
        QVERIFY(closed.open(QIODevice::ReadWrite));
        QVERIFY(closed.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-60),
                                   QFileDevice::FileModificationTime));
        QVERIFY(store.close(u"b"_s));
        QVERIFY(store.close(u"blank"_s));
        QCOMPARE(ids(store.load()), QList<QString>());

        QVERIFY(store.reopen() == second);
        QVERIFY(store.reopen() == first);
        QVERIFY(!store.reopen());

        QCOMPARE(store.load()->size(), 2);
    }

    void closedAreNotKeptForEver()
    {
        const QTemporaryDir folder;
        const EditorStore store(folder.path());

        for (int i = 0; i < EditorStore::closedLimit + 5; ++i) {
            const auto id = u"e%1"_s.arg(i);
            QVERIFY(store.save(editor(id, u"SELECT 1"_s)));
            QVERIFY(store.close(id));
        }

        const QDir closed(folder.filePath(u"closed"_s));
        QCOMPARE(closed.entryList({u"*.sql"_s}).size(), EditorStore::closedLimit);
    }

    void folderThatCannotBeMade()
    {
        const QTemporaryDir folder;
        overwrite(folder.filePath(u"file"_s), "in the way");
        const EditorStore store(folder.filePath(u"file/session"_s));

        QCOMPARE(store.load().error().kind, Error::Kind::FileSystem);
        QCOMPARE(store.save(editor(u"a"_s, u"x"_s)).error().kind, Error::Kind::FileSystem);
    }

    void writerKeepsTheOrderAndFinishesBeforeItDies()
    {
        const QTemporaryDir folder;
        EditorStore store(folder.path());
        {
            SessionWriter writer(store);
            for (int i = 0; i < 50; ++i)
                writer.save(editor(u"a"_s, u"SELECT %1"_s.arg(i)));
            writer.saveOrder({u"a"_s}, u"a"_s);
        }

        QCOMPARE(store.load()->first().text, u"SELECT 49"_s);
        QCOMPARE(store.current(), u"a"_s);
    }

    void writerReopensWhatWasJustClosed()
    {
        const QTemporaryDir folder;
        EditorStore store(folder.path());
        SessionWriter writer(store);
        QList<EditorState> reopened;
        connect(&writer, &SessionWriter::reopened, this,
                [&](const EditorState& state) { reopened.append(state); });

        writer.save(editor(u"a"_s, u"SELECT 1"_s));
        writer.close(u"a"_s);
        writer.reopen();

        QTRY_COMPARE(reopened.size(), 1);
        QCOMPARE(reopened.first().text, u"SELECT 1"_s);
    }

    void writerTellsWhatFailed()
    {
        const QTemporaryDir folder;
        overwrite(folder.filePath(u"file"_s), "in the way");
        EditorStore store(folder.filePath(u"file/session"_s));
        SessionWriter writer(store);
        QSignalSpy failed(&writer, &SessionWriter::failed);

        writer.save(editor(u"a"_s, u"x"_s));

        QTRY_COMPARE(failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEditorStore)

#include "tst_editorstore.moc"
