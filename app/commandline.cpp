// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <iterator>

using namespace Qt::StringLiterals;

namespace tapdesk::app {

namespace {

enum OptionFlag : unsigned {
    Service = 1U << 0U,
    Language = 1U << 1U,
    AsJob = 1U << 2U, // --queue and --runid
    Maxrec = 1U << 3U,
    Output = 1U << 4U, // --format and -o
    FromFile = 1U << 5U,
    Overflow = 1U << 6U,
    Json = 1U << 7U,
    Filter = 1U << 8U, // --phase and --runid, of jobs that are there
    Timeout = 1U << 9U,
    Columns = 1U << 10U, // --select and --head
    Queued = 1U << 11U, // --queue alone
    Batch = 1U << 12U, // what batch alone has
    Sweep = 1U << 13U, // --set and --slices
    Find = 1U << 14U, // --text, --after, --before, --offline
    Last = 1U << 15U,
    Archive = 1U << 16U, // what archive alone has
    Rerun = 1U << 17U, // what rerun alone has
    Show = 1U << 18U, // what show alone has
    All = 1U << 19U,
    DryRun = 1U << 20U,
};

struct Verb
{
    QLatin1StringView name;
    QUtf8StringView syntax;
    QLatin1StringView summary;
    unsigned options;
};

constexpr std::array verbs {
    Verb {"query"_L1, "(\"SELECT …\" | -f FILE.sql | -)", "run a query now and print its rows"_L1,
          Service | Language | Maxrec | Output | FromFile | Overflow | Timeout},
    Verb {"submit"_L1, "(\"SELECT …\" | -f FILE.sql | -)",
          "send a query as a job and print the job's URL"_L1,
          Service | Language | AsJob | Maxrec | FromFile | Json | Timeout},
    Verb {"wait"_L1, "JOB…", "wait until jobs have ended"_L1, Service | Timeout | Json},
    Verb {"fetch"_L1, "JOB", "print the rows of a completed job"_L1,
          Service | Output | Overflow | Timeout},
    Verb {"jobs"_L1, "", "list the jobs of a service, or of all where there are jobs"_L1,
          Service | Filter | Find | Last | All | Json},
    Verb {"show"_L1, "JOB", "tell all about a job, or how to ask the same elsewhere"_L1,
          Service | Show | Json},
    Verb {"start"_L1, "JOB…", "run jobs that are PENDING"_L1, Service},
    Verb {"abort"_L1, "JOB…", "stop jobs"_L1, Service},
    Verb {"archive"_L1, "(JOB… | --all-completed)",
          "remove results from the service; queries stay"_L1,
          Service | Filter | Archive | DryRun | Json},
    Verb {"rename"_L1, "JOB RUNID", "give a job that was never started another run id"_L1, Service},
    Verb {"rerun"_L1, "(JOB… | --last N | --runid R --all)",
          "ask the queries of jobs again and print the new jobs' URLs"_L1,
          Service | Language | Queued | Maxrec | Filter | Last | All | Rerun | Json},
    Verb {"adopt"_L1, "URL…", "take over jobs that were sent from somewhere else"_L1,
          Service | Json},
    Verb {"batch"_L1, "(FOLDER | FILE.sql)…",
          "run the queries of a folder as jobs and write their rows to files"_L1,
          Service | Language | Queued | Maxrec | Batch | DryRun | Overflow | Timeout | Json},
    Verb {"sweep"_L1, "(\"SELECT … :name …\" | -f FILE.sql | -)",
          "run a query for many values and print all rows as one table"_L1,
          Service | Language | AsJob | Maxrec | Output | FromFile | Overflow | Timeout | Sweep},
    Verb {"tables"_L1, "[WORD]", "list the tables of a service whose names hold a word"_L1,
          Service | Json},
    Verb {"columns"_L1, "TABLE", "list the columns of a table"_L1, Service | Json},
    Verb {"convert"_L1, "FILE", "write a VOTable file in another format"_L1,
          Output | Columns | Overflow},
};

const Verb* findVerb(const QString& name)
{
    const auto* found = std::find_if(verbs.begin(), verbs.end(),
                                     [&](const Verb& verb) { return verb.name == name; });
    return found == verbs.end() ? nullptr : &*found;
}

/// @p options  those that the verb has; an option of another verb is unknown to this one
void addOptions(QCommandLineParser& parser, unsigned options)
{
    const auto add = [&](unsigned flag, const QStringList& names, const QString& text,
                         const QString& value) {
        if ((options & flag) == flag)
            parser.addOption({names, text, value});
    };
    add(Service, {u"service"_s},
        u"a name (sample, cars) or the address of a TAP service; else TAPDESK_SERVICE"_s,
        u"NAME|URL"_s);
    add(Language, {u"lang"_s}, u"language of the query, such as ADQL or PostgreSQL"_s, u"L"_s);
    if ((options & (AsJob | Queued)) != 0)
        parser.addOption({u"queue"_s, u"queue of the service, such as 30s or 5m"_s, u"Q"_s});
    add(AsJob, {u"runid"_s}, u"label of the job, at most 64 characters"_s, u"R"_s);
    add(Filter, {u"runid"_s}, u"only jobs with this run id"_s, u"R"_s);
    add(Maxrec, {u"maxrec"_s}, u"most rows to ask for"_s, u"N"_s);
    if ((options & (Output | Batch)) != 0)
        parser.addOption(
            {u"format"_s, u"text, csv, tsv, votable, votable-binary, votable-binary2"_s, u"F"_s});
    add(Output, {u"o"_s, u"output"_s}, u"file to write; its suffix tells the format"_s, u"FILE"_s);
    add(FromFile, {u"f"_s, u"file"_s},
        u"file with the query; its comments may name LANGUAGE, "
        "QUEUE, RUNID and MAXREC"_s,
        u"FILE"_s);
    add(Filter, {u"phase"_s}, u"only jobs in this phase, also ARCHIVED; may be repeated"_s, u"P"_s);
    add(Last, {u"last"_s}, u"only the newest N"_s, u"N"_s);
    add(Find, {u"text"_s}, u"only jobs whose run id or query holds this"_s, u"T"_s);
    add(Find, {u"after"_s}, u"only jobs made after this time (ISO 8601, UTC)"_s, u"DATE"_s);
    add(Find, {u"before"_s}, u"only jobs made before this time"_s, u"DATE"_s);
    add(Archive, {u"older-than"_s}, u"only jobs that ended longer ago: 12h, 7d, 2w"_s, u"AGE"_s);
    add(Archive, {u"larger-than"_s}, u"only jobs whose results take more: 100MB, 2GB"_s, u"SIZE"_s);
    add(Rerun, {u"new-runid"_s}, u"label of the new jobs; else that of the old ones"_s, u"R"_s);
    add(Show, {u"script"_s}, u"print a program that asks the same: pyvo, curl or tapdesk"_s,
        u"KIND"_s);
    add(Timeout, {u"timeout"_s}, u"give up waiting after so many seconds; jobs go on"_s,
        u"SECONDS"_s);
    add(Batch, {u"output-dir"_s}, u"folder for the rows; else beside the queries"_s, u"FOLDER"_s);
    add(Batch, {u"only"_s}, u"only the query of this name; may be repeated"_s, u"NAME"_s);
    if ((options & (Batch | Sweep)) != 0)
        parser.addOption({u"parallel"_s, u"most queries of a service at a time; 4"_s, u"N"_s});
    add(Sweep, {u"set"_s},
        u"values of the placeholder :NAME: a list (a,b,c), a range (START:STOP[:STEP]), or the "
        "column of a VOTable (@FILE:COLUMN); may be repeated"_s,
        u"NAME=VALUES"_s);
    add(Sweep, {u"slices"_s},
        u"instead: cut a query that is too long into N ranges of a numeric column"_s,
        u"COLUMN:N"_s);
    if ((options & Batch) != 0) {
        parser.addOptions({
            {u"failed"_s, u"only queries that failed last time"_s},
            {u"changed"_s, u"only queries that are new or changed since the last time"_s},
            {u"resume"_s, u"go on with the last run, which did not end"_s},
            {u"overwrite"_s, u"replace files that are there already"_s},
        });
    }
    if ((options & DryRun) != 0)
        parser.addOption({u"dry-run"_s, u"change nothing; tell what would be done"_s});
    if ((options & Archive) != 0) {
        parser.addOptions({
            {u"all-completed"_s, u"all COMPLETED jobs that the options leave"_s},
            {u"on-shelf"_s, u"only jobs whose results are on the shelf"_s},
            {u"not-on-shelf"_s, u"only jobs whose results are not on the shelf"_s},
            {u"fetch-first"_s,
             u"fetch the results to the shelf first; a job whose result cannot be had stays"_s},
        });
    }
    if ((options & All) != 0)
        parser.addOption({u"all"_s,
                          (options & Rerun) != 0
                              ? u"all with the run id of --runid"_s
                              : u"also ARCHIVED jobs and those their service has forgotten"_s});
    if ((options & Find) != 0)
        parser.addOption({u"offline"_s, u"ask no service; tell what was seen last"_s});
    if ((options & Show) != 0)
        parser.addOption({u"document"_s, u"print the job's document as the service sent it"_s});
    add(Columns, {u"select"_s}, u"names of the columns to write, by commas"_s, u"COLUMNS"_s);
    add(Columns, {u"head"_s}, u"only the first N rows"_s, u"N"_s);
    if ((options & Overflow) != 0)
        parser.addOption({u"fail-on-overflow"_s, u"end with code 6 when the result is cut"_s});
    if ((options & Json) != 0)
        parser.addOption({u"json"_s, u"print JSON for programs"_s});
    parser.addOption({u"data-dir"_s, u"folder for jobs and settings"_s, u"FOLDER"_s});
    parser.addOption({{u"q"_s, u"quiet"_s}, u"no progress on standard error"_s});
    parser.addOption({u"verbose"_s, u"log requests to standard error"_s});
    parser.addOption({{u"h"_s, u"help"_s}, u"this help"_s});
}

void addWindowOptions(QCommandLineParser& parser)
{
    parser.addOption({u"screenshot"_s,
                      u"run the query of the current tab, write a picture of the window, end"_s,
                      u"FILE.png"_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"version of the program"_s});
    addOptions(parser, 0);
}

/// A whole number of at least @p least; nothing where the option was not given.
template <typename T>
tl::expected<std::optional<T>, UsageError> number(const QCommandLineParser& parser,
                                                  const QString& option, T least)
{
    if (!parser.optionNames().contains(option))
        return std::nullopt;
    bool ok = false;
    const qint64 value = parser.value(option).toLongLong(&ok);
    if (!ok || value < least || value > std::numeric_limits<T>::max()) {
        return tl::unexpected(UsageError {
            u"--%1 takes a whole number of at least %2, not “%3”"_s.arg(option).arg(least).arg(
                parser.value(option)),
            {}});
    }
    return static_cast<T>(value);
}

/// The value of an option that this verb may not have. (QCommandLineParser::value() complains
/// about options it was not told of; optionNames() has the spelling that was typed.)
QString valueOf(const QCommandLineParser& parser, const QString& option,
                const QString& shortOption = {})
{
    const QStringList given = parser.optionNames();
    return given.contains(option) || given.contains(shortOption) ? parser.value(option) : QString();
}

tl::expected<void, UsageError> readNumbers(const QCommandLineParser& parser, CommandLine& line)
{
    const auto maxrec = number<qint64>(parser, u"maxrec"_s, 0);
    const auto last = number<int>(parser, u"last"_s, 1);
    const auto timeout = number<int>(parser, u"timeout"_s, 0);
    const auto head = number<qint64>(parser, u"head"_s, 0);
    const auto parallel = number<int>(parser, u"parallel"_s, 1);
    if (!maxrec)
        return tl::unexpected(maxrec.error());
    if (!last)
        return tl::unexpected(last.error());
    if (!timeout)
        return tl::unexpected(timeout.error());
    if (!head)
        return tl::unexpected(head.error());
    if (!parallel)
        return tl::unexpected(parallel.error());
    line.parallel = *parallel;
    line.maxrec = *maxrec;
    line.last = last->value_or(0);
    line.timeout = *timeout;
    line.head = *head;
    return {};
}

/// Options that every verb has may stand before it: `tapdesk --data-dir D query …`.
QStringList verbFirst(QStringList arguments)
{
    static const QStringList common {u"-q"_s, u"--quiet"_s, u"--verbose"_s, u"--data-dir"_s};
    qsizetype index = 0;
    while (index < arguments.size()) {
        const QString option = arguments.at(index).section(u'=', 0, 0);
        if (!common.contains(option))
            break;
        index += arguments.at(index) == "--data-dir"_L1 ? 2 : 1;
    }
    if (index < arguments.size() && findVerb(arguments.at(index)))
        arguments.move(index, 0);
    return arguments;
}

bool isTokenOption(const QString& argument)
{
    return argument.startsWith("--token"_L1) || argument.startsWith("--password"_L1);
}

} // namespace

tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList& arguments)
{
    CommandLine line;
    QStringList rest = verbFirst(arguments);
    const QString first = rest.value(0);

    if (first == "help"_L1) {
        line.action = CommandLine::Action::Help;
        line.verb = rest.value(1);
        if (!line.verb.isEmpty() && !findVerb(line.verb))
            return tl::unexpected(UsageError {u"there is no verb “%1”"_s.arg(line.verb), {}});
        return line;
    }
    const Verb* verb = findVerb(first);
    if (verb) {
        line.action = CommandLine::Action::Verb;
        line.verb = first;
        rest.removeFirst();
    }
    if (std::any_of(rest.cbegin(), rest.cend(), isTokenOption)) {
        return tl::unexpected(
            UsageError {u"a token on the command line can be read by everybody on this machine; "
                        "set TAPDESK_TOKEN instead"_s,
                        line.verb});
    }

    QCommandLineParser parser;
    if (verb)
        addOptions(parser, verb->options);
    else
        addWindowOptions(parser);
    if (!parser.parse(QStringList {u"tapdesk"_s} + rest))
        return tl::unexpected(UsageError {parser.errorText(), line.verb});

    if (parser.isSet(u"help"_s)) {
        line.action = CommandLine::Action::Help;
        return line;
    }
    if (!verb && parser.isSet(u"version"_s)) {
        line.action = CommandLine::Action::Version;
        return line;
    }
    line.arguments = parser.positionalArguments();
    line.dataDir = valueOf(parser, u"data-dir"_s);
    line.service = valueOf(parser, u"service"_s);
    line.language = valueOf(parser, u"lang"_s);
    line.queue = valueOf(parser, u"queue"_s);
    line.runId = valueOf(parser, u"runid"_s);
    line.format = valueOf(parser, u"format"_s);
    line.output = valueOf(parser, u"output"_s, u"o"_s);
    line.file = valueOf(parser, u"file"_s, u"f"_s);
    line.after = valueOf(parser, u"after"_s);
    line.before = valueOf(parser, u"before"_s);
    line.text = valueOf(parser, u"text"_s);
    line.olderThan = valueOf(parser, u"older-than"_s);
    line.largerThan = valueOf(parser, u"larger-than"_s);
    line.newRunId = valueOf(parser, u"new-runid"_s);
    line.script = valueOf(parser, u"script"_s);
    line.select = valueOf(parser, u"select"_s);
    line.screenshot = valueOf(parser, u"screenshot"_s);
    line.outputDir = valueOf(parser, u"output-dir"_s);
    if (parser.optionNames().contains(u"only"_s))
        line.only = parser.values(u"only"_s);
    if (parser.optionNames().contains(u"set"_s))
        line.sets = parser.values(u"set"_s);
    line.slices = valueOf(parser, u"slices"_s);
    line.dryRun = parser.optionNames().contains(u"dry-run"_s);
    line.failed = parser.optionNames().contains(u"failed"_s);
    line.changed = parser.optionNames().contains(u"changed"_s);
    line.resume = parser.optionNames().contains(u"resume"_s);
    line.overwrite = parser.optionNames().contains(u"overwrite"_s);
    line.offline = parser.optionNames().contains(u"offline"_s);
    line.all = parser.optionNames().contains(u"all"_s);
    line.allCompleted = parser.optionNames().contains(u"all-completed"_s);
    line.onShelf = parser.optionNames().contains(u"on-shelf"_s);
    line.notOnShelf = parser.optionNames().contains(u"not-on-shelf"_s);
    line.fetchFirst = parser.optionNames().contains(u"fetch-first"_s);
    line.document = parser.optionNames().contains(u"document"_s);
    if (parser.optionNames().contains(u"phase"_s))
        line.phases = parser.values(u"phase"_s);
    line.quiet = parser.isSet(u"quiet"_s);
    line.verbose = parser.isSet(u"verbose"_s);
    line.json = parser.optionNames().contains(u"json"_s);
    line.failOnOverflow = parser.optionNames().contains(u"fail-on-overflow"_s);
    if (const auto numbers = readNumbers(parser, line); !numbers)
        return tl::unexpected(UsageError {numbers.error().message, line.verb});

    // A word that is neither a verb nor a file is more likely a slip than a wish for a window.
    if (!verb && !first.isEmpty() && !first.startsWith(u'-') && !first.contains(u'.')
        && !first.contains(u'/') && !QFileInfo::exists(first))
        return tl::unexpected(UsageError {u"there is no verb “%1”"_s.arg(first), {}});
    return line;
}

QStringList verbNames()
{
    QStringList names;
    std::transform(verbs.begin(), verbs.end(), std::back_inserter(names),
                   [](const Verb& verb) { return QString(verb.name); });
    return names;
}

QString helpText(const QString& name)
{
    QCommandLineParser parser;
    if (const Verb* verb = findVerb(name)) {
        addOptions(parser, verb->options);
        QString text = u"tapdesk %1 [OPTION…] %2\n\n%3.\n\n"_s.arg(
            verb->name, verb->syntax.toString(), verb->summary);
        // Qt's help begins with a usage line of its own, which knows no verbs.
        return text + parser.helpText().section(u"\n\n"_s, 1);
    }
    addWindowOptions(parser);
    QString text = u"tapdesk [OPTION…] [FILE…]      the window\n"
                   "tapdesk VERB [OPTION…] …       the same on a terminal\n\nVerbs:\n"_s;
    for (const Verb& verb : verbs)
        text += u"  %1 %2\n"_s.arg(QString(verb.name), -9).arg(verb.summary);
    text += u"\n`tapdesk help VERB` tells the options of a verb. A JOB is a URL, an id, or a run "
            "id that is unambiguous.\n\n"_s;
    text += parser.helpText().section(u"\n\n"_s, 1);
    text += u"\nEnvironment: TAPDESK_SERVICE (asked where --service is not given; else the sample\n"
            "service), TAPDESK_TOKEN (token for the service asked), NO_COLOR.\n"
            "Ends with: 0 done, 1 the query or job failed, 2 usage, 3 not authorised, 4 network "
            "or service\nunreachable, 5 still running, 6 truncated (--fail-on-overflow), 7 some of "
            "many\nfailed, 130 interrupted.\n"_s;
    return text;
}

} // namespace tapdesk::app
