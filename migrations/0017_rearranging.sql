-- Threads that were made of another's posts, and threads that were put into another.
ALTER TABLE threads ADD COLUMN split_from BIGINT;
ALTER TABLE threads ADD COLUMN merged_into BIGINT;
CREATE INDEX threads_merged ON threads (merged_into) WHERE merged_into IS NOT NULL;
