-- People: their enterprise and state, the sessions of their browsers, and their ways in.
ALTER TABLE app_user ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
ALTER TABLE app_user ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE app_user ADD COLUMN enterprise INTEGER;                  -- none: staff of the CA
ALTER TABLE app_user ADD COLUMN status INTEGER NOT NULL DEFAULT 1;   -- model::UserStatus
ALTER TABLE app_user ADD COLUMN last_sign_in INTEGER;
CREATE INDEX app_user_by_enterprise ON app_user (enterprise, id) WHERE enterprise IS NOT NULL;
CREATE INDEX app_user_by_email ON app_user (email) WHERE email <> '';

ALTER TABLE api_key ADD COLUMN scopes TEXT;                          -- packed list; none: all of the role's

CREATE TABLE console_session (
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,  -- SHA-256 of what the cookie holds
  user_id INTEGER NOT NULL,
  created INTEGER NOT NULL,
  last_used INTEGER NOT NULL,
  ends INTEGER NOT NULL,            -- whatever happens
  verified INTEGER,                 -- when a second factor was last shown
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX console_session_by_user ON console_session (user_id);
CREATE INDEX console_session_by_end ON console_session (ends);

-- Links in mails, each for one use: only their hashes.
CREATE TABLE invitation (
  token_hash BLOB NOT NULL PRIMARY KEY,
  user_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,            -- model::InvitationKind
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_by_user ON invitation (user_id);
CREATE INDEX invitation_by_expiry ON invitation (expires);
