-- Private keys that the service made and keeps for private hierarchies (AL-28). Sealed with a key
-- that is not in the database, bound to the certificate's id.
CREATE TABLE managed_key (
  certificate INTEGER PRIMARY KEY,
  sealed      BLOB NOT NULL,
  created     INTEGER NOT NULL
) STRICT;
