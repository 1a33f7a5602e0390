-- Calls in the order in which they were registered, and how far each has come.
CREATE TABLE call (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    unique_id     TEXT    NOT NULL UNIQUE,
    -- The call as JSON.
    facts         TEXT    NOT NULL,
    -- gathering, recording, converting, ready
    stage         TEXT    NOT NULL,
    -- Milliseconds since 1970: when the stage is looked at again, and since when it is this one.
    due           INTEGER NOT NULL,
    since         INTEGER NOT NULL,
    -- Failures of the conversion.
    tries         INTEGER NOT NULL DEFAULT 0,
    -- What MixMonitor wrote, and its length when it was taken.
    source_file   TEXT,
    source_bytes  INTEGER,
    -- What is delivered, in the store.
    stored_file   TEXT,
    stored_bytes  INTEGER,
    -- Why the recording is missing or not what was asked for.
    note          TEXT    NOT NULL DEFAULT '',
    -- When its source was removed, or found to be kept.
    cleaned       INTEGER
) STRICT;
CREATE INDEX call_stage ON call (stage, due) WHERE stage <> 'ready';
CREATE INDEX call_cleaned ON call (cleaned);

-- One row for each call and destination.
CREATE TABLE delivery (
    call        INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    destination TEXT    NOT NULL,
    -- waiting, done, aside
    state       TEXT    NOT NULL DEFAULT 'waiting',
    -- How many steps are confirmed, and what their answers gave, as JSON.
    step        INTEGER NOT NULL DEFAULT 0,
    learned     TEXT    NOT NULL DEFAULT '{}',
    -- Failures since the last confirmed step: all of them, and those that were about this call.
    tries       INTEGER NOT NULL DEFAULT 0,
    refusals    INTEGER NOT NULL DEFAULT 0,
    failures    INTEGER NOT NULL DEFAULT 0,
    due         INTEGER NOT NULL DEFAULT 0,
    error       TEXT    NOT NULL DEFAULT '',
    changed     INTEGER NOT NULL,
    PRIMARY KEY (destination, call)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_waiting ON delivery (destination, call) WHERE state = 'waiting';
CREATE INDEX delivery_call ON delivery (call);

-- How far each followed source was read.
CREATE TABLE position (
    source TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;
