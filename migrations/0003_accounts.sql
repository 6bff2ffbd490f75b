-- Beside the log, with their own retention: backed up, not replayed; a rebuild never touches them. Secrets stand here only as
-- hashes: SHA-256 of random ones, argon2id of passwords.

CREATE TABLE accounts (
  participant BIGINT PRIMARY KEY,
  email TEXT COLLATE "C" NOT NULL,
  email_folded TEXT COLLATE "C" NOT NULL UNIQUE,
  password_hash TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
  hash BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX sessions_participant ON sessions (participant);
CREATE INDEX sessions_expires ON sessions (expires_at);

CREATE TABLE tokens (
  hash BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX tokens_participant ON tokens (participant);

-- One-time links that make their opener the administrator.
CREATE TABLE setup_links (
  hash BYTEA NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
) /* WITHOUT ROWID */;

-- The installation's own keys.
CREATE TABLE secrets (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  bytes BYTEA NOT NULL
) /* WITHOUT ROWID */;

-- How far a person has read: the place of the last post seen, and its number in the thread.
CREATE TABLE read_marks (
  participant BIGINT NOT NULL,
  thread BIGINT NOT NULL,
  placed BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (participant, thread)
) /* WITHOUT ROWID */;
