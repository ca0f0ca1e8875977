-- What waits for somebody: organizations whose newest round of checks is open (model::Review::open), and
-- certificates at hosted services, which need the private key (NC-x1).
CREATE INDEX organization_open ON organization (id) WHERE review = 0;
CREATE INDEX placement_hosting ON placement (account, certificate) WHERE hosts_key = 1;
