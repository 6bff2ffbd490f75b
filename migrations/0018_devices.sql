-- Programs that wait until a person says in a browser that they may act for them (RFC 8628). Both codes stand here as hashes.
CREATE TABLE device_requests (
  hash BYTEA NOT NULL PRIMARY KEY,
  user_code BYTEA NOT NULL UNIQUE,
  -- What the program calls itself.
  name TEXT COLLATE "C" NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  -- waiting, allowed, denied
  state TEXT COLLATE "C" NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX device_requests_expires ON device_requests (expires_at);
