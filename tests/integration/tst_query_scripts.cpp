// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/localtap/localtap.h"
#include "core/tap/queryscripts.h"
#include "core/votable/reader.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

namespace {

const auto token = u"0123456789abcdef0123456789abcdef01234567"_s;

// The command line's own program, with a data folder of the test; the rows of a job are fetched.
const auto tapdeskNow =
    u"tapdesk() { \"$TAPDESK_PROGRAM\" \"$@\" -o result.vot --data-dir \"$PWD\"; }\n"_s;
const auto tapdeskJob =
    u"tapdesk() {\n"
    "    job=$(\"$TAPDESK_PROGRAM\" \"$@\" --data-dir \"$PWD\")\n"
    "    \"$TAPDESK_PROGRAM\" wait \"$job\" --data-dir \"$PWD\"\n"
    "    \"$TAPDESK_PROGRAM\" fetch \"$job\" -o result.vot --data-dir \"$PWD\"\n"
    "}\n"_s;
const auto pyvoRows = u"table.write(\"result.vot\", format=\"votable\", overwrite=True)\n"_s;

using Script = QString (*)(const TapQuery&);

} // namespace

Q_DECLARE_METATYPE(Script)

/// Scripts that repeat a query, run as a user would run them, against the sample service.
class TestQueryScripts final : public QObject
{
    Q_OBJECT

private slots:
    void giveTheSameRows_data();
    void giveTheSameRows();
};

void TestQueryScripts::giveTheSameRows_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("interpreter");
    QTest::addColumn<TapQuery::Mode>("mode");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");

    const auto python = u"/usr/bin/python3"_s;
    const auto shell = u"bash"_s;
    const auto now = TapQuery::Mode::Sync;
    const auto job = TapQuery::Mode::Async;
    QTest::newRow("pyvo, now") << &pyvoScript << python << now << QString() << pyvoRows;
    QTest::newRow("pyvo, job") << &pyvoScript << python << job << QString() << pyvoRows;
    QTest::newRow("curl, now") << &curlScript << shell << now << QString() << QString();
    QTest::newRow("curl, job") << &curlScript << shell << job << QString() << QString();
    QTest::newRow("tapdesk, now") << &tapdeskCommand << shell << now << tapdeskNow << QString();
    QTest::newRow("tapdesk, job") << &tapdeskCommand << shell << job << tapdeskJob << QString();
}

void TestQueryScripts::giveTheSameRows()
{
    QFETCH(Script, script);
    QFETCH(QString, interpreter);
    QFETCH(TapQuery::Mode, mode);
    QFETCH(QString, before);
    QFETCH(QString, after);
    if (interpreter.endsWith("python3"_L1)
        && QProcess::execute(interpreter, {u"-c"_s, u"import pyvo"_s}) != 0)
        QSKIP("pyvo is not installed");
    QTemporaryDir folder;
    const auto service = LocalTap::start({.folder = folder.path(), .token = token});
    QVERIFY(service.has_value());
    // What shells and Python might take for their own.
    const auto words = uR"(it's "$HOME" `id` \n """ !x %s {y})"_s;
    TapQuery query;
    query.service.id = u"elsewhere"_s;
    query.service.baseUrl = (*service)->baseUrl();
    query.mode = mode;
    query.language = u"PostgreSQL"_s;
    query.queue = u"30s"_s;
    query.runId = u"it's \"one\""_s;
    query.maxrec = 2;
    query.text = u"-- \\ \"\"\"\n/*\nSQL\n*/\n"_s
        + u"SELECT '%1' AS words FROM cars_dr1.photometry;"_s.arg(
            QString(words).replace(u'\'', u"''"_s));

    const auto text = script(query);
    QVERIFY(!text.contains(token));
    QFile file(folder.filePath(u"script"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write((before + text + after).toUtf8());
    file.close();

    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TAPDESK_TOKEN"_s, token);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(interpreter, {file.fileName()});
    QVERIFY(finished.wait(60'000));

    QVERIFY2(process.exitCode() == 0, process.readAll() + text.toUtf8());
    QFile result(folder.filePath(u"result.vot"_s));
    QVERIFY(result.open(QIODevice::ReadOnly));
    votable::Reader reader;
    QVERIFY(reader.feed(result.readAll()) && reader.finish());
    QCOMPARE(reader.table().rowCount(), 2);
    QCOMPARE(reader.table().text(0, 0), words);
}

QTEST_GUILESS_MAIN(TestQueryScripts)
#include "tst_query_scripts.moc"
