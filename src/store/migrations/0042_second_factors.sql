-- What people show beside a password. Secrets are sealed or hashed (identity/second_factors.h).
CREATE TABLE totp_secret (
  user_id INTEGER PRIMARY KEY,
  secret BLOB,                      -- sealed; none until the first code
  offered BLOB,                     -- sealed; being set up
  last_step INTEGER NOT NULL        -- codes of this step and of those before are spent
) STRICT;

CREATE TABLE recovery_code (
  user_id INTEGER NOT NULL,
  code_hash BLOB NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- WebAuthn credentials.
CREATE TABLE passkey (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL,
  credential_id BLOB NOT NULL UNIQUE,
  public_key BLOB NOT NULL,         -- SubjectPublicKeyInfo
  algorithm INTEGER NOT NULL,       -- COSE
  sign_count INTEGER NOT NULL,
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  last_used INTEGER
) STRICT;
CREATE INDEX passkey_by_user ON passkey (user_id);

-- Challenges that were answered: none is taken twice.
CREATE TABLE spent_challenge (
  hash BLOB NOT NULL PRIMARY KEY,
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX spent_challenge_by_expiry ON spent_challenge (expires);
