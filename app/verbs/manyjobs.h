// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/verbs/jobverb.h"
#include "core/jobs/jobbatch.h"

#include <QSet>

namespace tapdesk::app {

/// A verb that does the same to many jobs: one failure stops nothing, Ctrl+C begins no more, and
/// the report names what failed.
class ManyJobsVerb : public JobVerb
{
    Q_OBJECT

public:
    using JobVerb::JobVerb;
    void interrupt() override;

protected:
    using Items = QList<JobBatch::Item>;
    using Next = std::function<void(const Items&)>;

    /// The jobs of the arguments, each once, after a look at those that @p isUnclear: when a
    /// look fails, what is remembered has to do.
    void chooseNamed(const std::function<bool(const JobRecord&)>& isUnclear, const Next& next);

    /// Makes the mirror true for what the filter lets through of the service that the options
    /// name, and hands that over, newest first.
    void chooseListed(const RecordFilter& filter, const Next& next);

    /// Looks at those that @p isUnclear, then hands over all as they are now.
    void describe(const Items& items, const std::function<bool(const JobRecord&)>& isUnclear,
                  const Next& next);

    enum class Results { Left, FetchedFirst };
    /// Begins; report() comes when all has ended.
    void run(JobBatch::Action action, const Items& items, Results results = Results::Left);

    const JobBatch& batch() const { return *m_batch; }
    JobRecord now(const JobBatch::Item& item) const; ///< as the mirror has it by now

    virtual void itemEnded(int index); ///< says it
    virtual void report() = 0; ///< to standard output, and what is worth a word

private:
    void onItemChanged(int index);
    void proceed();
    void end();

    JobBatch* m_batch = nullptr;
    QSet<QUrl> m_looks; // by which the service tells what became of a job
    QSet<int> m_begun;
    int m_fetched = 0;
    int m_ended = 0;
    bool m_isInterrupted = false;
};

} // namespace tapdesk::app
