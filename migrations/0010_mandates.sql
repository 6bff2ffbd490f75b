-- Who may speak for an organisation, and who may say so.

ALTER TABLE participants ADD COLUMN mandates BIGINT NOT NULL DEFAULT 0;

-- The organisation that a post was said for, by mandate.
ALTER TABLE posts ADD COLUMN spoken_for BIGINT;
CREATE INDEX posts_spoken_for ON posts (spoken_for, id) WHERE spoken_for IS NOT NULL;

CREATE TABLE managers (
  organisation BIGINT NOT NULL,
  participant BIGINT NOT NULL,
  PRIMARY KEY (organisation, participant)
) /* WITHOUT ROWID */;

INSERT INTO managers (organisation, participant)
SELECT id, registered_by FROM organisations WHERE registered_by IS NOT NULL;

CREATE TABLE mandates (
  id BIGINT PRIMARY KEY,
  organisation BIGINT NOT NULL,
  participant BIGINT NOT NULL,
  -- The first moment of the first day, and the first moment after the last day.
  from_at BIGINT NOT NULL,
  until_at BIGINT,
  offered_at BIGINT NOT NULL,
  accepted BIGINT,
  ended BIGINT
);

CREATE INDEX mandates_organisation ON mandates (organisation, id);
CREATE INDEX mandates_participant ON mandates (participant, id);
