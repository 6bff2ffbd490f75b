-- Posts that a facilitator wrote down for somebody without an account, and codes by which that person takes their account over.
CREATE TABLE assisted_posts (
  post BIGINT NOT NULL PRIMARY KEY,
  author BIGINT NOT NULL,
  assistant BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE INDEX assisted_posts_assistant ON assisted_posts (assistant, author);
CREATE INDEX assisted_posts_author ON assisted_posts (author);

-- Whose account the code opens; nil for a new one.
ALTER TABLE invitations ADD COLUMN participant BIGINT;
CREATE INDEX invitations_participant ON invitations (participant) WHERE participant IS NOT NULL;
