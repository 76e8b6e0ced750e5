// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/encodedcell.h"

#include "core/votable/base64decoder.h"
#include "core/votable/binaryrowdecoder.h"

namespace tapdesk::votable {

std::optional<std::string> textOfBase64Cell(const Field& field, std::string_view base64)
{
    Base64Decoder decoder;
    std::string bytes(Base64Decoder::roomFor(base64.size()), '\0');
    std::size_t size = decoder.decode(base64, bytes.data());
    size += decoder.finish(bytes.data() + size);
    bytes.resize(size);
    if (decoder.hasStrangers())
        return {};

    // a table of one cell
    WarningLog warnings;
    Repairs repairs;
    TableFiller filler({field}, Reader::Options(), warnings);
    BinaryRowDecoder rows(filler, BinaryRowDecoder::Flags::Absent, repairs);
    if (!rows.feed(bytes) || !rows.finish() || rows.isCutShort() || filler.rowsRead() != 1
        || !warnings.entries().isEmpty())
        return {};
    filler.flush();
    const Table& table = filler.table();
    return table.isNull(0, 0) ? std::string() : table.text(0, 0).toStdString();
}

} // namespace tapdesk::votable
