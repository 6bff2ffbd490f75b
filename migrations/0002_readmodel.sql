-- The read model: what events come to, written in the ledger's transaction and made again by a rebuild. It holds no user
-- text: columns named title, name, body, speaker and reason hold the position of a content. Categories stand here as derived
-- from contents, and go when the content is erased or the consent is taken back.

CREATE TABLE spaces (
  id BIGINT PRIMARY KEY,
  key TEXT COLLATE "C" NOT NULL UNIQUE,
  -- Whether it has a name of its own, a content at its id.
  named BIGINT NOT NULL,
  threads BIGINT NOT NULL DEFAULT 0,
  posts BIGINT NOT NULL DEFAULT 0,
  institution BIGINT NOT NULL DEFAULT 0,
  ngo BIGINT NOT NULL DEFAULT 0,
  community BIGINT NOT NULL DEFAULT 0,
  mixed BIGINT NOT NULL DEFAULT 0,
  unstated BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL
);

CREATE TABLE participants (
  id BIGINT PRIMARY KEY,
  name BIGINT NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  -- As what they speak now, and where they said so.
  speaker BIGINT,
  category TEXT COLLATE "C",
  level TEXT COLLATE "C",
  organisation BIGINT,
  profession TEXT COLLATE "C",
  -- The consent that stands.
  consent BIGINT,
  registered_at BIGINT NOT NULL,
  imported BIGINT NOT NULL,
  posts BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL
);

CREATE INDEX participants_role ON participants (role) WHERE role <> 'participant';

CREATE TABLE consents (
  id BIGINT PRIMARY KEY,
  participant BIGINT,
  text BIGINT NOT NULL,
  withdrawn BIGINT
);

CREATE TABLE organisations (
  id BIGINT PRIMARY KEY,
  category TEXT COLLATE "C",
  level TEXT COLLATE "C",
  territory TEXT COLLATE "C",
  verified BIGINT,
  registered_by BIGINT,
  changed BIGINT NOT NULL
);

CREATE TABLE threads (
  id BIGINT PRIMARY KEY,
  space BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  territory TEXT COLLATE "C",
  title BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  author BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  supports BIGINT,
  -- The organisation its author spoke from in the first post.
  organisation BIGINT,
  first_post BIGINT NOT NULL DEFAULT 0,
  first_placed BIGINT NOT NULL DEFAULT 0,
  last_post BIGINT NOT NULL DEFAULT 0,
  last_placed BIGINT NOT NULL DEFAULT 0,
  -- When the last post was said.
  activity BIGINT NOT NULL,
  posts BIGINT NOT NULL DEFAULT 0,
  participants BIGINT NOT NULL DEFAULT 0,
  -- The lock that stands.
  locked BIGINT,
  institution BIGINT NOT NULL DEFAULT 0,
  ngo BIGINT NOT NULL DEFAULT 0,
  community BIGINT NOT NULL DEFAULT 0,
  mixed BIGINT NOT NULL DEFAULT 0,
  unstated BIGINT NOT NULL DEFAULT 0,
  changed BIGINT NOT NULL
);

CREATE INDEX threads_activity ON threads (activity, id);
CREATE INDEX threads_space ON threads (space, activity, id);
CREATE INDEX threads_opened ON threads (opened_at, id);
CREATE INDEX threads_author ON threads (author, activity, id);
CREATE INDEX threads_organisation ON threads (organisation, activity, id) WHERE organisation IS NOT NULL;

CREATE TABLE posts (
  id BIGINT PRIMARY KEY,
  thread BIGINT NOT NULL,
  placed BIGINT NOT NULL,
  -- Its place among the thread's posts, from 1: what unread marks count by.
  number BIGINT NOT NULL,
  parent BIGINT,
  author BIGINT NOT NULL,
  category TEXT COLLATE "C",
  level TEXT COLLATE "C",
  organisation BIGINT,
  profession TEXT COLLATE "C",
  state TEXT COLLATE "C" NOT NULL,
  body BIGINT NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  published_at BIGINT NOT NULL,
  edited_at BIGINT,
  edits BIGINT NOT NULL DEFAULT 0,
  agree BIGINT NOT NULL DEFAULT 0,
  thanks BIGINT NOT NULL DEFAULT 0,
  useful BIGINT NOT NULL DEFAULT 0,
  votes_for BIGINT,
  votes_against BIGINT,
  orphan BIGINT NOT NULL,
  -- The hiding that stands.
  hidden BIGINT,
  changed BIGINT NOT NULL
);

CREATE UNIQUE INDEX posts_thread ON posts (thread, placed);
CREATE INDEX posts_author ON posts (author, id);
CREATE INDEX posts_organisation ON posts (organisation, thread) WHERE organisation IS NOT NULL;

-- Bodies after the first, which is the post's own.
CREATE TABLE revisions (
  post BIGINT NOT NULL,
  position BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (post, position)
) /* WITHOUT ROWID */;

-- Who pressed what: the position of each reaction that stands.
CREATE TABLE reactions (
  post BIGINT NOT NULL,
  participant BIGINT NOT NULL,
  agree BIGINT,
  thanks BIGINT,
  useful BIGINT,
  PRIMARY KEY (post, participant)
) /* WITHOUT ROWID */;

CREATE TABLE thread_participants (
  participant BIGINT NOT NULL,
  thread BIGINT NOT NULL,
  posts BIGINT NOT NULL,
  PRIMARY KEY (participant, thread)
) /* WITHOUT ROWID */;

-- What subscribers of a topic are told, and from where a page's subscription goes on.
CREATE TABLE topic_events (
  position BIGINT NOT NULL,
  topic TEXT COLLATE "C" NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  post BIGINT,
  thread BIGINT,
  PRIMARY KEY (position, topic)
) /* WITHOUT ROWID */;

CREATE UNIQUE INDEX topic_events_topic ON topic_events (topic, position);

-- What was brought in from where: importing again passes it over.
CREATE TABLE imported (
  source TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (source, kind, key)
) /* WITHOUT ROWID */;

CREATE INDEX imported_id ON imported (id);
