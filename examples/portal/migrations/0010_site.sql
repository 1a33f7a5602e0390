-- What telephones are told of the site. A version is never changed, the last one holds; before the first, portal.toml does.
CREATE TABLE site_version (
    id INTEGER PRIMARY KEY,
    made INTEGER NOT NULL,
    person INTEGER REFERENCES person (id), -- absent: a command
    note TEXT NOT NULL DEFAULT '' -- where it came from, if not from the page
) STRICT;
CREATE TABLE site_setting (
    version INTEGER NOT NULL REFERENCES site_version (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL, -- as on the page; a setting that is not set has no row
    PRIMARY KEY (version, key)
) STRICT, WITHOUT ROWID;
