-- An operator takes back a key that was handed out.
ALTER TABLE external_account_key ADD COLUMN revoked INTEGER;
