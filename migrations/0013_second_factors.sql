-- A second proof at sign-in: codes of an app, codes on paper, passkeys. Beside the log.

-- Whether the session's person showed more than a password.
ALTER TABLE sessions ADD COLUMN strong BIGINT NOT NULL DEFAULT 0;

-- Time-based one-time passwords (RFC 6238). The secret cannot be a hash: codes are computed from it.
CREATE TABLE one_time_passwords (
  participant BIGINT NOT NULL PRIMARY KEY,
  secret BYTEA NOT NULL,
  -- Nil until its holder has shown a code of it.
  confirmed_at BIGINT,
  -- The time step of the last code taken: none works twice.
  last_step BIGINT NOT NULL DEFAULT 0
) /* WITHOUT ROWID */;

-- Codes to keep on paper, each good once.
CREATE TABLE recovery_codes (
  hash BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX recovery_codes_participant ON recovery_codes (participant);

-- Passkeys (WebAuthn): the public half.
CREATE TABLE passkeys (
  id BYTEA NOT NULL PRIMARY KEY,
  participant BIGINT NOT NULL,
  -- X.509 SubjectPublicKeyInfo, and the algorithm as COSE numbers it.
  public_key BYTEA NOT NULL,
  algorithm BIGINT NOT NULL,
  sign_count BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT
) /* WITHOUT ROWID */;

CREATE INDEX passkeys_participant ON passkeys (participant);

-- Challenges that were answered: an answer that was overheard is worth nothing.
CREATE TABLE used_challenges (
  hash BYTEA NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;
