-- Storage class and small objects join the sums of what is stored, so that minimum billable sizes are exact by type, state,
-- class and age. They are made again from the tasks, and history is not touched.

DROP TABLE "stored_bucket";

CREATE TABLE "stored_bucket" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "startMs" BIGINT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "queue" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "storageClass" TEXT COLLATE "C" NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "smallObjects" INTEGER NOT NULL,
    "smallBytes" BIGINT NOT NULL,

    CONSTRAINT "stored_bucket_pkey" PRIMARY KEY ("appId", "startMs", "name", "queue", "state", "storageClass")
);

INSERT INTO "stored_bucket"
SELECT
    "appId", "occurredMs" / 3600000 * 3600000, COALESCE("name", ''), COALESCE("queue", ''), "state", "storageClass",
    CAST(COUNT(*) AS INTEGER),
    CAST(SUM("sizeBytes") AS BIGINT),
    CAST(SUM(CASE WHEN "sizeBytes" < 131072 THEN 1 ELSE 0 END) AS INTEGER),
    CAST(SUM(CASE WHEN "sizeBytes" < 131072 THEN "sizeBytes" ELSE 0 END) AS BIGINT)
FROM "task"
GROUP BY 1, 2, 3, 4, 5, 6;

DROP TABLE "stored_total";

CREATE TABLE "stored_total" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "storageClass" TEXT COLLATE "C" NOT NULL,
    "objects" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "smallObjects" INTEGER NOT NULL,
    "smallBytes" BIGINT NOT NULL,

    CONSTRAINT "stored_total_pkey" PRIMARY KEY ("appId", "name", "state", "storageClass")
);

INSERT INTO "stored_total"
SELECT
    "appId", "name", "state", "storageClass",
    CAST(SUM("objects") AS INTEGER),
    CAST(SUM("bytes") AS BIGINT),
    CAST(SUM("smallObjects") AS INTEGER),
    CAST(SUM("smallBytes") AS BIGINT)
FROM "stored_bucket"
GROUP BY 1, 2, 3, 4;

ALTER TABLE "storage_day" ADD COLUMN "smallObjects" BIGINT;
ALTER TABLE "storage_day" ADD COLUMN "smallBytes" BIGINT;
