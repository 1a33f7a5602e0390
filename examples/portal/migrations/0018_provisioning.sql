-- What the provisioning server knows of a device. Nothing here opens anything without the server's key, which is not here.
CREATE TABLE provisioning (
    mac TEXT PRIMARY KEY, -- twelve hexadecimal digits
    version INTEGER NOT NULL, -- how often it was stored: what a writer compares
    model TEXT NOT NULL,
    site TEXT NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    closes INTEGER,
    first_token BLOB, -- hashes of tokens have 32 bytes, seeds 16
    grant_seed BLOB,
    grant_token BLOB UNIQUE,
    next_seed BLOB,
    next_token BLOB UNIQUE,
    claimed_by TEXT,
    plain_http TEXT,
    no_digest TEXT,
    no_user_agent TEXT,
    seen_at INTEGER,
    seen_address TEXT,
    seen_firmware TEXT,
    seen_file BLOB
) STRICT, WITHOUT ROWID;
-- From what the passwords of a device's own pages are derived, with the server's key.
CREATE TABLE device_pages (
    mac TEXT PRIMARY KEY,
    seed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
