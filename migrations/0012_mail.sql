-- Mail that waits, and the links that it carries; accounts without an address or without a password. Beside the log, with their own
-- retention: a mail goes once it was taken by the mail server or has waited too long, a link once it is used or over.

CREATE TABLE accounts_next (
  participant BIGINT PRIMARY KEY,
  -- Nil for who came with a printed code.
  email TEXT COLLATE "C",
  email_folded TEXT COLLATE "C" UNIQUE,
  -- SHA-256 of the printed code, by which its holder signs in.
  code_hash BYTEA UNIQUE,
  -- Nil for who signs in with a passkey or by links alone.
  password_hash TEXT COLLATE "C",
  -- The language that mail is written in.
  language TEXT COLLATE "C" NOT NULL DEFAULT 'ro',
  created_at BIGINT NOT NULL
);

INSERT INTO accounts_next (participant, email, email_folded, password_hash, created_at)
SELECT participant, email, email_folded, password_hash, created_at FROM accounts;

DROP TABLE accounts;

ALTER TABLE accounts_next RENAME TO accounts;

-- A mail as it will be sent, and when it is tried next.
CREATE TABLE mails (
  id BIGINT NOT NULL PRIMARY KEY,
  -- Whose account it is about; nil for visitors.
  participant BIGINT,
  address TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX mails_next ON mails (next_at);
CREATE INDEX mails_participant ON mails (participant) WHERE participant IS NOT NULL;

-- How far a follower of the log has come.
CREATE TABLE followers (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
) /* WITHOUT ROWID */;

-- Registrations that wait for their address to be confirmed.
CREATE TABLE pending_registrations (
  hash BYTEA NOT NULL PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  email_folded TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX pending_registrations_expires ON pending_registrations (expires_at);

-- One-time links that sign in.
CREATE TABLE sign_in_links (
  hash BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX sign_in_links_participant ON sign_in_links (participant);
