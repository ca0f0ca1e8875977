-- Where certificates are in use. account 0: staff's. One of certificate and imported is NULL.
CREATE TABLE placement (
  account     INTEGER NOT NULL,
  place       TEXT NOT NULL,
  certificate INTEGER,
  imported    INTEGER,
  hosts_key   INTEGER NOT NULL,
  since       INTEGER NOT NULL,
  PRIMARY KEY (account, place)
) STRICT;
CREATE INDEX placement_of_certificate ON placement (certificate) WHERE certificate IS NOT NULL;
CREATE INDEX placement_of_imported ON placement (imported) WHERE imported IS NOT NULL;

-- Private keys that their owners sealed with a password of their own, as PKCS#8 in PEM.
CREATE TABLE sealed_key (
  account   INTEGER NOT NULL,
  spki_hash BLOB NOT NULL,
  pem       TEXT NOT NULL,
  created   INTEGER NOT NULL,
  PRIMARY KEY (account, spki_hash)
) STRICT;
