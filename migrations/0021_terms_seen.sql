-- The newest edition of the terms that somebody has opened.
ALTER TABLE accounts ADD COLUMN terms_seen BIGINT;
