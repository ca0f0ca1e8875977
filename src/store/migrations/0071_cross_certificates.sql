-- Certificates that name one of our CAs as their subject, beside the one that stands in its row.
CREATE TABLE cross_certificate (
  subject INTEGER NOT NULL,
  sha256  BLOB NOT NULL,
  signer  INTEGER,
  added   INTEGER NOT NULL,
  der     BLOB NOT NULL,
  PRIMARY KEY (subject, sha256)
) STRICT;
