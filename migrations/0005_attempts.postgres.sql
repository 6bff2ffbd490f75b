-- Attempts to sign in and to register, counted for all nodes together. Not logged, not on replicas: after a crash or a failover the
-- limits begin anew. `free` is when the key is as good as new, in microseconds.

CREATE UNLOGGED TABLE attempts (
  key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  free BIGINT NOT NULL
) WITH (fillfactor = 50);
