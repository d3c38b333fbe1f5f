-- Events of S3: what was applied under each key, what could not be understood, and where the reading stands.

CREATE TABLE "event_sequence" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "sequencer" TEXT COLLATE "C" NOT NULL,
    "atMs" BIGINT NOT NULL,

    CONSTRAINT "event_sequence_pkey" PRIMARY KEY ("appId", "key")
);

CREATE INDEX "event_sequence_appId_atMs_idx" ON "event_sequence"("appId", "atMs");

CREATE TABLE "event_set_aside" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "messageId" TEXT COLLATE "C" NOT NULL,
    "atMs" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "receives" INTEGER NOT NULL,

    CONSTRAINT "event_set_aside_pkey" PRIMARY KEY ("appId", "messageId")
);

CREATE INDEX "event_set_aside_appId_atMs_idx" ON "event_set_aside"("appId", "atMs");

CREATE TABLE "event_state" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "messages" BIGINT NOT NULL DEFAULT 0,
    "applied" BIGINT NOT NULL DEFAULT 0,
    "read" BIGINT NOT NULL DEFAULT 0,
    "repeated" BIGINT NOT NULL DEFAULT 0,
    "foreign" BIGINT NOT NULL DEFAULT 0,
    "others" BIGINT NOT NULL DEFAULT 0,
    "setAside" BIGINT NOT NULL DEFAULT 0,
    "newestMs" BIGINT,
    "completeToMs" BIGINT,
    "heardMs" BIGINT,
    "waiting" INTEGER,
    "inFlight" INTEGER,
    "backlogMs" BIGINT,
    "oldestMs" BIGINT,
    "trouble" TEXT,

    CONSTRAINT "event_state_pkey" PRIMARY KEY ("appId")
);
