// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace tapdesk {

/// One open editor, as it is found again after a crash.
struct EditorState
{
    QString id; ///< unique, made by EditorStore::newId()
    QString title;
    QString text;
    QString file; ///< the .sql file it was opened from; may be empty
    QString serviceId;
    QString language;
    QString runAs; ///< "now", "job" or a queue's name
    QString runId;
    std::optional<qint64> maxrec; ///< nothing = as the service decides
    qsizetype caret = 0; ///< in UTF-16 units of the text
    bool unsaved = false; ///< the text has changes that the file lacks

    friend bool operator==(const EditorState&, const EditorState&) = default;
};

/// Texts of the open editors on disk. Each has two files: `ID.sql`, the text and nothing else,
/// and `ID.json`, the rest; `order.json` holds the order of tabs. Every file is written
/// atomically. `kill -9` loses nothing that was saved; a broken file loses no other, and a text
/// is found even without its companion.
///
/// Holds no state but the folder: two threads may use it as long as they do not write the same
/// editor at once.
class EditorStore
{
public:
    /// Most editors that are kept after they were closed.
    static constexpr int closedLimit = 50;

    explicit EditorStore(QString folder);

    static QString newId();

    /// The open editors in tab order; those that the order does not know come last. What cannot
    /// be read gets the suffix ".broken" and stays in the folder.
    Result<QList<EditorState>> load() const;
    Status save(const EditorState& editor) const;
    Status saveOrder(const QList<QString>& ids, const QString& current) const;
    QString current() const; ///< id of the tab that was in front; may be empty

    /// Takes an editor out of the open ones. Its text is kept for reopen() unless it is blank.
    Status close(const QString& id) const;
    bool hasClosed() const; ///< whether reopen() may find one
    /// The editor that was closed last, open again; nothing when there is none.
    std::optional<EditorState> reopen() const;

private:
    std::optional<EditorState> read(const QString& folder, const QString& id) const;
    QString closedFolder() const;

    QString m_folder;
};

} // namespace tapdesk
