-- What lists, searches and counts of certificates read. All of it is derived, by a job, from what
-- issuance and revocation wrote; nothing of it is written on their way.

-- Certificates in the order of their ids, some thousand a row, oldest first (certificate_block.cpp
-- tells the format). The newest ones are in no block yet.
CREATE TABLE certificate_block (
  last_id  INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL,
  facts    BLOB NOT NULL,
  names    BLOB NOT NULL
) STRICT;

-- How many certificates of a block end on a day (days since 1970, UTC), and how many of these are
-- revoked. owner 0: everybody's.
CREATE TABLE certificate_tally (
  owner   INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  issued  INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  PRIMARY KEY (owner, day)
) STRICT, WITHOUT ROWID;

-- The certificates that are revoked, by their ids.
CREATE TABLE revoked_certificate (
  certificate INTEGER PRIMARY KEY
) STRICT;
