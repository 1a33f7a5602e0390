-- A device that is passed from one telephone's account to another's, and how far that is: what goes on after a restart.
CREATE TABLE handover (
    mac TEXT PRIMARY KEY,
    change TEXT NOT NULL, -- the library's step, as text
    old_phone INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
    new_phone INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
    since INTEGER NOT NULL, -- when this step was reached
    staged INTEGER NOT NULL DEFAULT 0, -- when the file that it is to fetch was offered
    before BLOB -- the hash of the file that it had when it began
) STRICT, WITHOUT ROWID;
