// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/reader.h"

#include "core/votable/binaryrowdecoder.h"
#include "core/votable/carry.h"
#include "core/votable/documentbuilder.h"
#include "core/votable/fitsrowdecoder.h"
#include "core/votable/inflater.h"
#include "core/votable/markupscanner.h"
#include "core/votable/preamble.h"
#include "core/votable/streamdecoder.h"
#include "core/votable/tabledatascanner.h"
#include "core/votable/tablefiller.h"
#include "core/votable/transcoder.h"
#include "core/votable/warninglog.h"

#include <cstring>
#include <optional>

namespace tapdesk::votable {

using namespace Qt::StringLiterals;

/// The stages: inflate, transcode UTF-16, carry over what is cut, and then whoever is in charge of
/// the element that is open: the document builder, or the decoder of the rows.
class Reader::Private
{
public:
    explicit Private(const Options& readerOptions)
        : options(readerOptions)
        , inflater(readerOptions.maxInflation)
        , document(markup, readerOptions.maxFields, warnings, repairs)
    {
    }
    Q_DISABLE_COPY_MOVE(Private)

    Status feed(QByteArrayView bytes);
    Status finish();
    Status read(std::string_view bytes); // a further piece of the inflated document
    Status consume(const char*& p, const char* end);
    Status consumeMarkup(const char*& p, const char* end);
    Status consumeTableData(const char*& p, const char* end);
    Status consumeStream(const char*& p, const char* end);
    Status beginRows();
    std::unique_ptr<RowStream> makeRowStream();
    Status handle(MarkupScanner::Token token);
    Status afterTag();
    void declare();
    Status endStream();
    void endRows();
    void noteRepairs();
    Status unfinished();

    Options options;
    Inflater inflater;
    Transcoder transcoder;
    Carry carry;
    Preamble preamble;
    WarningLog warnings;
    Repairs repairs;
    Repairs notedRepairs;
    MarkupScanner markup;
    DocumentBuilder document;
    std::unique_ptr<TableFiller> filler;
    std::optional<TableDataScanner> tableData;
    std::optional<StreamDecoder> stream;
    Status state; // sticks once it is a failure
    bool finished = false;
    bool hasData = false; // rows of the result are under way
    Table noTable;
};

Status Reader::Private::feed(QByteArrayView bytes)
{
    if (!state || finished)
        return state;
    state = inflater.feed(bytes, [this](QByteArrayView piece) {
        return read({piece.data(), static_cast<std::size_t>(piece.size())});
    });
    if (!state) {
        if (state.error().line == 0 && document.dataKind() == DataKind::TableData)
            state.error().line = markup.line();
        stream.reset();
        endRows();
    }
    return state;
}

Status Reader::Private::read(std::string_view bytes)
{
    if (!document.hasRoot())
        preamble.add(bytes);
    Status status;
    transcoder.feed(bytes, [&](std::string_view utf8) {
        if (status)
            status = carry.feed(
                utf8, [this](const char*& p, const char* end) { return consume(p, end); });
    });
    noteRepairs();
    if (status && !document.hasRoot() && preamble.isTooLong())
        return failure(preamble.error(document.foreignRoot()));
    return status;
}

Status Reader::Private::consume(const char*& p, const char* end)
{
    const char* before = nullptr;
    while (p < end && p != before) {
        before = p;
        Status status;
        if (tableData && document.dataKind() == DataKind::TableData)
            status = consumeTableData(p, end);
        else if (stream && *p != '<' && markup.isInContent())
            status = consumeStream(p, end);
        else
            status = consumeMarkup(p, end);
        if (!status)
            return status;
    }
    return {};
}

Status Reader::Private::consumeMarkup(const char*& p, const char* end)
{
    const MarkupScanner::Token token = markup.next(p, end);
    if (markup.takeStrayBracket() && document.hasRoot())
        repairs.ampersand = true;
    return handle(token);
}

Status Reader::Private::handle(MarkupScanner::Token token)
{
    using Token = MarkupScanner::Token;
    switch (token) {
    case Token::NeedMore:
    case Token::Doctype:
        return {};
    case Token::TooLong:
        return failure(
            {.kind = Error::Kind::Parse, .detail = u"a tag without end"_s, .line = markup.line()});
    case Token::Declaration:
        declare();
        return {};
    case Token::Text:
    case Token::Literal:
        if (stream) { // in a CDATA section
            Status status = stream->feed(markup.text());
            stream->takeLines(); // the scanner has counted them
            return status;
        }
        document.text(markup.text(), token == Token::Literal);
        return {};
    case Token::StartTag:
        if (Status status = document.startTag(); !status)
            return status;
        return afterTag();
    case Token::EndTag:
        document.endTag();
        return afterTag();
    }
    Q_UNREACHABLE();
}

Status Reader::Private::afterTag()
{
    if (document.takeNewResult()) {
        endRows();
        stream.reset();
        filler = std::make_unique<TableFiller>(document.result().fields, options, warnings);
    }
    if (!document.remoteStream().isEmpty()) { // never fetched: it may point anywhere
        return failure({.kind = Error::Kind::Protocol,
                        .detail = u"STREAM href=\"%1\""_s.arg(document.remoteStream()),
                        .line = markup.line()});
    }
    const DataKind kind = document.dataKind();
    if (stream && (kind == DataKind::None || kind == DataKind::TableData)) {
        if (Status status = endStream(); !status)
            return status;
    }
    return beginRows();
}

// The element that has been opened may hold rows.
Status Reader::Private::beginRows()
{
    const DataKind kind = document.dataKind();
    if (kind == DataKind::None || tableData || stream)
        return {};
    hasData = true;
    if (kind == DataKind::TableData) {
        tableData.emplace(markup, *filler, document.charset(), repairs);
        return {};
    }
    stream.emplace(makeRowStream(), options.maxInflation);
    return {};
}

std::unique_ptr<RowStream> Reader::Private::makeRowStream()
{
    using Flags = BinaryRowDecoder::Flags;
    if (document.dataKind() == DataKind::Fits)
        return std::make_unique<FitsRowDecoder>(*filler, document.fitsExtension(), repairs);
    const bool flags = document.dataKind() == DataKind::Binary2;
    return std::make_unique<BinaryRowDecoder>(*filler, flags ? Flags::Present : Flags::Absent,
                                              repairs);
}

// Text of a STREAM up to the next tag.
Status Reader::Private::consumeStream(const char*& p, const char* end)
{
    const auto length = static_cast<std::size_t>(end - p);
    const auto* tag = static_cast<const char*>(std::memchr(p, '<', length));
    const char* const from = std::exchange(p, tag ? tag : end);
    Status status = stream->feed({from, static_cast<std::size_t>(p - from)});
    markup.addLines(stream->takeLines());
    return status;
}

Status Reader::Private::endStream()
{
    Status status = stream->finish();
    if (stream->isCutShort())
        warnings.add(Warning::Kind::Truncated, {}, {}, 0);
    if (stream->hasStrangers())
        warnings.add(Warning::Kind::Repaired, u"base64"_s, {}, 0);
    stream.reset();
    endRows();
    return status;
}

Status Reader::Private::consumeTableData(const char*& p, const char* end)
{
    using Progress = TableDataScanner::Progress;
    const auto progress = tableData->scan(p, end);
    if (!progress)
        return failure(progress.error());
    switch (*progress) {
    case Progress::NeedMore:
        return {};
    case Progress::TooLong:
        return handle(MarkupScanner::Token::TooLong);
    case Progress::Foreign:
        return handle(MarkupScanner::Token::StartTag);
    case Progress::Ended:
        endRows();
        return handle(MarkupScanner::Token::EndTag);
    }
    Q_UNREACHABLE();
}

// The encoding that the XML declaration states, as far as it is one byte a character.
void Reader::Private::declare()
{
    const QString encoding =
        attributeText(markup.attribute("encoding"), Charset::Utf8, repairs).toLower();
    if (encoding.startsWith("iso-8859-1"_L1) || encoding.startsWith("windows-125"_L1)
        || encoding == "latin1"_L1 || encoding == "latin-1"_L1)
        document.setCharset(Charset::Windows1252);
}

// The rows of the result table have ended, or the document has.
void Reader::Private::endRows()
{
    if (tableData && tableData->isInRow())
        warnings.add(Warning::Kind::Truncated, {}, {}, markup.line());
    if (filler) {
        filler->flush();
        const qint64 told = document.result().rows;
        if (std::exchange(hasData, false) && told >= 0 && told != filler->rowsRead())
            warnings.add(Warning::Kind::WrongRowCount, {}, std::to_string(told), markup.line());
    }
    tableData.reset();
}

void Reader::Private::noteRepairs()
{
    const auto note = [this](bool now, bool& noted, const char* what) {
        if (now && !noted)
            warnings.add(Warning::Kind::Repaired, QString::fromLatin1(what), {}, markup.line());
        noted = noted || now;
    };
    note(repairs.ampersand, notedRepairs.ampersand, "&");
    note(repairs.control, notedRepairs.control, "control character");
    note(repairs.charset, notedRepairs.charset, "charset");
}

Status Reader::Private::finish()
{
    if (std::exchange(finished, true) || !state)
        return state;
    finished = false;
    state = inflater.finish([this](QByteArrayView piece) {
        return read({piece.data(), static_cast<std::size_t>(piece.size())});
    });
    if (state)
        state = carry.finish([this](const char*& p, const char* end) { return consume(p, end); });
    noteRepairs();
    finished = true;
    if (state)
        state = unfinished();
    if (stream)
        stream.reset(); // the last row may be cut: dropped
    endRows();
    return state;
}

// What is missing at the end of the document.
Status Reader::Private::unfinished()
{
    if (!document.hasRoot())
        return failure(preamble.error(document.foreignRoot()));
    if (!document.isComplete() || inflater.isCutShort()) {
        warnings.add(Warning::Kind::Truncated, {}, {}, markup.line());
        return failure({.kind = Error::Kind::Parse,
                        .detail = u"the document ends early"_s,
                        .line = markup.line()});
    }
    if (!document.hasResult() && document.queryStatus() != QueryStatus::Error) {
        return failure({.kind = Error::Kind::Parse,
                        .detail = u"no TABLE in the document"_s,
                        .line = markup.line()});
    }
    return {};
}

Reader::Reader()
    : Reader(Options())
{
}

Reader::Reader(const Options& options)
    : d(std::make_unique<Private>(options))
{
}

Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Status Reader::feed(QByteArrayView bytes)
{
    return d->feed(bytes);
}

Status Reader::finish()
{
    return d->finish();
}

bool Reader::hasSchema() const
{
    return d->filler != nullptr;
}

const Table& Reader::table() const
{
    return d->filler ? d->filler->table() : d->noTable;
}

qint64 Reader::rowsRead() const
{
    return d->filler ? d->filler->rowsRead() : 0;
}

void Reader::flush()
{
    if (d->filler)
        d->filler->flush();
}

QueryStatus Reader::queryStatus() const
{
    return d->document.queryStatus();
}

QString Reader::queryStatusText() const
{
    return d->document.queryStatusText();
}

QList<Info> Reader::infos() const
{
    return d->document.infos();
}

QList<Warning> Reader::warnings() const
{
    return d->warnings.entries();
}

QString Reader::tableName() const
{
    return d->document.result().name;
}

QString Reader::tableDescription() const
{
    return d->document.result().description;
}

int Reader::tableCount() const
{
    return d->document.tableCount();
}

} // namespace tapdesk::votable
