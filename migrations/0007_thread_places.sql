-- Lists of threads about one place and what lies within it, without reading all threads.

CREATE INDEX threads_territory ON threads (territory, activity, id) WHERE territory IS NOT NULL;
CREATE INDEX threads_territory_opened ON threads (territory, opened_at, id) WHERE territory IS NOT NULL;
CREATE INDEX territories_parent ON territories (parent);
CREATE INDEX territories_county ON territories (county);
CREATE INDEX territories_region ON territories (region);
