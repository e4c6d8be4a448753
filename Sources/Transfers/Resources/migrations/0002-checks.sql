-- What a check found and what was decided on it.
ALTER TABLE transfer_milestone ADD COLUMN found text;
ALTER TABLE transfer_milestone ADD COLUMN decided text;
-- What becomes of actions and checks that were not done when a transfer was closed.
ALTER TABLE transfer_outcome ADD COLUMN unfinished text;
