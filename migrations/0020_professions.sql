-- The profession that somebody's mark says was verified, and where that was said.
ALTER TABLE participants ADD COLUMN verified_profession TEXT COLLATE "C";
ALTER TABLE participants ADD COLUMN profession_verified BIGINT;
