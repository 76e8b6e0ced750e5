// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/jobschema.h"

namespace tapdesk {

using namespace Qt::StringLiterals;

namespace {

QStringList firstVersion()
{
    return {
        uR"(CREATE TABLE jobs (
            service_id TEXT NOT NULL,
            job_id TEXT NOT NULL,
            url TEXT NOT NULL,
            run_id TEXT NOT NULL,
            query TEXT NOT NULL,
            language TEXT NOT NULL,
            queue TEXT NOT NULL,
            maxrec INTEGER,
            phase TEXT NOT NULL,
            created TEXT,
            started TEXT,
            ended TEXT,
            last_seen TEXT,
            row_count INTEGER,
            byte_count INTEGER,
            error_message TEXT NOT NULL,
            sent_here INTEGER NOT NULL,
            gone INTEGER NOT NULL,
            PRIMARY KEY (service_id, job_id)))"_s,
        uR"(CREATE INDEX jobs_by_time ON jobs
            (service_id, coalesce(created, started, last_seen, '') DESC))"_s,
    };
}

/// Lineage, limits, the history of phases, and documents.
///
/// What version 1 knew of times becomes history. Its `created` was our own clock's until the
/// service told one, which it had not when the job was sent here and is PENDING still.
QStringList secondVersion()
{
    return {
        u"ALTER TABLE jobs ADD COLUMN rerun_of TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE jobs ADD COLUMN created_ours INTEGER NOT NULL DEFAULT 0"_s,
        u"ALTER TABLE jobs ADD COLUMN destruction TEXT"_s,
        u"ALTER TABLE jobs ADD COLUMN execution_duration INTEGER"_s,
        u"ALTER TABLE jobs ADD COLUMN server_bytes INTEGER"_s,
        u"ALTER TABLE jobs ADD COLUMN described INTEGER NOT NULL DEFAULT 0"_s,
        u"UPDATE jobs SET created_ours = sent_here AND phase = 'PENDING'"_s,
        u"DROP INDEX jobs_by_time"_s,
        uR"(CREATE INDEX jobs_by_time ON jobs
            (coalesce(created, started, last_seen, '') DESC, job_id DESC))"_s,
        uR"(CREATE INDEX jobs_of_service_by_time ON jobs
            (service_id, coalesce(created, started, last_seen, '') DESC, job_id DESC))"_s,
        uR"(CREATE INDEX jobs_by_phase ON jobs (service_id, phase, gone))"_s,
        uR"(CREATE INDEX jobs_by_run_id ON jobs (run_id, service_id))"_s,
        uR"(CREATE INDEX jobs_by_origin ON jobs (service_id, rerun_of) WHERE rerun_of <> '')"_s,
        uR"(CREATE TABLE job_phases (
            service_id TEXT NOT NULL,
            job_id TEXT NOT NULL,
            phase TEXT NOT NULL,
            at TEXT NOT NULL,
            told_by_service INTEGER NOT NULL,
            PRIMARY KEY (service_id, job_id, phase, told_by_service, at)) WITHOUT ROWID)"_s,
        uR"(INSERT INTO job_phases
            SELECT service_id, job_id, 'PENDING', created, NOT created_ours
            FROM jobs WHERE created IS NOT NULL)"_s,
        uR"(INSERT INTO job_phases
            SELECT service_id, job_id, 'EXECUTING', started, 1
            FROM jobs WHERE started IS NOT NULL)"_s,
        uR"(INSERT INTO job_phases
            SELECT service_id, job_id, phase, ended, 1
            FROM jobs WHERE ended IS NOT NULL AND phase IN ('COMPLETED', 'ERROR', 'ABORTED'))"_s,
        uR"(CREATE TABLE job_documents (
            service_id TEXT NOT NULL,
            job_id TEXT NOT NULL,
            document BLOB NOT NULL,
            PRIMARY KEY (service_id, job_id)))"_s,
        // What is learnt of a service beside its jobs.
        uR"(CREATE TABLE job_services (
            service_id TEXT PRIMARY KEY,
            removal TEXT NOT NULL DEFAULT '',
            newest_created TEXT,
            archived_listed TEXT))"_s,
    };
}

/// Without two columns that were never written: which jobs are new is told by the lists
/// themselves, and a job can be archived elsewhere while nobody looks.
QStringList thirdVersion()
{
    return {
        u"ALTER TABLE job_services DROP COLUMN newest_created"_s,
        u"ALTER TABLE job_services DROP COLUMN archived_listed"_s,
    };
}

} // namespace

const QList<QStringList>& jobSchemaSteps()
{
    static const QList<QStringList> steps {firstVersion(), secondVersion(), thirdVersion()};
    return steps;
}

} // namespace tapdesk
