-- What the portal knows of a device beside its model: from when it was found at an address, and when it was configured.
CREATE TABLE device_seen (
    phone INTEGER PRIMARY KEY REFERENCES phone (id) ON DELETE CASCADE,
    firmware TEXT NOT NULL,
    address TEXT NOT NULL,
    seen INTEGER NOT NULL,
    configured INTEGER -- absent while nothing was written into it
) STRICT;
-- What was written into a device last, by the maker's numbers: what changed since is told before it is written again.
CREATE TABLE device_value (
    phone INTEGER NOT NULL REFERENCES phone (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    value TEXT, -- absent for secrets, which are not kept; a secret that changed has no row
    PRIMARY KEY (phone, number)
) STRICT, WITHOUT ROWID;
