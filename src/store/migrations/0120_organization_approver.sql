-- Who approved an organization, so that he can be told of the certificates that rest on it (NT-65).
-- What was approved before has nobody: "".
ALTER TABLE organization ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
