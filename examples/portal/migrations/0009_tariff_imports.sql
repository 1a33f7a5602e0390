-- Where a version came from that was read from the file of an operator: what became of each of its lines.
CREATE TABLE tariff_import (
    version INTEGER PRIMARY KEY REFERENCES tariff_version (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    mapping TEXT NOT NULL, -- the name of a ready-made one, or of its file
    encoding TEXT NOT NULL,
    detected INTEGER NOT NULL, -- whether the encoding was told from the bytes
    lines INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    repaired INTEGER NOT NULL,
    refused_lines TEXT NOT NULL, -- one a line, of the first ten thousand
    repaired_lines TEXT NOT NULL
) STRICT;
