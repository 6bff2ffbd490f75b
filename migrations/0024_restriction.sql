-- Since when a person has what they said not shown (GDPR 18); nil where it is.
ALTER TABLE participants ADD COLUMN restricted BIGINT;
