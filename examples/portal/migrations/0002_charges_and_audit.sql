-- What a call cost. Amounts are millionths of the currency; absent where there is no price.
CREATE TABLE charge (
    call INTEGER PRIMARY KEY REFERENCES call (id),
    status TEXT NOT NULL, -- rated, free, internal, blocked, not_answered, unmatched, invalid
    currency TEXT,
    before_tax INTEGER,
    after_tax INTEGER,
    destination TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '', -- why there is no price, as a code
    explanation TEXT NOT NULL,
    tariff TEXT NOT NULL, -- fingerprint of the files that priced it
    rated INTEGER NOT NULL
) STRICT;
CREATE INDEX charge_status ON charge (status);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person INTEGER, -- absent: the portal itself, or nobody logged in
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    result TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- Times during which the portal did not hear the PBX: records of calls that ended then are missing.
CREATE TABLE pbx_gap (
    id INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    ended INTEGER,
    reason TEXT NOT NULL
) STRICT;
