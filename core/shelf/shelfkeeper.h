// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tap/resultkeeper.h"

#include <QTemporaryFile>

namespace tapdesk {

/// Writes the bytes of a result into a temporary file of the shelf's folder for arriving ones.
class ShelfKeeper final : public ResultKeeper
{
public:
    explicit ShelfKeeper(const QString& folder); ///< made by the shelf

    void take(QByteArrayView bytes) override;
    Result<KeptBytes> finish() override;

private:
    void note(const QString& problem);

    QTemporaryFile m_file;
    std::optional<Error> m_error; // the first; nothing is written after it
};

} // namespace tapdesk
