-- The log and what belongs to its writing. SQLite: INTEGER PRIMARY KEY is the row's own number, so that appending and
-- reading by position touch one tree.

CREATE TABLE log (
  position INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  entry BLOB NOT NULL,
  leaf_hash BLOB NOT NULL,
  UNIQUE (stream, version)
) STRICT;

-- Erasures are looked up when the erasure register is compared with the log.
CREATE INDEX log_erasures ON log (position) WHERE type = 'content.erased.v1';

CREATE TRIGGER log_gapless BEFORE INSERT ON log
WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM log)
BEGIN SELECT RAISE(ABORT, 'the log is gapless'); END;

CREATE TRIGGER log_no_update BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- One row: where the log ends. `frontier` is the Merkle frontier, 32 bytes a subtree, the largest first.
CREATE TABLE log_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  format INTEGER NOT NULL,
  log_id TEXT NOT NULL,
  frontier BLOB NOT NULL
) STRICT;

INSERT INTO log_head (id, position, at, format, log_id, frontier)
VALUES (1, 0, 0, 1, lower(hex(randomblob(16))), x'');

-- What can be erased: the bytes behind the commitments.
CREATE TABLE contents (
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  audience TEXT NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (position, name)
) STRICT, WITHOUT ROWID;

-- Answers to commands that came under a key, and one row for each batch, kept a day.
CREATE TABLE commands (
  person INTEGER NOT NULL,
  key TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  at INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX commands_at ON commands (at);
