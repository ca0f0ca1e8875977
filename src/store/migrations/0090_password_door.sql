-- Wrong passwords of strangers close the password's door for a while; wrong codes lock the account (failed_attempts).
ALTER TABLE app_user ADD COLUMN wrong_passwords INTEGER NOT NULL DEFAULT 0;
ALTER TABLE app_user ADD COLUMN closed_until INTEGER;
