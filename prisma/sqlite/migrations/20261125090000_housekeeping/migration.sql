-- Forgetting and retrying in bulk, the archive, retention, and what the activity log says of them.

ALTER TABLE "activity" ADD COLUMN "filter" TEXT;
ALTER TABLE "activity" ADD COLUMN "count" INTEGER;
ALTER TABLE "activity" ADD COLUMN "bytes" BIGINT;
ALTER TABLE "activity" ADD COLUMN "reason" TEXT;
ALTER TABLE "activity" ADD COLUMN "jobId" TEXT;

-- Ends with the tie-breaker, so that pages of the log are ranges of it.
DROP INDEX "activity_appId_atMs_idx";

CREATE INDEX "activity_appId_atMs_id_idx" ON "activity"("appId", "atMs", "id");

CREATE TABLE "bulk_job" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "selection" TEXT NOT NULL,
    "frozen" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "perSecond" INTEGER,
    "archive" BOOLEAN NOT NULL,
    "createdMs" BIGINT NOT NULL,
    "startsMs" BIGINT NOT NULL,
    "startedMs" BIGINT,
    "finishedMs" BIGINT,
    "cursor" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "uncertain" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "trouble" TEXT,
    "pace" INTEGER,
    "progressMs" BIGINT,
    "restoreMs" BIGINT,

    PRIMARY KEY ("id")
);

CREATE INDEX "bulk_job_appId_createdMs_id_idx" ON "bulk_job"("appId", "createdMs", "id");

CREATE INDEX "bulk_job_appId_status_idx" ON "bulk_job"("appId", "status");

CREATE TABLE "bulk_outcome" (
    "jobId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "atMs" BIGINT NOT NULL,

    PRIMARY KEY ("jobId", "key")
);

CREATE INDEX "bulk_outcome_jobId_atMs_key_idx" ON "bulk_outcome"("jobId", "atMs", "key");

CREATE TABLE "bulk_claim" (
    "jobId" TEXT NOT NULL,
    "upTo" TEXT NOT NULL,
    "entries" TEXT NOT NULL,

    PRIMARY KEY ("jobId", "upTo")
);

CREATE TABLE "bulk_send" (
    "jobId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "toTaskId" TEXT,
    "outcome" TEXT,

    PRIMARY KEY ("jobId", "key")
);

CREATE TABLE "archived_object" (
    "appId" TEXT NOT NULL,
    "archiveKey" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "jobId" TEXT NOT NULL,
    "archivedMs" BIGINT NOT NULL,
    "expiresMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "archiveKey")
);

CREATE INDEX "archived_object_jobId_archiveKey_idx" ON "archived_object"("jobId", "archiveKey");

CREATE INDEX "archived_object_appId_expiresMs_idx" ON "archived_object"("appId", "expiresMs");

CREATE TABLE "retention_policy" (
    "appId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "rules" TEXT NOT NULL,
    "everyHours" INTEGER NOT NULL,
    "archive" BOOLEAN NOT NULL,
    "updatedMs" BIGINT NOT NULL,
    "lastRunMs" BIGINT,

    PRIMARY KEY ("appId")
);
