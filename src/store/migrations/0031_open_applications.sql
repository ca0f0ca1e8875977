-- How many applications of an enterprise wait: 0 pending, 2 processing (model::ApplicationStatus).
CREATE INDEX application_open ON application (account)
  WHERE name IS NOT NULL AND status IN (0, 2);
