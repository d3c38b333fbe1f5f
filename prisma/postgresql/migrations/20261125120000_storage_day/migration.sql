-- What is stored, day by day: growth and cost over time.

CREATE TABLE "storage_day" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "day" TEXT COLLATE "C" NOT NULL,
    "storageClass" TEXT COLLATE "C" NOT NULL,
    "objects" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "storage_day_pkey" PRIMARY KEY ("appId", "day", "storageClass")
);
