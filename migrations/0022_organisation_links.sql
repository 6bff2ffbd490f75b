-- Links that were mailed to an address of an organisation, by their hashes: who opens one shows that its mailbox is theirs.
CREATE TABLE organisation_links (
  hash BYTEA NOT NULL PRIMARY KEY,
  organisation BIGINT NOT NULL,
  participant BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;
