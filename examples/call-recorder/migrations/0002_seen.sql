-- Rows of followed tables near the position, which are read again in case others come late between them. Calls leave
-- the queue by [keep]; these must not come back with the next look.
CREATE TABLE seen (
    source TEXT    NOT NULL,
    mark   TEXT    NOT NULL,
    -- Where it stands in its source: a key, or seconds since 1970.
    place  INTEGER NOT NULL,
    PRIMARY KEY (source, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_place ON seen (source, place);
