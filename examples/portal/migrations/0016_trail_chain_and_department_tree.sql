-- Each line of the trail carries a fingerprint of itself and of the line before. The portal chains older lines when it starts.
ALTER TABLE audit ADD COLUMN fingerprint BLOB;

-- `begin`: the last line that was deleted, from which the rest is verified. `end`: the last line that was written.
CREATE TABLE audit_chain (
    name TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    fingerprint BLOB NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE department ADD COLUMN parent INTEGER REFERENCES department (id);
