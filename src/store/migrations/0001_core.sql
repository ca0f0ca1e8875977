-- Issuers, certificates, intents, revocations, CRLs. Times are milliseconds since 1970, UTC.
-- Ids come from IdSource: positive, and larger the later they were made.

CREATE TABLE issuer (
  id          INTEGER PRIMARY KEY,
  parent      INTEGER,
  name        TEXT NOT NULL UNIQUE,
  purpose     TEXT NOT NULL,
  subject     TEXT NOT NULL,
  key_ref     TEXT NOT NULL,
  state       INTEGER NOT NULL,
  crl_shards  INTEGER NOT NULL,
  not_before  INTEGER NOT NULL,
  not_after   INTEGER NOT NULL,
  spki_hash   BLOB NOT NULL,
  der         BLOB NOT NULL
) STRICT;

-- Only ever inserted into. `names` is for showing: one search key a line, in the certificate's order.
-- key_prefix: the first 8 octets of spki_hash, because an index of integers is half the size.
CREATE TABLE certificate (
  id          INTEGER PRIMARY KEY,
  issuer      INTEGER NOT NULL,
  serial      BLOB NOT NULL,
  profile     TEXT NOT NULL,
  not_before  INTEGER NOT NULL,
  not_after   INTEGER NOT NULL,
  key_prefix  INTEGER NOT NULL,
  spki_hash   BLOB NOT NULL,
  owner       INTEGER,
  application INTEGER,
  crl_shard   INTEGER NOT NULL,
  audit_leaf  INTEGER,
  names       TEXT NOT NULL,
  der         BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX certificate_by_serial ON certificate (issuer, serial);
CREATE INDEX certificate_by_key ON certificate (key_prefix);
CREATE INDEX certificate_by_expiry ON certificate (not_after, id);
CREATE INDEX certificate_by_owner ON certificate (owner, id) WHERE owner IS NOT NULL;

-- model::search_key: DNS labels in reverse order, so that one index serves exact and suffix search.
CREATE TABLE certificate_name (
  name        TEXT NOT NULL,
  certificate INTEGER NOT NULL,
  PRIMARY KEY (name, certificate)
) STRICT, WITHOUT ROWID;

-- The intents of one commit share a row (intent_log.cpp tells the format). run: of which process.
CREATE TABLE intent_batch (
  id          INTEGER PRIMARY KEY,
  node        TEXT NOT NULL,
  run         INTEGER NOT NULL,
  intents     BLOB NOT NULL
) STRICT;

-- A certificate without a row here is good. Clustered in the order in which a CRL lists it.
CREATE TABLE revocation (
  issuer              INTEGER NOT NULL,
  crl_shard           INTEGER NOT NULL,
  serial              BLOB NOT NULL,
  revoked_at          INTEGER NOT NULL,
  reason              INTEGER NOT NULL,
  invalid_since       INTEGER,
  certificate_expires INTEGER NOT NULL,
  certificate         INTEGER,
  change              INTEGER NOT NULL,
  audit_leaf          INTEGER,
  PRIMARY KEY (issuer, crl_shard, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX revocation_by_change ON revocation (change);

CREATE TABLE crl (
  issuer      INTEGER NOT NULL,
  shard       INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL,
  entries     INTEGER NOT NULL,
  size        INTEGER NOT NULL,
  hash        BLOB NOT NULL,
  path        TEXT NOT NULL,
  PRIMARY KEY (issuer, shard, number)
) STRICT, WITHOUT ROWID;

-- status 0: the request is being worked on. account 0: staff.
CREATE TABLE idempotency (
  account      INTEGER NOT NULL,
  request_key  TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status       INTEGER NOT NULL,
  response     BLOB NOT NULL,
  expires      INTEGER NOT NULL,
  PRIMARY KEY (account, request_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_expiry ON idempotency (expires);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
