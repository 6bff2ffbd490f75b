-- Facts from elsewhere, loaded from files of the program when their checksum differs.

CREATE TABLE reference_data (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  checksum TEXT COLLATE "C" NOT NULL
) /* WITHOUT ROWID */;

CREATE TABLE territories (
  code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  parent TEXT COLLATE "C",
  -- 0 the country, 1 a development region, 2 a county, 3 a municipality, town, commune or sector, 4 a locality.
  rank BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  -- ' cluj napoca': each word after a space, so that the beginning of any word is found.
  fold TEXT COLLATE "C" NOT NULL,
  -- Bytes in Romanian order.
  sort BYTEA NOT NULL,
  county TEXT COLLATE "C",
  region TEXT COLLATE "C"
) /* WITHOUT ROWID */;

CREATE INDEX territories_rank ON territories (rank, sort);
