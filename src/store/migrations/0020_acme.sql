-- Applicants: ACME accounts and enterprises, and the keys that bind the former to somebody known.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,            -- model::AccountKind
  status INTEGER NOT NULL,          -- model::AccountStatus
  name TEXT,                        -- enterprises only
  key_spki BLOB,                    -- ACME only
  key_thumbprint TEXT UNIQUE,       -- ACME only
  contacts TEXT NOT NULL,           -- packed list
  agreement_version TEXT,
  agreement_time INTEGER,
  external_key INTEGER,
  created INTEGER NOT NULL
);
CREATE UNIQUE INDEX account_name ON account (name) WHERE name IS NOT NULL;

CREATE TABLE external_account_key (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  account INTEGER,                  -- who used it
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
);
