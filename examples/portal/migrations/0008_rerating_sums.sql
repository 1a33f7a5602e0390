-- What a job of rating again changes, added up as it goes on: a page that adds up a million calls would take seconds.
CREATE TABLE rerating_sum (
    rerating INTEGER NOT NULL REFERENCES rerating (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, -- department, destination
    key TEXT NOT NULL, -- the department's number, or the destination's name; empty for none
    currency TEXT NOT NULL, -- empty for calls that neither had nor get a price
    calls INTEGER NOT NULL, -- whose price becomes another
    dearer INTEGER NOT NULL,
    cheaper INTEGER NOT NULL,
    gained INTEGER NOT NULL, -- that had no price
    lost INTEGER NOT NULL, -- that have none any more
    old INTEGER NOT NULL, -- with tax, in millionths
    new INTEGER NOT NULL,
    PRIMARY KEY (rerating, kind, key, currency)
) STRICT, WITHOUT ROWID;

-- A job that was open has no sums. It changed nothing yet, and can be begun again.
UPDATE rerating SET state = 'cancelled', ended = began WHERE state IN ('running', 'ready');
DELETE FROM rerated_charge;
