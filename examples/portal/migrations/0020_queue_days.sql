-- The lines of the queue log by their times: the number with which each begins.
CREATE INDEX queue_log_line_time ON queue_log_line (CAST(text AS INTEGER));

-- What the ended visits and the refused calls of a queue come to, day by day. Made of them again when the zone or a threshold
-- is another one than that with which they were made.
CREATE TABLE queue_day (
    day TEXT NOT NULL,
    queue TEXT NOT NULL,
    figures BLOB NOT NULL,
    PRIMARY KEY (day, queue)
) STRICT, WITHOUT ROWID;
CREATE TABLE queue_days_made (made_with TEXT NOT NULL) STRICT;
INSERT INTO queue_days_made VALUES ('');
