-- Storage class and small objects join the sums of what is stored, so that minimum billable sizes are exact by type, state,
-- class and age. They are made again from the tasks, and history is not touched.

DROP TABLE "stored_bucket";

CREATE TABLE "stored_bucket" (
    "appId" TEXT NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "smallObjects" INTEGER NOT NULL,
    "smallBytes" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "startMs", "name", "queue", "state", "storageClass")
) WITHOUT ROWID;

INSERT INTO "stored_bucket"
SELECT
    "appId", "occurredMs" / 3600000 * 3600000, COALESCE("name", ''), COALESCE("queue", ''), "state", "storageClass",
    COUNT(*),
    SUM("sizeBytes"),
    SUM(CASE WHEN "sizeBytes" < 131072 THEN 1 ELSE 0 END),
    SUM(CASE WHEN "sizeBytes" < 131072 THEN "sizeBytes" ELSE 0 END)
FROM "task"
GROUP BY 1, 2, 3, 4, 5, 6;

DROP TABLE "stored_total";

CREATE TABLE "stored_total" (
    "appId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "smallObjects" INTEGER NOT NULL,
    "smallBytes" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "name", "state", "storageClass")
);

INSERT INTO "stored_total"
SELECT
    "appId", "name", "state", "storageClass",
    SUM("objects"), SUM("bytes"), SUM("smallObjects"), SUM("smallBytes")
FROM "stored_bucket"
GROUP BY 1, 2, 3, 4;

ALTER TABLE "storage_day" ADD COLUMN "smallObjects" BIGINT;
ALTER TABLE "storage_day" ADD COLUMN "smallBytes" BIGINT;
