-- How an issuer's life ends, and whose key it took over from.
ALTER TABLE issuer ADD COLUMN succeeds INTEGER;
ALTER TABLE issuer ADD COLUMN first_crl_number INTEGER;
ALTER TABLE issuer ADD COLUMN terminated_at INTEGER;
ALTER TABLE issuer ADD COLUMN key_destroyed_at INTEGER;

-- CAs whose key is here and whose certificate is not yet: the request went to another CA, perhaps
-- to an offline root. A row goes when its certificate comes.
CREATE TABLE issuer_request (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  purpose    TEXT NOT NULL,
  key_ref    TEXT NOT NULL,
  crl_shards INTEGER NOT NULL,
  succeeds   INTEGER,
  created    INTEGER NOT NULL,
  csr        BLOB NOT NULL
) STRICT;
