-- Times are UTC seconds since 1970. Tokens are stored as SHA-256, passwords as argon2id.
CREATE TABLE department (
    id INTEGER PRIMARY KEY,
    short_name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    full_name TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT,
    department INTEGER REFERENCES department (id),
    profiles TEXT NOT NULL, -- names of profiles, comma between
    disabled INTEGER NOT NULL DEFAULT 0,
    password TEXT -- absent until the one-time link was used
) STRICT;

CREATE TABLE phone (
    id INTEGER PRIMARY KEY,
    endpoint TEXT NOT NULL UNIQUE, -- SIP account name
    extension TEXT NOT NULL UNIQUE,
    owner INTEGER REFERENCES person (id),
    department INTEGER REFERENCES department (id),
    label TEXT NOT NULL DEFAULT '',
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    creator INTEGER NOT NULL REFERENCES person (id),
    private INTEGER NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    company TEXT NOT NULL,
    email TEXT NOT NULL,
    number1 TEXT NOT NULL,
    number2 TEXT NOT NULL,
    number3 TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    token BLOB PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    started INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    address TEXT NOT NULL,
    browser TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

-- A link that works once: to make the first administrator (no person) or to choose a password.
CREATE TABLE one_time_link (
    token BLOB PRIMARY KEY,
    person INTEGER REFERENCES person (id),
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each call detail record of the PBX, never changed after it was written. Who the telephones
-- belonged to is kept as it was at the time of the call.
CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    unique_id TEXT NOT NULL,
    linked_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    started INTEGER NOT NULL,
    answered INTEGER,
    ended INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    billable INTEGER NOT NULL,
    disposition TEXT NOT NULL,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    caller_id TEXT NOT NULL,
    context TEXT NOT NULL,
    channel TEXT NOT NULL,
    destination_channel TEXT NOT NULL,
    last_application TEXT NOT NULL,
    last_data TEXT NOT NULL,
    account_code TEXT NOT NULL,
    user_field TEXT NOT NULL,
    direction TEXT NOT NULL,
    caller_number TEXT NOT NULL,
    caller_name TEXT NOT NULL,
    caller_phone INTEGER,
    caller_person INTEGER,
    caller_department INTEGER,
    callee_number TEXT NOT NULL,
    callee_name TEXT NOT NULL,
    callee_phone INTEGER,
    callee_person INTEGER,
    callee_department INTEGER,
    fingerprint TEXT NOT NULL UNIQUE -- the same record arriving twice is one row
) STRICT;
CREATE INDEX call_started ON call (started);
CREATE INDEX call_caller_person ON call (caller_person, started);
CREATE INDEX call_callee_person ON call (callee_person, started);
CREATE INDEX call_caller_department ON call (caller_department, started);
CREATE INDEX call_callee_department ON call (callee_department, started);
