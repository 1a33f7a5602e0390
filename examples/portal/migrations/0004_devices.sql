-- The device on somebody's desk that uses a telephone's SIP account. Its secrets are not kept here: the SIP secret is in
-- Asterisk's files, and the password of the device's own pages is drawn for each configuration file.
CREATE TABLE device (
    phone INTEGER PRIMARY KEY REFERENCES phone (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    mac TEXT NOT NULL UNIQUE -- twelve hexadecimal digits
) STRICT;
