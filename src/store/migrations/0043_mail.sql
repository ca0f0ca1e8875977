-- Mails that are to be delivered: a row goes when its mail went.
CREATE TABLE outgoing_mail (
  id INTEGER PRIMARY KEY,
  content BLOB NOT NULL,            -- sealed
  created INTEGER NOT NULL
) STRICT;
