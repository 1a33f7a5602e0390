-- Asterisk's queue log. Its lines are only ever added. Visits, refused calls and strays are made of them, and can be made again.
CREATE TABLE queue_log_file (
    generation INTEGER PRIMARY KEY, -- counts the files that rotation made
    identity TEXT NOT NULL, -- device and inode
    position INTEGER NOT NULL, -- of the first byte that was not read
    lines INTEGER NOT NULL -- how many end before it
) STRICT;
CREATE TABLE queue_log_line (
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL, -- of its first byte
    text TEXT NOT NULL,
    PRIMARY KEY (generation, position)
) STRICT, WITHOUT ROWID;

-- How visits were made: another version of the portal may make them again.
CREATE TABLE queue_projection (version INTEGER NOT NULL) STRICT;
INSERT INTO queue_projection VALUES (0);

-- One stay of one call in one queue, by the line with which it begins.
CREATE TABLE queue_visit (
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    call TEXT NOT NULL,
    queue TEXT NOT NULL,
    nth INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    caller TEXT NOT NULL,
    caller_name TEXT NOT NULL,
    position_in INTEGER,
    position_out INTEGER,
    attempts TEXT NOT NULL, -- a line for each: time, milliseconds, result, agent
    answered INTEGER,
    agent TEXT,
    ring INTEGER, -- in milliseconds
    channel TEXT,
    ended INTEGER,
    ending TEXT,
    detail TEXT, -- whereto, by which key, what was said
    wait INTEGER, -- in milliseconds
    talk INTEGER, -- in milliseconds
    flags INTEGER NOT NULL,
    PRIMARY KEY (generation, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_visit_entered ON queue_visit (entered);
CREATE INDEX queue_visit_open ON queue_visit (entered) WHERE ended IS NULL;

-- Calls that were not let in.
CREATE TABLE queue_refused (
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    time INTEGER NOT NULL,
    call TEXT,
    queue TEXT NOT NULL,
    why TEXT NOT NULL, -- full, empty, closed, dissuaded
    PRIMARY KEY (generation, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_refused_time ON queue_refused (time);

-- Lines of calls in queues that belong to no visit.
CREATE TABLE queue_stray (
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    time INTEGER NOT NULL,
    call TEXT NOT NULL,
    queue TEXT NOT NULL,
    event TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (generation, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_stray_time ON queue_stray (time);
