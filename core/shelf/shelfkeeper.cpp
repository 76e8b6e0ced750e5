// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shelf/shelfkeeper.h"

#include "core/base/writeall.h"

#include <QUrl>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace tapdesk {

ShelfKeeper::ShelfKeeper(const QString& folder)
    : m_file(folder + u"/XXXXXX.vot"_s)
{
}

void ShelfKeeper::take(QByteArrayView bytes)
{
    if (m_error)
        return;
    if (!m_file.isOpen() && !m_file.open())
        note(m_file.errorString());
    else if (!writeAll(m_file, bytes))
        note(m_file.errorString());
}

Result<KeptBytes> ShelfKeeper::finish()
{
    if (!m_error && !m_file.isOpen() && !m_file.open()) // an empty one
        note(m_file.errorString());
    if (!m_error && !m_file.flush())
        note(m_file.errorString());
#ifdef Q_OS_UNIX
    // The name must not be there after a power cut without the bytes.
    if (!m_error && ::fsync(m_file.handle()) != 0)
        note(qt_error_string());
#endif
    if (m_error)
        return failure(*m_error);
    KeptBytes kept {.file = m_file.fileName(), .size = m_file.size()};
    m_file.setAutoRemove(false);
    m_file.close();
    return kept;
}

void ShelfKeeper::note(const QString& problem)
{
    m_error = Error {.kind = Error::Kind::FileSystem,
                     .detail = problem,
                     .url = QUrl::fromLocalFile(m_file.fileName().isEmpty() ? m_file.fileTemplate()
                                                                            : m_file.fileName())};
    if (m_file.isOpen())
        m_file.remove(); // its room is worth more than half a result
}

} // namespace tapdesk
