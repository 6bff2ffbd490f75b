-- Moderation: what was told to the moderators, what they decided and why, and what was contested.

-- Until when a person cannot write, cannot act, and has their links read first: microseconds; for good is 9007199254740991.
ALTER TABLE participants ADD COLUMN muted BIGINT;
ALTER TABLE participants ADD COLUMN suspended BIGINT;
ALTER TABLE participants ADD COLUMN links_held BIGINT;

ALTER TABLE posts ADD COLUMN label TEXT COLLATE "C";
-- The decision that the state or the label stands on.
ALTER TABLE posts ADD COLUMN decision BIGINT;

-- Seconds between two posts of one person.
ALTER TABLE threads ADD COLUMN slow BIGINT;
ALTER TABLE threads ADD COLUMN decision BIGINT;

-- Whose posts are read by a moderator first: none, newcomers, all; and how many of a person's posts are their first.
ALTER TABLE spaces ADD COLUMN premoderation TEXT COLLATE "C" NOT NULL DEFAULT 'none';
ALTER TABLE spaces ADD COLUMN newcomer_posts BIGINT NOT NULL DEFAULT 0;

-- What waits for a moderator before it appears.
CREATE TABLE held_posts (
  id BIGINT PRIMARY KEY,
  -- Nil where it would open a thread.
  thread BIGINT,
  space BIGINT,
  kind TEXT COLLATE "C",
  territory TEXT COLLATE "C",
  parent BIGINT,
  author BIGINT,
  at BIGINT NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  -- held, released, refused
  state TEXT COLLATE "C" NOT NULL,
  placed BIGINT,
  decision BIGINT
);

CREATE INDEX held_posts_author ON held_posts (author, id);

-- The editions of the rules that have posts wait; the words are a content.
CREATE TABLE rules (
  id BIGINT PRIMARY KEY,
  links BIGINT,
  repeats BIGINT NOT NULL,
  per_hour BIGINT
);

CREATE TABLE notices (
  id BIGINT PRIMARY KEY,
  matter BIGINT NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  post BIGINT,
  thread BIGINT,
  -- The person concerned where it is about one; nil when erased.
  participant BIGINT,
  author BIGINT,
  ground TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  -- The decision that answered it.
  decision BIGINT
);

CREATE INDEX notices_matter ON notices (matter, id);
CREATE INDEX notices_author ON notices (author, id) WHERE author IS NOT NULL;

-- What waits for a decision: the open notices about one thing.
CREATE TABLE matters (
  id BIGINT PRIMARY KEY,
  about TEXT COLLATE "C" NOT NULL,
  post BIGINT,
  thread BIGINT,
  participant BIGINT,
  space BIGINT,
  ground TEXT COLLATE "C" NOT NULL,
  urgent BIGINT NOT NULL,
  score BIGINT NOT NULL,
  notices BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  latest_at BIGINT NOT NULL,
  -- The decision that closed it.
  decision BIGINT
);

CREATE INDEX matters_open ON matters (urgent DESC, score DESC, id) WHERE decision IS NULL;
CREATE INDEX matters_post ON matters (post) WHERE decision IS NULL AND post IS NOT NULL;
CREATE INDEX matters_thread ON matters (thread) WHERE decision IS NULL AND thread IS NOT NULL;
CREATE INDEX matters_participant ON matters (participant) WHERE decision IS NULL AND participant IS NOT NULL;

CREATE TABLE decisions (
  id BIGINT PRIMARY KEY,
  measure TEXT COLLATE "C" NOT NULL,
  basis TEXT COLLATE "C" NOT NULL,
  ground TEXT COLLATE "C" NOT NULL,
  terms BIGINT,
  source TEXT COLLATE "C" NOT NULL,
  matter BIGINT,
  about TEXT COLLATE "C" NOT NULL,
  post BIGINT,
  thread BIGINT,
  space BIGINT,
  -- Whom it affects.
  participant BIGINT,
  author BIGINT,
  -- Who confirmed it, where four eyes were needed.
  second BIGINT,
  -- What it was about was published then.
  content_at BIGINT,
  at BIGINT NOT NULL,
  until BIGINT,
  label TEXT COLLATE "C",
  seconds BIGINT,
  language TEXT COLLATE "C" NOT NULL,
  -- proposed, declined, standing, lifted, reversed
  state TEXT COLLATE "C" NOT NULL,
  changed BIGINT NOT NULL
);

CREATE INDEX decisions_at ON decisions (at, id);
CREATE INDEX decisions_participant ON decisions (participant, id) WHERE participant IS NOT NULL;
CREATE INDEX decisions_post ON decisions (post, id) WHERE post IS NOT NULL;
CREATE INDEX decisions_thread ON decisions (thread, id) WHERE thread IS NOT NULL;
CREATE INDEX decisions_proposed ON decisions (id) WHERE state = 'proposed';

CREATE TABLE appeals (
  id BIGINT PRIMARY KEY,
  decision BIGINT NOT NULL,
  author BIGINT,
  at BIGINT NOT NULL,
  outcome TEXT COLLATE "C",
  decided BIGINT,
  decided_at BIGINT,
  decided_by BIGINT
);

CREATE INDEX appeals_decision ON appeals (decision, id);
CREATE INDEX appeals_author ON appeals (author, id) WHERE author IS NOT NULL;
CREATE INDEX appeals_open ON appeals (id) WHERE outcome IS NULL;

CREATE TABLE terms (
  id BIGINT PRIMARY KEY,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL
);

-- Beside the log: by which code a visitor finds a notice again, who works on what, who was told of what when.
CREATE TABLE notice_receipts (
  hash BYTEA NOT NULL PRIMARY KEY,
  notice BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE TABLE claims (
  matter BIGINT NOT NULL PRIMARY KEY,
  moderator BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) /* WITHOUT ROWID */;

CREATE TABLE told (
  decision BIGINT NOT NULL,
  participant BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (decision, participant)
) /* WITHOUT ROWID */;
