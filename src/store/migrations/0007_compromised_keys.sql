-- Keys that are known to be compromised, for ever, whatever becomes of the certificates that held
-- them. Small, so that every issuance can look here.
CREATE TABLE compromised_key (
  spki_hash   BLOB PRIMARY KEY,
  reported_at INTEGER NOT NULL,
  certificate INTEGER              -- through which it became known
) STRICT, WITHOUT ROWID;

INSERT INTO compromised_key (spki_hash, reported_at, certificate)
  SELECT c.spki_hash, MIN(r.revoked_at), MIN(c.id)
  FROM revocation r JOIN certificate c ON c.id = r.certificate
  WHERE r.reason = 1
  GROUP BY c.spki_hash;
