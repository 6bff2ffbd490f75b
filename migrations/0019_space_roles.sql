-- Roles that somebody has in one space; how many a person has stands with them, so that who has none costs no look.
CREATE TABLE space_roles (
  participant BIGINT NOT NULL,
  space BIGINT NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (participant, space)
) /* WITHOUT ROWID */;

ALTER TABLE participants ADD COLUMN space_roles BIGINT NOT NULL DEFAULT 0;
