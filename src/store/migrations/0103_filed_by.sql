-- Who filed an application, as the audit log names actors: whoever is told of its certificate.
ALTER TABLE application ADD COLUMN filed_by TEXT;
