// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/misbehaviour.h"

#include "tests/support/gzip.h"

namespace tapdesk::test {

namespace {

constexpr qsizetype bombBytes = 16 * 1024 * 1024; ///< what the bomb unfolds to

QByteArray head(int status, const QByteArray& headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said So\r\n" + headers + "\r\n";
}

} // namespace

QByteArray whole(int status, const QByteArray& type, const QByteArray& body,
                 const QByteArray& headers)
{
    return head(status,
                "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size())
                    + "\r\n" + headers)
        + body;
}

namespace {

QByteArray votable(const QByteArray& headers = {})
{
    return whole(200, "application/x-votable+xml", HostileServer::document(), headers);
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray chunkedHead()
{
    return head(200, "Content-Type: application/x-votable+xml\r\nTransfer-Encoding: chunked\r\n");
}

QByteArray tableStart()
{
    const auto document = HostileServer::document();
    return document.first(document.indexOf("<TR>"));
}

/// Where a redirect below the same first segment leads.
QByteArray beside(const Context& context, const QByteArray& name)
{
    return context.request.path.first(context.request.path.indexOf('/', 1) + 1) + name;
}

} // namespace

const QMap<QByteArray, Misbehaviour>& misbehaviourTable()
{
    static const QByteArray html = "<!DOCTYPE html><html><head><title>Welcome to the portal</title>"
                                   "</head><body><h1>Log in</h1></body></html>";
    static const QMap<QByteArray, Misbehaviour> all {
        // Sends a good answer.
        {"fine", [](const Context&) { return Reaction {.wire = votable()}; }},

        // Ends the connection: without a word, within the head, within a body of known length,
        // within a chunk, between two chunks, and by a reset.
        {"silentcut", [](const Context&) { return Reaction {.closes = true}; }},
        {"headcut",
         [](const Context&) {
             return Reaction {.wire = "HTTP/1.1 200 OK\r\nContent-Ty", .closes = true};
         }},
        {"cut",
         [](const Context&) { return Reaction {.wire = votable().chopped(100), .closes = true}; }},
        {"chunkcut",
         [](const Context&) {
             return Reaction {.wire = chunkedHead() + chunk(HostileServer::document()).chopped(100),
                              .closes = true};
         }},
        {"chunkend",
         [](const Context&) {
             return Reaction {.wire = chunkedHead() + chunk(HostileServer::document()),
                              .closes = true};
         }},
        {"reset",
         [](const Context&) { return Reaction {.wire = votable().chopped(100), .resets = true}; }},

        // Breaks HTTP: a chunk without a length, more bytes than announced, another protocol.
        {"badchunk",
         [](const Context&) {
             return Reaction {.wire = chunkedHead() + chunk(tableStart()) + "oops\r\n<TR>\r\n",
                              .closes = true};
         }},
        {"toolong",
         [](const Context&) {
             return Reaction {.wire = votable() + "and more than was announced", .closes = true};
         }},
        {"garbage",
         [](const Context&) {
             return Reaction {.wire = "SSH-2.0-OpenSSH_9.2p1\r\n", .closes = true};
         }},

        // Takes its time: never answers, stops within the body, sends byte by byte, never ends.
        {"hang", [](const Context&) { return Reaction {}; }},
        {"stall", [](const Context&) { return Reaction {.wire = votable().chopped(100)}; }},
        {"slow",
         [](const Context&) {
             return Reaction {.wire = votable().chopped(20), .drip = votable().last(20)};
         }},
        {"endless",
         [](const Context&) {
             return Reaction {
                 .wire = head(200, "Content-Type: application/x-votable+xml\r\n") + tableStart(),
                 .refill = QByteArray("<TR><TD>HE0040-1105</TD></TR>\n").repeated(2000)};
         }},
        {"endlesserror",
         [](const Context&) {
             return Reaction {.wire = head(400, "Content-Type: text/plain\r\n") + "out of order\n",
                              .refill = QByteArray("and so on\n").repeated(2000)};
         }},

        // Packs its answers: rightly, without saying so, saying so without doing so, cut, a bomb.
        {"gzip",
         [](const Context&) {
             return Reaction {.wire = whole(200, "application/x-votable+xml",
                                            gzipped(HostileServer::document()),
                                            "Content-Encoding: gzip\r\n")};
         }},
        {"gzipfile",
         [](const Context&) {
             return Reaction {.wire = whole(200, "application/x-votable+gzip",
                                            gzipped(HostileServer::document()))};
         }},
        {"gzipnot",
         [](const Context&) { return Reaction {.wire = votable("Content-Encoding: gzip\r\n")}; }},
        {"gzipcut",
         [](const Context&) {
             return Reaction {.wire = whole(200, "application/x-votable+xml",
                                            gzipped(HostileServer::document()).chopped(20),
                                            "Content-Encoding: gzip\r\n")};
         }},
        {"bomb",
         [](const Context&) {
             static const auto bomb = gzipped(QByteArray(bombBytes, ' '));
             return Reaction {.wire = whole(200, "application/x-votable+xml", bomb,
                                            "Content-Encoding: gzip\r\n")};
         }},
        {"filebomb",
         [](const Context&) {
             static const auto bomb = gzipped(QByteArray(bombBytes, ' '));
             return Reaction {.wire = whole(200, "application/gzip", bomb)};
         }},

        // Sends the client elsewhere: to another origin, to itself, ever further.
        {"elsewhere",
         [](const Context& context) {
             return Reaction {.wire = whole(302, "text/plain", {},
                                            "Location: " + context.otherBase + "/fine/sync\r\n")};
         }},
        {"loop",
         [](const Context& context) {
             return Reaction {.wire = whole(302, "text/plain", {},
                                            "Location: " + context.request.path + "\r\n")};
         }},
        {"maze",
         [](const Context& context) {
             return Reaction {.wire = whole(302, "text/plain", {},
                                            "Location: " + beside(context, "x")
                                                + context.request.path.mid(
                                                    context.request.path.indexOf('/', 1) + 1)
                                                + "\r\n")};
         }},
        {"bigredirect",
         [](const Context& context) {
             return Reaction {.wire =
                                  head(302, "Location: " + context.otherBase + "/fine/sync\r\n"),
                              .refill = QByteArray(100'000, ' ')};
         }},

        // Answers something else: a page where XML was due, half a document, nothing at all, a
        // page with status 500, an error in a VOTable with status 200.
        {"html", [](const Context&) { return Reaction {.wire = whole(200, "text/html", html)}; }},
        {"halfxml",
         [](const Context&) {
             return Reaction {.wire = whole(200, "application/x-votable+xml",
                                            HostileServer::document().chopped(60))};
         }},
        {"empty",
         [](const Context&) {
             return Reaction {.wire = whole(200, "application/x-votable+xml", {})};
         }},
        {"broken",
         [](const Context&) {
             return Reaction {.wire = whole(500, "text/html",
                                            "<html><head><title>Server Error (500)</title></head>"
                                            "<body><h1>Server Error (500)</h1></body></html>")};
         }},
        {"error200",
         [](const Context&) {
             return Reaction {
                 .wire = whole(200, "application/x-votable+xml",
                               "<VOTABLE version='1.4'><RESOURCE type='results'><INFO "
                               "name='QUERY_STATUS' value='ERROR'>no such column: nosuch</INFO>"
                               "</RESOURCE></VOTABLE>")};
         }},

        // Refuses: always busy, busy once and for a second, in maintenance, not found, wants a
        // login by Basic or by something new, forbids as Daiquiri does.
        {"busy",
         [](const Context&) {
             return Reaction {
                 .wire = whole(503, "text/plain", "too many queries", "Retry-After: 0\r\n")};
         }},
        {"busyonce",
         [](const Context& context) {
             return context.visits > 1
                 ? Reaction {.wire = votable()}
                 : Reaction {.wire = whole(429, "text/plain", "slower", "Retry-After: 1\r\n")};
         }},
        {"maintenance",
         [](const Context&) {
             return Reaction {.wire = whole(503, "text/html",
                                            "<html><body><h1>Down for maintenance</h1><p>Back at "
                                            "<b>14:00</b>.</p></body></html>",
                                            "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n")};
         }},
        {"missing",
         [](const Context&) {
             return Reaction {.wire = whole(404, "text/html", "<title>Not Found</title>")};
         }},
        {"login",
         [](const Context&) {
             return Reaction {.wire = whole(401, "text/plain", "who are you?",
                                            "WWW-Authenticate: Basic realm=\"tap\"\r\n")};
         }},
        {"newlogin",
         [](const Context&) {
             return Reaction {.wire = whole(401, "text/plain", "who are you?",
                                            "WWW-Authenticate: ivoa_bearer\r\n")};
         }},
        {"forbidden",
         [](const Context&) {
             return Reaction {
                 .wire = whole(403, "application/xml; charset=utf-8",
                               "<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" "
                               "value=\"ERROR\">detail: Invalid token.</INFO></RESOURCE>"
                               "</VOTABLE>")};
         }},
    };
    return all;
}

QByteArray capabilities(const QByteArray& base)
{
    return "<?xml version='1.0'?><vosi:capabilities "
           "xmlns:vosi='http://www.ivoa.net/xml/VOSICapabilities/v1.0' "
           "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
           "xmlns:tr='http://www.ivoa.net/xml/TAPRegExt/v1.0' "
           "xmlns:vs='http://www.ivoa.net/xml/VODataService/v1.1'>"
           "<capability standardID='ivo://ivoa.net/std/TAP' xsi:type='tr:TableAccess'>"
           "<interface role='std' version='1.1' xsi:type='vs:ParamHTTP'><accessURL use='base'>"
        + base
        + "</accessURL></interface><language><name>ADQL</name>"
          "<version ivo-id='ivo://ivoa.net/std/ADQL#v2.0'>2.0</version></language>"
          "<outputFormat><mime>application/x-votable+xml</mime></outputFormat>"
          "</capability></vosi:capabilities>";
}

QByteArray HostileServer::document()
{
    return "<?xml version='1.0'?>\n"
           "<VOTABLE version='1.4' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>\n"
           "<RESOURCE type='results'><INFO name='QUERY_STATUS' value='OK'/>\n"
           "<TABLE><FIELD name='hes_name' datatype='char' arraysize='*'/><DATA><TABLEDATA>\n"
           "<TR><TD>HE0040-1105</TD></TR>\n"
           "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>\n";
}

} // namespace tapdesk::test
