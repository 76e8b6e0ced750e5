// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/votable/transcoder.h"

#include <QByteArray>

namespace tapdesk::votable {

namespace {

struct Mark
{
    std::string_view bytes;
    QStringConverter::Encoding encoding;
    bool isPart; // of the document, not a mark before it
};

// The second two are "<?" without a mark.
constexpr Mark marks[] = {{"\xef\xbb\xbf", QStringConverter::Utf8, false},
                          {"\xff\xfe", QStringConverter::Utf16LE, false},
                          {"\xfe\xff", QStringConverter::Utf16BE, false},
                          {{"<\0?\0", 4}, QStringConverter::Utf16LE, true},
                          {{"\0<\0?", 4}, QStringConverter::Utf16BE, true}};

} // namespace

void Transcoder::feed(std::string_view bytes, const Sink& sink)
{
    switch (m_mode) {
    case Mode::Plain:
        sink(bytes);
        return;
    case Mode::Undecided:
        decide(bytes, sink);
        return;
    case Mode::Utf16:
        break;
    }
    const QString text =
        m_decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    const QByteArray utf8 = text.toUtf8();
    sink({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

void Transcoder::decide(std::string_view bytes, const Sink& sink)
{
    m_start += bytes;
    m_mode = Mode::Plain;
    std::string_view rest = m_start;
    for (const Mark& mark : marks) {
        const std::string_view begin = rest.substr(0, mark.bytes.size());
        if (begin == mark.bytes) {
            if (!mark.isPart)
                rest.remove_prefix(mark.bytes.size());
            if (mark.encoding != QStringConverter::Utf8) {
                m_mode = Mode::Utf16;
                m_decoder = QStringDecoder(mark.encoding);
            }
            break;
        }
        if (mark.bytes.substr(0, begin.size()) == begin) {
            m_mode = Mode::Undecided; // too short to tell
            return;
        }
    }
    const std::string start = std::exchange(m_start, {});
    feed(std::string_view(start).substr(start.size() - rest.size()), sink);
}

} // namespace tapdesk::votable
