// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobbatchdialog.h"

#include "ui/base/icons.h"
#include "ui/base/jobfailuretext.h"
#include "ui/base/numberformat.h"
#include "ui/jobs/jobwords.h"
#include "ui/jobs/removalwords.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tapdesk::ui {

namespace {

using Action = JobBatch::Action;
using State = JobBatch::State;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tapdesk::ui::JobBatchDialog)
};

int endedCount(const JobBatch& batch)
{
    return batch.count(State::Done) + batch.count(State::Failed) + batch.count(State::Cancelled);
}

/// Of the results that are wanted first.
int fetchedCount(const JobBatch& batch)
{
    return endedCount(batch) + batch.count(State::Fetched);
}

QString underWayWords(Action action, Removal removal)
{
    switch (action) {
    case Action::Remove:
        return removingText(removal);
    case Action::Abort:
        return Text::tr("Aborting: %1 of %2");
    case Action::Rerun:
        break;
    }
    return Text::tr("Running again: %1 of %2");
}

QString endedWords(Action action, Removal removal)
{
    switch (action) {
    case Action::Remove:
        return removedText(removal);
    case Action::Abort:
        return Text::tr("Aborted %1 of %2 jobs.");
    case Action::Rerun:
        break;
    }
    return Text::tr("Sent %1 of %2 jobs again.");
}

} // namespace

QString progressText(const JobBatch& batch, Removal removal)
{
    const auto all = countText(batch.items().size());
    if (batch.isFetching() && !batch.isFinished())
        return Text::tr("Fetching results: %1 of %2").arg(countText(fetchedCount(batch)), all);
    if (!batch.isFinished())
        return underWayWords(batch.action(), removal).arg(countText(endedCount(batch)), all);
    QStringList words {
        endedWords(batch.action(), removal).arg(countText(batch.count(State::Done)), all)};
    const auto& items = batch.items();
    if (const auto came = std::count_if(items.cbegin(), items.cend(),
                                        [](const auto& item) { return item.cameHere; });
        came > 0)
        words.append(Text::tr("%1 fetched to the shelf.").arg(countText(came)));
    if (const int failed = batch.count(State::Failed); failed > 0)
        words.append(Text::tr("%1 failed.").arg(countText(failed)));
    if (const int left = batch.count(State::Cancelled); left > 0)
        words.append(Text::tr("%1 not begun.").arg(countText(left)));
    return words.join(u' ');
}

QString failuresText(const JobBatch& batch)
{
    QStringList lines;
    for (const auto& item : batch.items()) {
        if (item.state == State::Failed) {
            lines.append(u"%1 (%2): %3"_s.arg(jobName(item.record), item.record.url.toString(),
                                              jobFailureText(item).simplified()));
        }
    }
    return lines.join(u'\n');
}

JobBatchDialog::JobBatchDialog(JobBatch* batch, Removal removal, QWidget* parent)
    : QDialog(parent)
    , m_batch(batch)
    , m_removal(removal)
    , m_words(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_failures(new QPlainTextEdit(this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("&Copy report"), this))
    , m_close(new QPushButton(tr("&Stop"), this))
{
    batch->setParent(this);
    setWindowTitle(batch->action() == Action::Rerun       ? tr("Run jobs again")
                       : batch->action() == Action::Abort ? tr("Abort jobs")
                                                          : removalTitle(removal));
    m_words->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, static_cast<int>(batch->items().size()));
    m_progress->setTextVisible(false); // the words say it
    m_failures->setReadOnly(true);
    m_failures->setTabChangesFocus(true);
    m_failures->setAccessibleName(tr("What failed"));
    m_failures->hide();
    m_copy->hide();
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(m_copy, QDialogButtonBox::ActionRole);
    buttons->addButton(m_close, QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_progress);
    layout->addWidget(m_failures, 1);
    layout->addWidget(buttons);
    setMinimumWidth(420);

    connect(buttons, &QDialogButtonBox::rejected, this, &JobBatchDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(progressText(*m_batch, m_removal) + u'\n'
                                           + failuresText(*m_batch));
    });
    connect(batch, &JobBatch::itemChanged, this, &JobBatchDialog::showProgress);
    connect(batch, &JobBatch::finished, this, &JobBatchDialog::onFinished);
    showProgress();
}

void JobBatchDialog::start()
{
    m_batch->start();
}

void JobBatchDialog::setRemoval(Removal removal)
{
    m_removal = removal;
    showProgress();
}

void JobBatchDialog::reject()
{
    if (m_batch->isFinished()) {
        QDialog::reject();
        return;
    }
    m_close->setEnabled(false); // what is under way comes to its end
    m_batch->cancel();
}

void JobBatchDialog::showProgress()
{
    m_progress->setValue(m_batch->isFetching() ? fetchedCount(*m_batch) : endedCount(*m_batch));
    m_words->setText(progressText(*m_batch, m_removal));
}

void JobBatchDialog::onFinished()
{
    showProgress();
    m_close->setText(tr("&Close"));
    m_close->setEnabled(true);
    m_close->setDefault(true);
    const auto failures = failuresText(*m_batch);
    if (failures.isEmpty())
        return;
    m_failures->setPlainText(failures);
    m_failures->show();
    m_copy->show();
}

} // namespace tapdesk::ui
