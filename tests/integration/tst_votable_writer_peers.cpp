// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/exporter.h"
#include "tests/support/tables.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;
using tapdesk::formats::FormatId;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString output;
};

Outcome runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(program, arguments);
    if (!finished.wait(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

void addSerializations()
{
    QTest::addColumn<FormatId>("format");
    QTest::newRow("TABLEDATA") << FormatId::VOTable;
    QTest::newRow("BINARY") << FormatId::VOTableBinary;
    QTest::newRow("BINARY2") << FormatId::VOTableBinary2;
}

} // namespace

/// Programs of others read what we write. Each is skipped where it is not installed.
class TestVotableWriterPeers final : public QObject
{
    Q_OBJECT

private slots:
    void astropy_data() { addSerializations(); }

    // The values are compared by checkvotable.py, in the type that astropy gives them.
    void astropy()
    {
        const QString python = u"/usr/bin/python3"_s; // the one that Debian's astropy belongs to
        if (runProgram(python, {u"-c"_s, u"import astropy.io.votable"_s}).exitCode != 0)
            QSKIP("astropy is not installed");
        QFETCH(FormatId, format);
        const QString script =
            qEnvironmentVariable("TAPDESK_SOURCE") + u"/tests/integration/checkvotable.py"_s;

        const Outcome outcome = runProgram(
            python, {script, writeFile(format), QString::fromLatin1(QTest::currentDataTag())});

        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.output));
    }

    void votlint_data() { addSerializations(); }

    void votlint()
    {
        const QString stilts = QStandardPaths::findExecutable(u"stilts"_s);
        if (stilts.isEmpty())
            QSKIP("STILTS is not installed");
        QFETCH(FormatId, format);

        const Outcome outcome = runProgram(stilts, {u"votlint"_s, writeFile(format)});

        // An empty TD is null for every type (VOTable 1.4, section 6), which votlint of
        // STILTS 3.4.7 does not know of fixed arrays and complex numbers.
        QStringList complaints = outcome.output.split(u'\n', Qt::SkipEmptyParts);
        complaints.removeIf([format](const QString& line) {
            return format == FormatId::VOTable && line.contains(u"(0 found, "_s);
        });
        QCOMPARE(complaints, QStringList());
    }

private:
    QString writeFile(FormatId format)
    {
        QFile file(m_folder.filePath(u"table.vot"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        const formats::Metadata metadata {.tableName = u"every"_s,
                                          .infos = {{u"QUERY_STATUS"_s, u"OK"_s, {}}}};
        const Status status = formats::exportTable(file, test::everyDatatype(), metadata, format);
        if (!status)
            qFatal("%s", qPrintable(status.error().detail));
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestVotableWriterPeers)

#include "tst_votable_writer_peers.moc"
