-- Why a key is on the list of those that nobody may get a certificate for again (TLS BR 6.1.1.3 (4)).
ALTER TABLE compromised_key ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Keys that this installation made itself: no public certificate is issued for one (TLS BR 6.1.1.3).
CREATE TABLE generated_key (
  spki_hash BLOB PRIMARY KEY,
  created   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO generated_key (spki_hash, created)
  SELECT c.spki_hash, MIN(m.created)
  FROM managed_key m JOIN certificate c ON c.id = m.certificate
  GROUP BY c.spki_hash;
