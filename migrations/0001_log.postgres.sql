-- The log and what belongs to its writing. PostgreSQL.

CREATE TABLE log (
  position BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  stream TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  entry BYTEA NOT NULL,
  leaf_hash BYTEA NOT NULL,
  UNIQUE (stream, version)
);

-- Erasures are looked up when the erasure register is compared with the log.
CREATE INDEX log_erasures ON log (position) WHERE type = 'content.erased.v1';

CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only';
END
$$;

CREATE TRIGGER log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log
FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();

-- One row: where the log ends. `frontier` is the Merkle frontier, 32 bytes a subtree, the largest first.
CREATE TABLE log_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL,
  at BIGINT NOT NULL,
  format BIGINT NOT NULL,
  log_id TEXT NOT NULL,
  frontier BYTEA NOT NULL
) WITH (fillfactor = 10);

INSERT INTO log_head (id, position, at, format, log_id, frontier)
VALUES (1, 0, 0, 1, replace(CAST(gen_random_uuid() AS TEXT), '-', ''), CAST('' AS BYTEA));

-- What can be erased: the bytes behind the commitments.
CREATE TABLE contents (
  position BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  audience TEXT NOT NULL,
  salt BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (position, name)
);

-- Answers to commands that came under a key, and one row for each batch, kept a day.
CREATE TABLE commands (
  person BIGINT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  fingerprint BYTEA NOT NULL,
  at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (person, key)
);

CREATE INDEX commands_at ON commands (at);
