-- What an organisation says of itself: the spaces it works in, and how the public reaches it (a content of the event at `described`).
ALTER TABLE organisations ADD COLUMN described BIGINT;

CREATE TABLE organisation_fields (
  organisation BIGINT NOT NULL,
  space BIGINT NOT NULL,
  PRIMARY KEY (organisation, space)
) /* WITHOUT ROWID */;
