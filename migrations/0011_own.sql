-- What a person sees and ends of their own sessions; and that an account is gone.

-- A short name of the browser and system, from its User-Agent.
ALTER TABLE sessions ADD COLUMN device TEXT COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE participants ADD COLUMN erased BIGINT;
