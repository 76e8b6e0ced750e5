// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/jobfailuretext.h"

#include "ui/base/errortext.h"

#include <QCoreApplication>

namespace tapdesk::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::JobFailureText)

public:
    static QString notKept(const std::optional<Error>& error)
    {
        if (!error)
            return tr("left alone: its result was not kept on the shelf");
        return error->kind == Error::Kind::TooLarge
            ? tr("left alone: its result does not fit on the shelf")
            : tr("left alone: its result cannot be kept on the shelf: %1").arg(errorText(*error));
    }
};

} // namespace

QString jobFailureText(const JobBatch::Item& item)
{
    using Obstacle = JobBatch::Obstacle;
    if (item.state != JobBatch::State::Failed)
        return {};
    switch (item.obstacle) {
    case Obstacle::None:
        break;
    case Obstacle::Active:
        return Text::tr("left alone: it has not ended, so it has no result to fetch yet");
    case Obstacle::Fetch:
        return Text::tr("left alone: its result cannot be fetched: %1")
            .arg(errorText(item.error.value_or(Error())));
    case Obstacle::Incomplete:
        // Nothing broke, but the service's own count tells of more; see compareRowCount().
        if (!item.error || *item.error == Error())
            return Text::tr("left alone: fewer rows arrived than the service counts");
        return Text::tr("left alone: its result did not arrive whole: %1")
            .arg(errorText(*item.error));
    case Obstacle::Place:
        return Text::notKept(item.error);
    case Obstacle::AgedOut:
        return Text::tr("left alone: the shelf is full, and its result had to make room there "
                        "for others");
    case Obstacle::NoRoom:
        return Text::tr("left alone: the shelf is full of the results fetched before it");
    }
    return errorText(item.error.value_or(Error()));
}

} // namespace tapdesk::ui
