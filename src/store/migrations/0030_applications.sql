-- Petitions and the proofs of control that they rest on. What an authorization belongs to is packed
-- into the application's row: there is no join table to grow. Rows are dropped by `expires`.
CREATE TABLE application (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  source INTEGER NOT NULL,          -- model::ApplicationSource
  status INTEGER NOT NULL,          -- model::ApplicationStatus
  name TEXT,                        -- NULL for ACME and for issuing at once
  profile TEXT NOT NULL,
  identifiers TEXT NOT NULL,        -- packed list
  authorizations TEXT NOT NULL,     -- packed list of ids
  csr BLOB,
  not_before INTEGER,
  not_after INTEGER,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  agreement_version TEXT,
  agreement_time INTEGER,
  certificate INTEGER,
  refusals TEXT
);
CREATE UNIQUE INDEX application_name ON application (account, name) WHERE name IS NOT NULL;
CREATE INDEX application_of_account ON application (account, id) WHERE name IS NOT NULL;
CREATE INDEX application_expiry ON application (expires) WHERE name IS NULL;

CREATE TABLE domain_authorization (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  application INTEGER,
  identifier TEXT NOT NULL,         -- "dns:example.com"
  wildcard INTEGER NOT NULL,
  status INTEGER NOT NULL,          -- model::AuthorizationStatus
  token TEXT NOT NULL,
  offered TEXT NOT NULL,            -- packed list of model::ValidationMethod
  chosen INTEGER,
  key_authorization TEXT,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  attempted_at INTEGER,
  validated_at INTEGER,
  next_check INTEGER,
  attempts INTEGER NOT NULL,
  evidence TEXT,
  refusal TEXT
);
-- Only proofs that may be reused are found here (status 1: valid).
CREATE INDEX domain_authorization_valid ON domain_authorization (account, identifier)
  WHERE status = 1;
CREATE INDEX domain_authorization_expiry ON domain_authorization (expires);
