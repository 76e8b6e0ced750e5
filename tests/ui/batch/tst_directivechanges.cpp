// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/directives.h"
#include "ui/batch/directivechanges.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tapdesk;

class TestDirectiveChanges final : public QObject
{
    Q_OBJECT

private slots:
    void lines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<sql::Directives>("wanted");
        QTest::addColumn<QStringList>("changes");
        QTest::newRow("none") << u"-- QUEUE = 5m\nSELECT 1\n"_s
                              << sql::Directives {.queue = u"5m"_s} << QStringList();
        QTest::newRow("changed") << u"-- T\n-- QUEUE = 30s\n\nSELECT 1\n"_s
                                 << sql::Directives {.queue = u"5m"_s}
                                 << QStringList {u"- -- QUEUE = 30s"_s, u"+ -- QUEUE = 5m"_s};
        QTest::newRow("added on top") << u"SELECT 1"_s << sql::Directives {.queue = u"5m"_s}
                                      << QStringList {u"+ -- QUEUE = 5m"_s};
        QTest::newRow("changed and added")
            << u"-- T\n-- QUEUE = 30s\nSELECT 1\n"_s
            << sql::Directives {.queue = u"5m"_s, .maxrec = u"9"_s}
            << QStringList {u"- -- QUEUE = 30s"_s, u"+ -- QUEUE = 5m"_s, u"+ -- MAXREC = 9"_s};
        QTest::newRow("empty text") << QString() << sql::Directives {.queue = u"5m"_s}
                                    << QStringList {u"+ -- QUEUE = 5m"_s};
    }

    void lines()
    {
        QFETCH(const QString, text);
        QFETCH(const sql::Directives, wanted);
        QFETCH(const QStringList, changes);
        QCOMPARE(ui::changedLines(text, sql::writeDirectives(text, wanted)), changes);
    }
};

QTEST_GUILESS_MAIN(TestDirectiveChanges)
#include "tst_directivechanges.moc"
