-- Statistics by type, failures as groups, workflows, workers, saved views. The rows of the index hold more than before, so
-- it is emptied here and read again from S3 by the next sweep; the activity log stays.

DELETE FROM "task";
DELETE FROM "group_result";
DELETE FROM "observation";
DELETE FROM "history_bucket";
DELETE FROM "stored_bucket";
DROP TABLE "dimension";

ALTER TABLE "task" ADD COLUMN "fingerprint" TEXT;

CREATE INDEX "task_appId_name_sizeBytes_key_idx" ON "task"("appId", "name", "sizeBytes", "key");

CREATE INDEX "task_appId_name_runtimeMs_key_idx" ON "task"("appId", "name", "runtimeMs", "key");

CREATE INDEX "task_appId_fingerprint_occurredMs_key_idx" ON "task"("appId", "fingerprint", "occurredMs", "key")
    WHERE "fingerprint" IS NOT NULL;

CREATE INDEX "task_appId_retried_occurredMs_key_idx" ON "task"("appId", "occurredMs", "key") WHERE "retries" > 0;

CREATE INDEX "history_bucket_appId_name_widthSeconds_startMs_idx" ON "history_bucket"("appId", "name", "widthSeconds", "startMs");

CREATE TABLE "dimension" (
    "appId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "firstSeenMs" BIGINT NOT NULL,
    "lastSeenMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "kind", "value")
);

CREATE INDEX "dimension_appId_kind_lastSeenMs_idx" ON "dimension"("appId", "kind", "lastSeenMs");

CREATE TABLE "type_bucket" (
    "appId" TEXT NOT NULL,
    "widthSeconds" INTEGER NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "retries" INTEGER NOT NULL,
    "runtimeCount" INTEGER NOT NULL,
    "runtimeSumMs" BIGINT NOT NULL,
    "runtimeMaxMs" BIGINT NOT NULL,
    "runtimes" TEXT NOT NULL,
    "sizeCount" INTEGER NOT NULL,
    "sizeSumBytes" BIGINT NOT NULL,
    "sizeMaxBytes" BIGINT NOT NULL,
    "sizes" TEXT NOT NULL,

    PRIMARY KEY ("appId", "widthSeconds", "startMs", "name")
);

CREATE INDEX "type_bucket_appId_name_widthSeconds_startMs_idx" ON "type_bucket"("appId", "name", "widthSeconds", "startMs");

CREATE TABLE "worker_bucket" (
    "appId" TEXT NOT NULL,
    "widthSeconds" INTEGER NOT NULL,
    "startMs" BIGINT NOT NULL,
    "worker" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("appId", "widthSeconds", "startMs", "worker", "state")
);

CREATE INDEX "worker_bucket_appId_worker_widthSeconds_startMs_idx" ON "worker_bucket"("appId", "worker", "widthSeconds", "startMs");

CREATE TABLE "stored_total" (
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "name", "state", "storageClass")
);

CREATE TABLE "failure_group" (
    "appId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "exceptionType" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "frame" TEXT,
    "firstSeenMs" BIGINT NOT NULL,
    "lastSeenMs" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "sampleTaskId" TEXT NOT NULL,
    "sampleMessage" TEXT NOT NULL,
    "sampleTraceback" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "statusMs" BIGINT,
    "regressedMs" BIGINT,

    PRIMARY KEY ("appId", "fingerprint")
);

CREATE INDEX "failure_group_appId_lastSeenMs_idx" ON "failure_group"("appId", "lastSeenMs");

CREATE TABLE "failure_bucket" (
    "appId" TEXT NOT NULL,
    "widthSeconds" INTEGER NOT NULL,
    "startMs" BIGINT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("appId", "widthSeconds", "startMs", "fingerprint", "name")
);

CREATE INDEX "failure_bucket_appId_fingerprint_widthSeconds_startMs_idx" ON "failure_bucket"("appId", "fingerprint", "widthSeconds", "startMs");

CREATE TABLE "failure_worker" (
    "appId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "worker" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastSeenMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "fingerprint", "worker")
);

CREATE TABLE "task_children" (
    "appId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "children" TEXT NOT NULL,

    PRIMARY KEY ("appId", "taskId")
);

CREATE TABLE "gone_result" (
    "appId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "lastModifiedMs" BIGINT NOT NULL,
    "goneMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "key", "etag", "lastModifiedMs")
);

CREATE INDEX "gone_result_appId_goneMs_idx" ON "gone_result"("appId", "goneMs");

CREATE TABLE "saved_view" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "sort" TEXT NOT NULL,
    "order" TEXT NOT NULL,
    "window" TEXT,
    "createdMs" BIGINT NOT NULL,
    "updatedMs" BIGINT NOT NULL,

    PRIMARY KEY ("id")
);

CREATE INDEX "saved_view_appId_name_idx" ON "saved_view"("appId", "name");

-- As in the first migration: what a large bucket looks like.
INSERT INTO "sqlite_stat1" ("tbl", "idx", "stat") VALUES
    ('task', 'task_appId_name_sizeBytes_key_idx', '1000000 1000000 20000 20 1'),
    ('task', 'task_appId_name_runtimeMs_key_idx', '1000000 1000000 20000 20 1'),
    ('task', 'task_appId_fingerprint_occurredMs_key_idx', '50000 50000 1000 2 1'),
    ('task', 'task_appId_retried_occurredMs_key_idx', '50000 50000 2 1');
