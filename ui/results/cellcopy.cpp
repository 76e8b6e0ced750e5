// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/cellcopy.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

/// Rows that have the same columns selected.
struct Band
{
    int top = 0;
    int bottom = 0; ///< inclusive
    QList<bool> selected; ///< by place in CellCopy::columns
};

QList<Band> bandsOf(const CellCopy& copy)
{
    QList<int> edges;
    for (const QRect& range : copy.ranges)
        edges << range.top() << range.bottom() + 1;
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

    QList<Band> bands;
    for (qsizetype i = 0; i + 1 < edges.size(); ++i) {
        Band band {edges[i], edges[i + 1] - 1, QList<bool>(copy.columns.size(), false)};
        bool any = false;
        for (const QRect& range : copy.ranges) {
            if (range.top() > band.top || range.bottom() < band.bottom)
                continue;
            any = true;
            for (qsizetype place = 0; place < copy.columns.size(); ++place) {
                const int column = copy.columns[place];
                if (column >= range.left() && column <= range.right())
                    band.selected[place] = true;
            }
        }
        if (any)
            bands.append(band);
    }
    return bands;
}

/// As RFC 4180 quotes, for the signs that would break the lines and columns of the copy.
QString quoted(QString text)
{
    const bool breaks = text.contains(u'\t') || text.contains(u'\n') || text.contains(u'\r')
        || text.startsWith(u'"');
    if (!breaks)
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString headerLine(const CellCopy& copy)
{
    QStringList names;
    for (const int column : copy.columns)
        names.append(quoted(copy.table.fields().at(column).name));
    return names.join(u'\t') + u'\n';
}

QString textOf(const CellCopy& copy, const std::function<bool()>& isCanceled)
{
    const auto bands = bandsOf(copy);
    const bool single = copy.headers == CellCopy::Headers::No && copy.columns.size() == 1
        && bands.size() == 1 && bands.first().top == bands.first().bottom;
    if (single)
        return copy.table.text(bands.first().top, copy.columns.first());

    QString text = copy.headers == CellCopy::Headers::Yes ? headerLine(copy) : QString();
    for (const Band& band : bands) {
        for (int row = band.top; row <= band.bottom; ++row) {
            if (isCanceled())
                return {};
            for (qsizetype place = 0; place < copy.columns.size(); ++place) {
                if (place > 0)
                    text += u'\t';
                if (band.selected[place])
                    text += quoted(copy.table.text(row, copy.columns[place]));
            }
            text += u'\n';
        }
    }
    return text;
}

} // namespace

qint64 CellCopy::cellCount() const
{
    qint64 rows = 0;
    for (const Band& band : bandsOf(*this))
        rows += band.bottom - band.top + 1;
    return rows * columns.size();
}

void copyCells(QPromise<QString>& promise, const CellCopy& copy)
{
    promise.addResult(textOf(copy, [&promise] { return promise.isCanceled(); }));
}

QString copiedText(const CellCopy& copy)
{
    return textOf(copy, [] { return false; });
}

} // namespace tapdesk::ui
