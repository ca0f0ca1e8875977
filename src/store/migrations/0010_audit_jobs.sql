-- The audit log and the queue of due work.

-- The leaves of one commit share a row. Leaf i is in the row with the largest first <= i.
-- leaves: for each, its length as four octets, big-endian, and its bytes.
CREATE TABLE audit_batch (
  first  INTEGER PRIMARY KEY,
  count  INTEGER NOT NULL,
  leaves BLOB NOT NULL
) STRICT;

-- Complete subtrees of levels 8, 16, 24, ...: from them and at most 255 leaves or nodes a level,
-- every proof is made.
CREATE TABLE audit_node (
  level    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

-- One row: what the next leaf is appended to. Locked by whoever appends.
CREATE TABLE audit_frontier (
  id     INTEGER PRIMARY KEY,
  size   INTEGER NOT NULL,
  hashes BLOB NOT NULL
) STRICT;
INSERT INTO audit_frontier (id, size, hashes) VALUES (1, 0, CAST('' AS BLOB));

CREATE TABLE audit_checkpoint (
  size      INTEGER PRIMARY KEY,
  signed_at INTEGER NOT NULL,
  note      TEXT NOT NULL
) STRICT;

-- A job waits (lease NULL), is worked on (lease set, due = when the lease runs out), or is parked
-- (due NULL). again: it was added once more while it was worked on.
CREATE TABLE job (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  job_key  TEXT NOT NULL,
  due      INTEGER,
  payload  TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  lease    INTEGER,
  node     TEXT NOT NULL,
  again    INTEGER,
  error    TEXT NOT NULL,
  UNIQUE (kind, job_key)
) STRICT;
CREATE INDEX job_by_due ON job (due) WHERE due IS NOT NULL;
