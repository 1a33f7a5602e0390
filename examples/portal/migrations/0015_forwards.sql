-- Since when a forward stands in AstDB, and who set it there by a page; AstDB itself says neither.
CREATE TABLE forward_known (
    endpoint TEXT NOT NULL, -- SIP account name
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    until INTEGER, -- absent if it does not end by itself
    since INTEGER NOT NULL, -- when it was set, or seen for the first time
    person INTEGER REFERENCES person (id) ON DELETE SET NULL, -- absent: dialled at the telephone
    PRIMARY KEY (endpoint, kind)
) STRICT, WITHOUT ROWID;
