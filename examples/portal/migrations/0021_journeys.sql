-- What happened to each call, as portal_core::journey tells it: one row for each linked id, or for several that became
-- one call. `told` is the journey with whose telephones took part at the time.
CREATE TABLE journey (
    id INTEGER PRIMARY KEY,
    linked_id TEXT NOT NULL UNIQUE,
    began INTEGER NOT NULL,
    ended INTEGER,
    source TEXT NOT NULL,
    ending TEXT NOT NULL,
    incomplete INTEGER NOT NULL,
    told TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX journey_began ON journey (began);

-- Every linked id that leads to a journey.
CREATE TABLE journey_linked_id (
    linked_id TEXT PRIMARY KEY,
    journey INTEGER NOT NULL REFERENCES journey (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX journey_linked_id_journey ON journey_linked_id (journey);

-- A journey goes with the last of its calls, whoever deletes them.
CREATE TRIGGER journey_goes_with_its_calls AFTER DELETE ON call
BEGIN
    DELETE FROM journey
    WHERE id = (SELECT journey FROM journey_linked_id WHERE linked_id = OLD.linked_id)
        AND NOT EXISTS (
            SELECT 1
            FROM journey_linked_id JOIN call ON call.linked_id = journey_linked_id.linked_id
            WHERE journey_linked_id.journey = journey.id
        );
END;
