-- Organizations that certificates name, and the verdicts of their vetting.
CREATE TABLE organization (
  id                   INTEGER PRIMARY KEY,
  enterprise           INTEGER NOT NULL,
  name                 TEXT NOT NULL,
  country              TEXT NOT NULL,
  state_or_province    TEXT NOT NULL,
  locality             TEXT NOT NULL,
  street               TEXT NOT NULL,
  postal_code          TEXT NOT NULL,
  registration_number  TEXT NOT NULL,
  website              TEXT NOT NULL,
  representative_name  TEXT NOT NULL,
  representative_title TEXT NOT NULL,
  representative_email TEXT NOT NULL,
  representative_phone TEXT NOT NULL,
  authors              TEXT NOT NULL,     -- packed list of actors
  review               INTEGER NOT NULL,  -- model::Review
  round                INTEGER NOT NULL,
  why                  TEXT NOT NULL,
  created              INTEGER NOT NULL,
  approved             INTEGER,           -- the last validation: these four or none
  verified             INTEGER,
  valid_until          INTEGER,
  valid_round          INTEGER
) STRICT;
CREATE INDEX organization_of_enterprise ON organization (enterprise, id);

-- Verdicts of rounds that are over stay: certificates rest on them.
CREATE TABLE organization_verdict (
  organization     INTEGER NOT NULL,
  round            INTEGER NOT NULL,
  check_kind       INTEGER NOT NULL,      -- model::VettingCheck
  passed           INTEGER NOT NULL,
  source_kind      INTEGER NOT NULL,      -- model::SourceKind
  source_name      TEXT NOT NULL,
  source_reference TEXT NOT NULL,
  comment          TEXT NOT NULL,
  actor            TEXT NOT NULL,
  decided          INTEGER NOT NULL,
  PRIMARY KEY (organization, round, check_kind)
) STRICT, WITHOUT ROWID;

-- Whom a certificate is to name, and whose name a pre-validated domain is kept for.
ALTER TABLE application ADD COLUMN organization INTEGER;
ALTER TABLE application ADD COLUMN organization_name TEXT;  -- as it was filed
ALTER TABLE domain_authorization ADD COLUMN organization INTEGER;
