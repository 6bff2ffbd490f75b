-- Codes on paper and mailed invitations, by the hash of their code. Beside the log: who was invited by whom is nobody's business, and
-- once an invitation is used nothing of it is left but, for a code on paper, the hash by which its holder signs in (accounts.code_hash).
CREATE TABLE invitations (
  hash BYTEA NOT NULL PRIMARY KEY,
  -- Who made it, and can take it back.
  author BIGINT NOT NULL,
  -- Whom it was mailed to; nil on paper.
  email TEXT COLLATE "C",
  email_folded TEXT COLLATE "C",
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX invitations_author ON invitations (author);
CREATE INDEX invitations_expires ON invitations (expires_at);
CREATE INDEX invitations_email ON invitations (email_folded) WHERE email_folded IS NOT NULL;
