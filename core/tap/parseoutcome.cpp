// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/parseoutcome.h"

#include "core/net/servermessage.h"

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostErrorText = 64 * 1024; // nobody reads more, and it has to be laid out

Error notATable(const QByteArray& text, const QByteArray& contentType)
{
    const auto isSentence = contentType == "text/plain" && !looksLikeHtml(text);
    return {.kind = isSentence ? Error::Kind::Service : Error::Kind::Protocol,
            .detail = serverMessage(text)};
}

/// What went wrong, the service's own word before what we saw of it.
std::optional<Error> causeOf(const ParseOutcome& outcome, const QByteArray& contentType)
{
    if (!outcome.notXml.isEmpty())
        return notATable(outcome.notXml, contentType);
    if (outcome.queryStatus == votable::QueryStatus::Error) {
        const auto said = outcome.queryStatusText.left(mostErrorText);
        const auto words = unwrapPythonRepr(said);
        return Error {
            .kind = Error::Kind::Service, .detail = words, .raw = words == said ? QString() : said};
    }
    if (outcome.cause)
        return outcome.cause;
    // Well-formed around rows that end in their middle: what follows them is missing.
    for (const auto& warning : outcome.warnings) {
        if (warning.kind == votable::Warning::Kind::Truncated)
            return Error {.kind = Error::Kind::Parse,
                          .detail = u"the rows end early"_s,
                          .line = warning.line};
    }
    return {};
}

} // namespace

Result<QueryResult> judge(const ParseOutcome& outcome, std::optional<qint64> maxrec,
                          const QByteArray& contentType)
{
    const auto cause = causeOf(outcome, contentType);
    const auto rows = outcome.table.rowCount();
    if (cause && rows == 0)
        return failure(*cause);

    QueryResult result;
    result.table = outcome.table;
    result.provenance.infos = outcome.infos;
    result.warnings = outcome.warnings;
    result.truth = {.rows = rows, .maxrec = maxrec, .cause = cause};
    if (cause)
        result.truth.extent = Truth::Extent::Partial;
    else if (outcome.queryStatus == votable::QueryStatus::Overflow)
        // More rows than MAXREC: it was ignored, as by Daiquiri 1.3.0 to 1.3.3.
        result.truth.extent =
            rows == maxrec ? Truth::Extent::CutByMaxrec : Truth::Extent::CutByService;
    return result;
}

void compareRowCount(QueryResult& result, const QString& counted)
{
    bool isNumber = false;
    const auto expected = counted.toLongLong(&isNumber);
    const auto rows = result.truth.rows;
    const auto isCutAsAsked = result.truth.maxrec && rows >= *result.truth.maxrec;
    if (!isNumber || rows >= expected || isCutAsAsked)
        return;
    result.warnings.append({.kind = votable::Warning::Kind::WrongRowCount,
                            .subject = u"nrows"_s,
                            .detail = counted,
                            .count = expected - rows});
    if (result.truth.extent == Truth::Extent::Partial)
        return; // for a reason that is known
    result.truth.extent = Truth::Extent::Partial;
    result.truth.cause = Error {.kind = Error::Kind::Protocol};
}

} // namespace tapdesk
