-- Who may call: people with passwords, programs with keys.
CREATE TABLE api_key (
  id INTEGER NOT NULL PRIMARY KEY,
  account_id INTEGER,               -- whose things an applicant sees; none for staff
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  key_hash BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  expires INTEGER,
  withdrawn INTEGER
);

CREATE TABLE app_user (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password_salt BLOB NOT NULL,
  password_hash BLOB NOT NULL,
  one_time INTEGER NOT NULL,
  failed_attempts INTEGER NOT NULL,
  created INTEGER NOT NULL
);
