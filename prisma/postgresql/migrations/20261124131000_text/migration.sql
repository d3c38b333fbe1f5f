-- The words that tasks are found by, with their places, so that phrases are found. Written by the dashboard as it is:
-- neither stemmed nor parsed by the database.
CREATE TABLE "task_text" (
    "appId" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "occurredMs" BIGINT NOT NULL,
    "words" TSVECTOR NOT NULL,

    CONSTRAINT "task_text_pkey" PRIMARY KEY ("appId", "key")
);

CREATE INDEX "task_text_words_idx" ON "task_text" USING GIN ("words");

CREATE INDEX "task_text_appId_occurredMs_key_idx" ON "task_text"("appId", "occurredMs", "key");
