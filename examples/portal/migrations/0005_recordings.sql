-- Recordings of calls. A recording is known by the path of its file without the ending, since converting it changes that.
-- What was deleted keeps its row for as long as the portal's other notes.
CREATE TABLE recording (
    id INTEGER PRIMARY KEY,
    stem TEXT NOT NULL UNIQUE, -- below the folder of recordings
    file TEXT NOT NULL, -- the same with its ending
    unique_id TEXT NOT NULL, -- of the recorded channel; empty where nobody knows it
    linked_id TEXT NOT NULL,
    call INTEGER REFERENCES call (id), -- the record that it is shown with
    queue TEXT NOT NULL DEFAULT '',
    recorded INTEGER NOT NULL, -- when the call began, or else the time of the file
    noted INTEGER NOT NULL, -- when the portal first heard of it
    state TEXT NOT NULL, -- expected, present, missing, purged
    bytes INTEGER NOT NULL DEFAULT 0, -- of all files of this name together
    length INTEGER, -- in milliseconds, where that is known
    hold TEXT NOT NULL DEFAULT '', -- why it stays however old it is; empty: it does not
    purged INTEGER -- when it was deleted
) STRICT;
CREATE INDEX recording_recorded ON recording (recorded);
CREATE INDEX recording_call ON recording (call);
CREATE INDEX recording_unique_id ON recording (unique_id);
CREATE INDEX recording_linked_id ON recording (linked_id);
CREATE INDEX audit_object ON audit (object); -- who listened
CREATE INDEX call_unique_id ON call (unique_id);
CREATE INDEX call_linked_id ON call (linked_id);

-- Each time that what had been kept for long enough was deleted. A run without an end was cut off, or goes on.
CREATE TABLE purge_run (
    id INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    ended INTEGER,
    recordings INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0, -- files that could not be deleted
    notes INTEGER NOT NULL DEFAULT 0 -- lines of the trail and the like
) STRICT;
