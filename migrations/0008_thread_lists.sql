-- Every list of threads in both orders, and one kind within one space, without reading all threads. Lists of one kind in all spaces are
-- put together from those.

CREATE INDEX threads_space_opened ON threads (space, opened_at, id);
CREATE INDEX threads_author_opened ON threads (author, opened_at, id);
CREATE INDEX threads_organisation_opened ON threads (organisation, opened_at, id) WHERE organisation IS NOT NULL;
CREATE INDEX threads_space_kind ON threads (space, kind, activity, id);
CREATE INDEX threads_space_kind_opened ON threads (space, kind, opened_at, id);
DROP INDEX threads_kind;
DROP INDEX threads_kind_opened;
