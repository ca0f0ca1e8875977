-- What the console keeps beside applications and certificates.
ALTER TABLE application ADD COLUMN family TEXT;
ALTER TABLE application ADD COLUMN apply_again_of INTEGER;
ALTER TABLE application ADD COLUMN renews INTEGER;
CREATE INDEX application_renewing ON application (renews) WHERE renews IS NOT NULL;

-- Forms that were begun. `content` is JSON.
CREATE TABLE draft (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  content TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_of_account ON draft (account, id);

-- Lists that somebody gave a name. account 0: staff's.
CREATE TABLE saved_view (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  page    TEXT NOT NULL,
  name    TEXT NOT NULL,
  query   TEXT NOT NULL,
  UNIQUE (account, page, name)
) STRICT;

-- What people say about a certificate; the certificate itself never changes. owner 0: nobody's.
CREATE TABLE certificate_label (
  certificate INTEGER PRIMARY KEY,
  owner       INTEGER NOT NULL,
  name        TEXT,
  note        TEXT NOT NULL,
  auto_renew  INTEGER NOT NULL,
  tried_at    INTEGER,
  outcome     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX certificate_label_name ON certificate_label (owner, name) WHERE name IS NOT NULL;
CREATE INDEX certificate_label_renewing ON certificate_label (certificate) WHERE auto_renew = 1;

-- Certificates of other CAs, watched. account 0: staff's. chain: DER, one after the other.
CREATE TABLE imported_certificate (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  not_after   INTEGER NOT NULL,
  der         BLOB NOT NULL,
  chain       BLOB NOT NULL,
  created     INTEGER NOT NULL,
  UNIQUE (account, fingerprint)
) STRICT;
CREATE INDEX imported_certificate_of_account ON imported_certificate (account, id);

-- A pre-validated domain covers what is below it: covers = 1.
ALTER TABLE domain_authorization ADD COLUMN covers INTEGER;
CREATE INDEX domain_authorization_covering ON domain_authorization (account, id) WHERE covers = 1;
