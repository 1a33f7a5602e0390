-- What a telephone has beside its extension; one without a row has nothing of it.
CREATE TABLE phone_service (
    phone INTEGER PRIMARY KEY REFERENCES phone (id) ON DELETE CASCADE,
    direct_number TEXT UNIQUE,
    rights TEXT NOT NULL, -- dialplan contexts, comma between
    call_groups TEXT NOT NULL,
    pickup_groups TEXT NOT NULL,
    language TEXT
) STRICT;
