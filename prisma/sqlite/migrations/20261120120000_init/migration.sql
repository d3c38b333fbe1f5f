-- Tables that are only ever reached by their whole key are clustered on it (WITHOUT ROWID): half the size, one lookup.

CREATE TABLE "app" (
    "id" TEXT NOT NULL,
    "writeSeq" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("id")
);

CREATE TABLE "task" (
    "appId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "lastModifiedMs" BIGINT NOT NULL,
    "occurredMs" BIGINT NOT NULL,
    "dateDoneMs" BIGINT,
    "state" TEXT NOT NULL,
    "ready" BOOLEAN NOT NULL,
    "name" TEXT,
    "queue" TEXT,
    "worker" TEXT,
    "retries" INTEGER,
    "exceptionType" TEXT,
    "exceptionMessage" TEXT,
    "groupId" TEXT,
    "parentId" TEXT,
    "serializer" TEXT,
    "extended" BOOLEAN NOT NULL,
    "startedMs" BIGINT,
    "runtimeMs" BIGINT,
    "argsPreview" TEXT,
    "resultPreview" TEXT,
    "problemCode" TEXT,
    "problemMessage" TEXT,
    "problemBytes" TEXT,
    "firstSeenMs" BIGINT NOT NULL,
    "indexedMs" BIGINT NOT NULL,
    "checkedMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "key")
);

CREATE INDEX "task_appId_occurredMs_key_idx" ON "task"("appId", "occurredMs", "key");

CREATE INDEX "task_appId_state_occurredMs_key_idx" ON "task"("appId", "state", "occurredMs", "key");

CREATE INDEX "task_appId_name_occurredMs_key_idx" ON "task"("appId", "name", "occurredMs", "key");

CREATE INDEX "task_appId_queue_occurredMs_key_idx" ON "task"("appId", "queue", "occurredMs", "key");

CREATE INDEX "task_appId_worker_occurredMs_key_idx" ON "task"("appId", "worker", "occurredMs", "key");

CREATE INDEX "task_appId_sizeBytes_key_idx" ON "task"("appId", "sizeBytes", "key");

CREATE INDEX "task_appId_runtimeMs_key_idx" ON "task"("appId", "runtimeMs", "key");

CREATE INDEX "task_appId_taskId_idx" ON "task"("appId", "taskId");

CREATE INDEX "task_appId_ready_occurredMs_key_idx" ON "task"("appId", "ready", "occurredMs", "key");

CREATE INDEX "task_appId_exceptionType_occurredMs_key_idx" ON "task"("appId", "exceptionType", "occurredMs", "key")
    WHERE "exceptionType" IS NOT NULL;

CREATE INDEX "task_appId_groupId_occurredMs_key_idx" ON "task"("appId", "groupId", "occurredMs", "key")
    WHERE "groupId" IS NOT NULL;

CREATE INDEX "task_appId_parentId_idx" ON "task"("appId", "parentId") WHERE "parentId" IS NOT NULL;

CREATE INDEX "task_appId_checkedMs_key_idx" ON "task"("appId", "checkedMs", "key") WHERE "ready" = false;

CREATE TABLE "group_result" (
    "appId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "etag" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "lastModifiedMs" BIGINT NOT NULL,
    "members" TEXT NOT NULL,
    "memberCount" INTEGER NOT NULL,
    "problemCode" TEXT,
    "problemMessage" TEXT,

    PRIMARY KEY ("appId", "key")
);

CREATE INDEX "group_result_appId_groupId_idx" ON "group_result"("appId", "groupId");

CREATE TABLE "observation" (
    "appId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "atMs" BIGINT NOT NULL,
    "etag" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "retries" INTEGER,
    "worker" TEXT,

    PRIMARY KEY ("appId", "taskId", "atMs", "etag")
) WITHOUT ROWID;

CREATE TABLE "history_bucket" (
    "appId" TEXT NOT NULL,
    "widthSeconds" INTEGER NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "runtimeCount" INTEGER NOT NULL,
    "runtimeSumMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "widthSeconds", "startMs", "name", "queue", "state")
) WITHOUT ROWID;

CREATE TABLE "stored_bucket" (
    "appId" TEXT NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "startMs", "name", "queue", "state")
) WITHOUT ROWID;

CREATE TABLE "dimension" (
    "appId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "lastSeenMs" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "kind", "value")
) WITHOUT ROWID;

CREATE INDEX "dimension_appId_kind_lastSeenMs_idx" ON "dimension"("appId", "kind", "lastSeenMs");

CREATE TABLE "queue" (
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "fifo" BOOLEAN NOT NULL,
    "visible" INTEGER NOT NULL,
    "inFlight" INTEGER NOT NULL,
    "delayed" INTEGER NOT NULL,
    "deadLetterName" TEXT,
    "maxReceiveCount" INTEGER,
    "retentionSeconds" INTEGER,
    "visibilityTimeoutSeconds" INTEGER,
    "maximumMessageBytes" INTEGER,
    "sampledMs" BIGINT NOT NULL,
    "problem" TEXT,

    PRIMARY KEY ("appId", "name")
);

CREATE TABLE "queue_sample" (
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sampledMs" BIGINT NOT NULL,
    "visible" INTEGER NOT NULL,
    "inFlight" INTEGER NOT NULL,
    "delayed" INTEGER NOT NULL,

    PRIMARY KEY ("appId", "sampledMs", "name")
) WITHOUT ROWID;

CREATE TABLE "sync_state" (
    "appId" TEXT NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntilMs" BIGINT NOT NULL DEFAULT 0,
    "completeToMs" BIGINT,
    "sweepStartedMs" BIGINT,
    "sweepFinishedMs" BIGINT,
    "nextSweepMs" BIGINT,
    "requestedMs" BIGINT,
    "status" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("appId")
);

CREATE TABLE "request_count" (
    "appId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "retried" INTEGER NOT NULL,

    PRIMARY KEY ("appId", "day", "operation")
) WITHOUT ROWID;

CREATE TABLE "task_link" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "fromTaskId" TEXT NOT NULL,
    "toTaskId" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "edited" BOOLEAN NOT NULL,
    "sentMs" BIGINT NOT NULL,

    PRIMARY KEY ("id")
);

CREATE INDEX "task_link_appId_fromTaskId_idx" ON "task_link"("appId", "fromTaskId");

CREATE INDEX "task_link_appId_toTaskId_idx" ON "task_link"("appId", "toTaskId");

CREATE TABLE "activity" (
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "atMs" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" TEXT NOT NULL,

    PRIMARY KEY ("id")
);

CREATE INDEX "activity_appId_atMs_idx" ON "activity"("appId", "atMs");

-- SQLite's planner knows nothing of the data unless it is told, and then takes any index that begins with appId for a
-- good one. It is told once, here, what a large bucket looks like: rows of the index, then rows for one value of its
-- first column, of its first two, and so on. Measuring (ANALYZE) would give other plans on every machine and reaches an
-- open connection only when it is opened again.
ANALYZE;
INSERT INTO "sqlite_stat1" ("tbl", "idx", "stat") VALUES
    ('task', 'sqlite_autoindex_task_1', '1000000 1000000 1'),
    ('task', 'task_appId_occurredMs_key_idx', '1000000 1000000 2 1'),
    ('task', 'task_appId_state_occurredMs_key_idx', '1000000 1000000 150000 2 1'),
    ('task', 'task_appId_name_occurredMs_key_idx', '1000000 1000000 20000 2 1'),
    ('task', 'task_appId_queue_occurredMs_key_idx', '1000000 1000000 100000 2 1'),
    ('task', 'task_appId_worker_occurredMs_key_idx', '1000000 1000000 50000 2 1'),
    ('task', 'task_appId_ready_occurredMs_key_idx', '1000000 1000000 100000 2 1'),
    ('task', 'task_appId_sizeBytes_key_idx', '1000000 1000000 500 1'),
    ('task', 'task_appId_runtimeMs_key_idx', '1000000 1000000 500 1'),
    ('task', 'task_appId_taskId_idx', '1000000 1000000 1'),
    ('task', 'task_appId_exceptionType_occurredMs_key_idx', '50000 50000 2000 2 1'),
    ('task', 'task_appId_groupId_occurredMs_key_idx', '200000 200000 20 2 1'),
    ('task', 'task_appId_parentId_idx', '200000 200000 3'),
    ('task', 'task_appId_checkedMs_key_idx', '1000 1000 10 1');
