// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringDecoder>

#include <functional>
#include <string>
#include <string_view>

namespace tapdesk::votable {

/// Turns a UTF-16 document into UTF-8, and takes a byte order mark away. Every other document
/// passes unchanged.
class Transcoder final
{
public:
    using Sink = std::function<void(std::string_view)>;

    void feed(std::string_view bytes, const Sink& sink);

private:
    enum class Mode { Undecided, Plain, Utf16 };

    void decide(std::string_view bytes, const Sink& sink);

    Mode m_mode = Mode::Undecided;
    std::string m_start; // bytes that may be part of a mark
    QStringDecoder m_decoder;
};

} // namespace tapdesk::votable
