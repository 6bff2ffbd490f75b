-- Addresses that accounts would have once the link that went there is opened; by the link's hash.
CREATE TABLE email_changes (
  hash BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  email_folded TEXT COLLATE "C" NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX email_changes_participant ON email_changes (participant);
