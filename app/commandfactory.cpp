// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.h"
#include "app/verbs/adopt.h"
#include "app/verbs/archive.h"
#include "app/verbs/batch.h"
#include "app/verbs/changephase.h"
#include "app/verbs/convert.h"
#include "app/verbs/fetch.h"
#include "app/verbs/jobs.h"
#include "app/verbs/query.h"
#include "app/verbs/rename.h"
#include "app/verbs/rerun.h"
#include "app/verbs/show.h"
#include "app/verbs/submit.h"
#include "app/verbs/sweep.h"
#include "app/verbs/tables.h"
#include "app/verbs/wait.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

using Maker = std::unique_ptr<Command> (*)(Application&, const CommandLine&, const Terminal&);

template <typename T>
std::unique_ptr<Command> make(Application& application, const CommandLine& line,
                              const Terminal& terminal)
{
    return std::make_unique<T>(application, line, terminal);
}

constexpr std::array<std::pair<QLatin1StringView, Maker>, 17> makers {{
    {"query"_L1, make<QueryCommand>},
    {"submit"_L1, make<SubmitCommand>},
    {"wait"_L1, make<WaitCommand>},
    {"fetch"_L1, make<FetchCommand>},
    {"jobs"_L1, make<JobsCommand>},
    {"show"_L1, make<ShowCommand>},
    {"start"_L1, make<ChangePhaseCommand>},
    {"abort"_L1, make<ChangePhaseCommand>},
    {"archive"_L1, make<ArchiveCommand>},
    {"rename"_L1, make<RenameCommand>},
    {"rerun"_L1, make<RerunCommand>},
    {"adopt"_L1, make<AdoptCommand>},
    {"batch"_L1, make<BatchCommand>},
    {"sweep"_L1, make<SweepCommand>},
    {"tables"_L1, make<TablesCommand>},
    {"columns"_L1, make<TablesCommand>},
    {"convert"_L1, make<ConvertCommand>},
}};

} // namespace

std::unique_ptr<Command> makeCommand(Application& application, const CommandLine& line,
                                     const Terminal& terminal)
{
    const auto* maker = std::find_if(makers.begin(), makers.end(),
                                     [&](const auto& entry) { return entry.first == line.verb; });
    Q_ASSERT(maker != makers.end()); // parseCommandLine() lets no other verb through
    return maker->second(application, line, terminal);
}

} // namespace tapdesk::app
