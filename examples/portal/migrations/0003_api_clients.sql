-- Other programs that may ask for calls. A client that was stopped stays, so that the audit trail can name it.
CREATE TABLE api_client (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    token BLOB NOT NULL UNIQUE, -- SHA-256
    sources TEXT NOT NULL, -- patterns of extensions that may ring first, blank between; empty: all
    created INTEGER NOT NULL,
    revoked INTEGER,
    last_used INTEGER,
    last_address TEXT NOT NULL DEFAULT ''
) STRICT;
-- A name can be given again once its client was stopped: with a new token, that is the same program.
CREATE UNIQUE INDEX api_client_name ON api_client (name) WHERE revoked IS NULL;
