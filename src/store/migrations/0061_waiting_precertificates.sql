-- A precertificate with too few SCTs waits for the logs to be asked again: state 4. `application`
-- is whose it is: one that is open is the only one that its application may have. `submissions`:
-- what logs answered (precertificate_repository.cpp tells the format).
ALTER TABLE precertificate ADD COLUMN application INTEGER;
ALTER TABLE precertificate ADD COLUMN submissions TEXT;
CREATE UNIQUE INDEX precertificate_open ON precertificate (application)
  WHERE application IS NOT NULL AND state IN (1, 4);
