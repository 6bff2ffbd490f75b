-- Lists of one kind of thread, and the questions that no institution has answered, without reading all threads.

CREATE INDEX threads_kind ON threads (kind, activity, id);
CREATE INDEX threads_kind_opened ON threads (kind, opened_at, id);
CREATE INDEX threads_waiting ON threads (kind, institution, opened_at, id) WHERE institution = 0 AND locked IS NULL;
