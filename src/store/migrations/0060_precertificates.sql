-- Precertificates. Each has a row in `certificate` from the moment it was signed, for it counts as
-- issued; until it is completed, that row's `der` is the precertificate.
-- state: 1 shown to logs, 2 completed, 3 unfinished.
CREATE TABLE precertificate (
  certificate INTEGER PRIMARY KEY,
  state       INTEGER NOT NULL,
  der         BLOB NOT NULL,
  signed_at   INTEGER NOT NULL,
  ended_at    INTEGER,
  why         TEXT NOT NULL,
  issued_leaf INTEGER
) STRICT;
CREATE INDEX precertificate_not_completed ON precertificate (certificate) WHERE state <> 2;
