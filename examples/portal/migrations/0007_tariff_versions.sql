-- Versions of the tariff: its files as they were taken. A draft prices nothing; an active one prices calls from its day on.
CREATE TABLE tariff_version (
    id INTEGER PRIMARY KEY,
    effective TEXT NOT NULL, -- the first day, such as 2026-11-22
    name TEXT NOT NULL, -- of the plan
    note TEXT NOT NULL,
    plan TEXT NOT NULL,
    tariff_rows INTEGER NOT NULL, -- that price calls
    refused INTEGER NOT NULL, -- lines that could not be used
    fingerprint TEXT NOT NULL, -- of plan and decks
    state TEXT NOT NULL, -- draft, active, withdrawn
    made INTEGER NOT NULL,
    made_by INTEGER REFERENCES person (id), -- absent: the portal itself
    changed INTEGER, -- when it was activated or withdrawn last
    changed_by INTEGER REFERENCES person (id)
) STRICT;
CREATE TABLE tariff_deck (
    version INTEGER NOT NULL REFERENCES tariff_version (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (version, place)
) STRICT;

-- Each time that calls were rated again. Nothing that is stored changes before it is applied.
CREATE TABLE rerating (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    began INTEGER NOT NULL,
    since INTEGER, -- calls that began at or after this time
    until INTEGER, -- and before this one
    which TEXT NOT NULL, -- all, stale, unmatched
    tariff TEXT NOT NULL, -- fingerprint of all tariffs in force together
    state TEXT NOT NULL, -- running, ready, applied, cancelled, failed
    total INTEGER NOT NULL,
    looked_at INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0, -- the last call that was looked at: a restarted portal goes on there
    trouble TEXT NOT NULL DEFAULT '',
    ended INTEGER
) STRICT;
CREATE INDEX rerating_state ON rerating (state);
-- What it would change, with what was stored then. Kept until the next one begins.
CREATE TABLE rerated_charge (
    rerating INTEGER NOT NULL REFERENCES rerating (id) ON DELETE CASCADE,
    call INTEGER NOT NULL REFERENCES call (id),
    status TEXT NOT NULL,
    currency TEXT,
    before_tax INTEGER,
    after_tax INTEGER,
    destination TEXT NOT NULL,
    reason TEXT NOT NULL,
    explanation TEXT NOT NULL,
    tariff TEXT NOT NULL,
    old_status TEXT NOT NULL, -- empty for a call that had no charge
    old_currency TEXT,
    old_before_tax INTEGER,
    old_after_tax INTEGER,
    changes INTEGER NOT NULL, -- whether the price becomes another, and not only the tariff that it is of
    PRIMARY KEY (rerating, call)
) STRICT, WITHOUT ROWID;

CREATE INDEX charge_tariff ON charge (tariff); -- stale prices
