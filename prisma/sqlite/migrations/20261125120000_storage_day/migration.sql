-- What is stored, day by day: growth and cost over time.

CREATE TABLE "storage_day" (
    "appId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "storageClass" TEXT NOT NULL,
    "objects" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,

    PRIMARY KEY ("appId", "day", "storageClass")
);
