-- Text that is part of a key is compared by bytes (COLLATE "C"): S3 lists keys in byte order and the sweep merges by it,
-- and lists sort alike on both databases.

CREATE TABLE "app" (
    "id" TEXT COLLATE "C" NOT NULL,
    "writeSeq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "app_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "task" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "taskId" TEXT COLLATE "C" NOT NULL,
    "etag" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "lastModifiedMs" BIGINT NOT NULL,
    "occurredMs" BIGINT NOT NULL,
    "dateDoneMs" BIGINT,
    "state" TEXT COLLATE "C" NOT NULL,
    "ready" BOOLEAN NOT NULL,
    "name" TEXT COLLATE "C",
    "queue" TEXT COLLATE "C",
    "worker" TEXT COLLATE "C",
    "retries" INTEGER,
    "exceptionType" TEXT COLLATE "C",
    "exceptionMessage" TEXT,
    "groupId" TEXT COLLATE "C",
    "parentId" TEXT COLLATE "C",
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

    CONSTRAINT "task_pkey" PRIMARY KEY ("appId", "key")
);

CREATE INDEX "task_appId_occurredMs_key_idx" ON "task"("appId", "occurredMs", "key");

CREATE INDEX "task_appId_state_occurredMs_key_idx" ON "task"("appId", "state", "occurredMs", "key");

CREATE INDEX "task_appId_name_occurredMs_key_idx" ON "task"("appId", "name", "occurredMs", "key");

CREATE INDEX "task_appId_queue_occurredMs_key_idx" ON "task"("appId", "queue", "occurredMs", "key");

CREATE INDEX "task_appId_worker_occurredMs_key_idx" ON "task"("appId", "worker", "occurredMs", "key");

CREATE INDEX "task_appId_sizeBytes_key_idx" ON "task"("appId", "sizeBytes", "key");

CREATE INDEX "task_appId_runtimeMs_key_idx" ON "task"("appId", "runtimeMs" ASC NULLS FIRST, "key");

CREATE INDEX "task_appId_taskId_idx" ON "task"("appId", "taskId");

CREATE INDEX "task_appId_ready_occurredMs_key_idx" ON "task"("appId", "ready", "occurredMs", "key");

CREATE INDEX "task_appId_exceptionType_occurredMs_key_idx" ON "task"("appId", "exceptionType", "occurredMs", "key")
    WHERE "exceptionType" IS NOT NULL;

CREATE INDEX "task_appId_groupId_occurredMs_key_idx" ON "task"("appId", "groupId", "occurredMs", "key")
    WHERE "groupId" IS NOT NULL;

CREATE INDEX "task_appId_parentId_idx" ON "task"("appId", "parentId") WHERE "parentId" IS NOT NULL;

CREATE INDEX "task_appId_checkedMs_key_idx" ON "task"("appId", "checkedMs", "key") WHERE "ready" = false;

CREATE TABLE "group_result" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "groupId" TEXT COLLATE "C" NOT NULL,
    "etag" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "lastModifiedMs" BIGINT NOT NULL,
    "members" TEXT NOT NULL,
    "memberCount" INTEGER NOT NULL,
    "problemCode" TEXT,
    "problemMessage" TEXT,

    CONSTRAINT "group_result_pkey" PRIMARY KEY ("appId", "key")
);

CREATE INDEX "group_result_appId_groupId_idx" ON "group_result"("appId", "groupId");

CREATE TABLE "observation" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "taskId" TEXT COLLATE "C" NOT NULL,
    "atMs" BIGINT NOT NULL,
    "etag" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "retries" INTEGER,
    "worker" TEXT,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("appId", "taskId", "atMs", "etag")
);

CREATE TABLE "history_bucket" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "widthSeconds" INTEGER NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "queue" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "count" INTEGER NOT NULL,
    "runtimeCount" INTEGER NOT NULL,
    "runtimeSumMs" BIGINT NOT NULL,

    CONSTRAINT "history_bucket_pkey" PRIMARY KEY ("appId", "widthSeconds", "startMs", "name", "queue", "state")
);

CREATE TABLE "stored_bucket" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "queue" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "stored_bucket_pkey" PRIMARY KEY ("appId", "startMs", "name", "queue", "state")
);

CREATE TABLE "dimension" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "lastSeenMs" BIGINT NOT NULL,

    CONSTRAINT "dimension_pkey" PRIMARY KEY ("appId", "kind", "value")
);

CREATE INDEX "dimension_appId_kind_lastSeenMs_idx" ON "dimension"("appId", "kind", "lastSeenMs");

CREATE TABLE "queue" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
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

    CONSTRAINT "queue_pkey" PRIMARY KEY ("appId", "name")
);

CREATE TABLE "queue_sample" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "sampledMs" BIGINT NOT NULL,
    "visible" INTEGER NOT NULL,
    "inFlight" INTEGER NOT NULL,
    "delayed" INTEGER NOT NULL,

    CONSTRAINT "queue_sample_pkey" PRIMARY KEY ("appId", "sampledMs", "name")
);

CREATE TABLE "sync_state" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntilMs" BIGINT NOT NULL DEFAULT 0,
    "completeToMs" BIGINT,
    "sweepStartedMs" BIGINT,
    "sweepFinishedMs" BIGINT,
    "nextSweepMs" BIGINT,
    "requestedMs" BIGINT,
    "status" TEXT NOT NULL DEFAULT '{}',

    CONSTRAINT "sync_state_pkey" PRIMARY KEY ("appId")
);

CREATE TABLE "request_count" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "day" TEXT COLLATE "C" NOT NULL,
    "operation" TEXT COLLATE "C" NOT NULL,
    "count" INTEGER NOT NULL,
    "retried" INTEGER NOT NULL,

    CONSTRAINT "request_count_pkey" PRIMARY KEY ("appId", "day", "operation")
);

CREATE TABLE "task_link" (
    "id" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "fromTaskId" TEXT COLLATE "C" NOT NULL,
    "toTaskId" TEXT COLLATE "C" NOT NULL,
    "queue" TEXT NOT NULL,
    "edited" BOOLEAN NOT NULL,
    "sentMs" BIGINT NOT NULL,

    CONSTRAINT "task_link_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "task_link_appId_fromTaskId_idx" ON "task_link"("appId", "fromTaskId");

CREATE INDEX "task_link_appId_toTaskId_idx" ON "task_link"("appId", "toTaskId");

CREATE TABLE "activity" (
    "id" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "atMs" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" TEXT NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "activity_appId_atMs_idx" ON "activity"("appId", "atMs");
