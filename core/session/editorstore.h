// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

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
    qsizetype caret = 0;

    friend bool operator==(const EditorState&, const EditorState&) = default;
};

/// Texts of the open editors on disk: one file each, written atomically, plus the order of tabs.
/// `kill -9` loses nothing that was saved; a broken file loses no other.
class EditorStore
{
public:
    explicit EditorStore(QString folder);

    static QString newId();
    Result<QList<EditorState>> load() const; ///< in tab order; unreadable files are set aside
    Status save(const EditorState& editor);
    Status saveOrder(const QList<QString>& ids, const QString& current);
    QString current() const;
    Status remove(const QString& id);

private:
    QString m_folder;
};

} // namespace tapdesk
