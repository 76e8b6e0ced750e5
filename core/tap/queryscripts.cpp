// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tap/queryscripts.h"

#include "core/net/credentials.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace tapdesk {

namespace {

/// What is sent under @p name, as formFields() settles defaults, cuts and semicolons.
QString sent(const TapQuery& query, const QString& name)
{
    return fieldValue(query.formFields(), name);
}

/// A Python literal of one line or, for a text of several, of as many.
QString pythonText(const QString& text)
{
    auto escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\r', u"\\r"_s);
    escaped.replace(QChar::Null, u"\\0"_s);
    const QString quotes = text.contains(u'\n') ? u"\"\"\""_s : u"\""_s;
    return quotes + escaped + quotes;
}

/// One word of a POSIX shell.
QString shellWord(const QString& text)
{
    static const QRegularExpression harmless(u"^[A-Za-z0-9_./:=,@%+-]+$"_s);
    if (harmless.match(text).hasMatch())
        return text;
    auto quoted = text;
    return u'\'' + quoted.replace(u'\'', uR"('\'')"_s) + u'\'';
}

/// A word that ends a here-document and is no line of it.
QString hereWord(const QString& text)
{
    QString word = u"SQL"_s;
    const auto lines = text.split(u'\n');
    while (lines.contains(word))
        word += u'_';
    return word;
}

/// "https://cars.aip.de/": what every URL of the service's host begins with.
QString rootOf(const TapService& service)
{
    auto root =
        service.baseUrl.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    root.setPath(u"/"_s);
    return root.toString(QUrl::FullyEncoded);
}

bool mayTakeToken(const TapService& service)
{
    return Origin(service.baseUrl).isConfidential();
}

/// Statements that make `session`.
QString pythonSession(const TapService& service)
{
    if (!mayTakeToken(service))
        return u"session = requests.Session()\n"_s;
    return u"\n"
           "class ServiceToken(requests.auth.AuthBase):\n"
           "    def __call__(self, request):\n"
           "        token = os.environ.get(\"TAPDESK_TOKEN\")\n"
           "        if token and request.url.startswith("_s
        + pythonText(rootOf(service))
        + u"):\n"
          "            request.headers[\"Authorization\"] = \"Token \" + token\n"
          "        return request\n\n\n"
          "session = requests.Session()\n"
          "session.auth = ServiceToken()\n"_s;
}

/// The function `tap` of a bash script: curl as it is to be called every time.
QString shellFunction(const TapService& service)
{
    if (!mayTakeToken(service))
        return u"tap() {\n"
               "    curl --silent --show-error --fail-with-body \"$@\"\n"
               "}\n\n"_s;
    return u"tap() {\n"
           "    curl --silent --show-error --fail-with-body --config <(\n"
           "        [[ -z ${TAPDESK_TOKEN-} ]] ||\n"
           "            printf 'header = \"Authorization: Token %s\"\\n' \"$TAPDESK_TOKEN\"\n"
           "    ) \"$@\"\n"
           "}\n\n"_s;
}

/// What follows the creation of a job at a service that may take the token: on redirects curl
/// keeps it from other hosts, but not where the script itself goes.
QString shellJobCheck(const TapService& service)
{
    if (!mayTakeToken(service))
        return {};
    const auto upgrade = service.baseUrl.scheme() == "https"_L1
        ? u"job=${job/#http:/https:} # some services do not know of their TLS proxy\n"_s
        : QString();
    return upgrade + u"[[ $job == "_s + shellWord(rootOf(service))
        + u"* ]] || { echo \"elsewhere: $job\" >&2; exit 1; }\n"_s;
}

QString pythonArguments(const TapQuery& query)
{
    QStringList arguments {u"query"_s, u"language="_s + pythonText(sent(query, u"LANG"_s))};
    if (query.maxrec)
        arguments.append(u"maxrec=%1"_s.arg(*query.maxrec));
    for (const auto& [name, keyword] :
         {std::pair {u"RUNID"_s, u"runid"_s}, {u"QUEUE"_s, u"queue"_s}}) {
        if (const auto value = sent(query, name); !value.isEmpty())
            arguments.append(keyword + u'=' + pythonText(value));
    }
    return arguments.join(u", ");
}

} // namespace

QString pyvoScript(const TapQuery& query)
{
    const bool isJob = query.mode == TapQuery::Mode::Async;
    QString script;
    if (mayTakeToken(query.service))
        script += u"import os\n"_s;
    if (isJob)
        script += u"import time\n"_s;
    script += (script.isEmpty() ? QString() : u"\n"_s) + u"import pyvo\nimport requests\n\n"_s
        + pythonSession(query.service) + u"service = pyvo.dal.TAPService("_s
        + pythonText(query.service.baseUrl.toString(QUrl::FullyEncoded))
        + u", session=session)\n\nquery = "_s + pythonText(sent(query, u"QUERY"_s)) + u"\n\n"_s;
    if (!isJob)
        return script + u"table = service.run_sync("_s + pythonArguments(query)
            + u").to_table()\ntable.pprint(max_lines=10)\n"_s;
    return script + u"job = service.submit_job("_s + pythonArguments(query)
        + u")\n"
          "job.run()\n"
          "print(job.url)\n\n"
          "pause = 1.0\n"
          "while job.phase not in (\"COMPLETED\", \"ERROR\", \"ABORTED\", \"ARCHIVED\"):\n"
          "    time.sleep(pause)\n"
          "    pause = min(1.5 * pause, 120.0)\n"
          "job.raise_if_error()\n"
          "table = job.fetch_result().to_table()\n"
          "table.pprint(max_lines=10)\n"_s;
}

QString curlScript(const TapQuery& query)
{
    const bool isJob = query.mode == TapQuery::Mode::Async;
    QString form;
    for (const auto& [name, value] : query.formFields())
        form += u" \\\n    --data-urlencode "_s + shellWord(name + u'=' + value);
    const QString resource =
        query.service.resource(isJob ? u"async"_s : u"sync"_s).toString(QUrl::FullyEncoded);
    const QString script =
        u"#!/usr/bin/env bash\nset -euo pipefail\n\n"_s + shellFunction(query.service);
    if (!isJob)
        return script + u"tap --location "_s + shellWord(resource) + form
            + u" \\\n    --output result.vot\n"_s;
    return script + u"job=$(tap --output /dev/null --write-out '%{redirect_url}' "_s
        + shellWord(resource) + form + u")\n"_s + shellJobCheck(query.service)
        + u"echo \"$job\"\n"
          "tap --output /dev/null --data PHASE=RUN \"$job/phase\"\n\n"
          "pause=1\n"
          "while true; do\n"
          "    phase=$(tap \"$job/phase\")\n"
          "    case $phase in\n"
          "        COMPLETED) break ;;\n"
          "        ERROR | ABORTED | ARCHIVED)\n"
          "            echo \"$phase\" >&2\n"
          "            exit 1\n"
          "            ;;\n"
          "    esac\n"
          "    sleep $pause\n"
          "    pause=$((pause < 60 ? 2 * pause : 120))\n"
          "done\n"
          "tap --location --output result.vot \"$job/results/result\"\n"_s;
}

QString tapdeskCommand(const TapQuery& query)
{
    const bool isJob = query.mode == TapQuery::Mode::Async;
    QStringList words {u"tapdesk"_s, isJob ? u"submit"_s : u"query"_s};
    const auto add = [&words](const QString& option, const QString& value) {
        if (!value.isEmpty())
            words << option << shellWord(value);
    };
    // An address means the same service on every machine; a name only where it is in the list.
    add(u"--service"_s,
        query.service.isSample ? query.service.id
                               : query.service.baseUrl.toString(QUrl::FullyEncoded));
    add(u"--lang"_s, sent(query, u"LANG"_s));
    add(u"--queue"_s, sent(query, u"QUEUE"_s));
    if (isJob)
        add(u"--runid"_s, sent(query, u"RUNID"_s));
    if (query.maxrec)
        add(u"--maxrec"_s, QString::number(*query.maxrec));
    const QString text = sent(query, u"QUERY"_s);
    const QString end = hereWord(text);
    return words.join(u' ') + u" -f - <<'"_s + end + u"'\n"_s + text + u'\n' + end + u'\n';
}

} // namespace tapdesk
