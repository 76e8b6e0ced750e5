// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/capabilities.h"
#include "core/service/examples.h"
#include "core/service/tableset.h"
#include "core/uws/jobsummary.h"

#include <cstddef>
#include <cstdint>

using namespace tapdesk;

// The documents of services about themselves and their jobs: whatever comes, no reader crashes or
// hangs, and a failure has a kind that its header names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray document(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const QUrl url(QStringLiteral("https://example.org/tap/async/1"));
    const auto check = [](const auto& result) {
        Q_ASSERT(result || result.error().kind == Error::Kind::Parse
                 || result.error().kind == Error::Kind::Protocol);
        return result.has_value();
    };
    if (const auto job = readJobSummary(document, url); check(job))
        Q_ASSERT(job->resultUrl(url).isValid());
    if (const auto jobs = readJobList(document, url); check(jobs)) {
        for (const auto& job : *jobs)
            Q_ASSERT(!job.url.isEmpty());
    }
    check(readCapabilities(document));
    check(readTableset(document));
    for (const auto& example : readExamples(document))
        Q_ASSERT(!example.query.isEmpty());
    return 0;
}
