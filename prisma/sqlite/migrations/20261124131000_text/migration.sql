-- The words that tasks are found by. The row id is the time in milliseconds, shifted by 20 bits, and a number of its own:
-- so the newest matches of the most common word are the first to be read, and nothing has to be sorted.
CREATE TABLE "task_text_row" (
    "id" INTEGER PRIMARY KEY,
    "appId" TEXT NOT NULL,
    "key" TEXT NOT NULL
);

CREATE UNIQUE INDEX "task_text_row_appId_key_key" ON "task_text_row"("appId", "key");

CREATE VIRTUAL TABLE "task_text" USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
