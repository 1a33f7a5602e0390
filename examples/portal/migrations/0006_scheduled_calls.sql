-- Calls that people planned. Until one is over, its file lies in Asterisk's spool; this row keeps what became of it.
CREATE TABLE scheduled_call (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    phone INTEGER REFERENCES phone (id) ON DELETE SET NULL, -- rings first
    extension TEXT NOT NULL, -- of that phone, then
    number TEXT NOT NULL, -- as typed
    dialled TEXT NOT NULL, -- after the site's rules
    due INTEGER NOT NULL,
    note TEXT NOT NULL,
    file TEXT NOT NULL UNIQUE, -- its name in the spool, another one after each change of the time
    state TEXT NOT NULL, -- placing, waiting, calling, talking, retrying, done
    attempts INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT '', -- empty until it is over
    made INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX scheduled_call_person ON scheduled_call (person, ended);
-- Nobody is called twice because a button was pressed twice.
CREATE UNIQUE INDEX scheduled_call_open ON scheduled_call (person, dialled) WHERE ended IS NULL;
