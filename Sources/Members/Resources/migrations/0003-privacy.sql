-- Since when somebody is forgotten. The row stays without anything about them, since the work of others refers to it.
ALTER TABLE person ADD COLUMN forgotten_at text;

-- The register of erasures: an id without meaning, and when. By it erasures are done again when a backup from before is restored.
CREATE TABLE erasure (
    person_id text PRIMARY KEY REFERENCES person (id),
    at text NOT NULL,
    -- When nothing of what was erased was left in the files of the database; null: not yet.
    cleaned_at text
);
CREATE INDEX erasure_cleaned ON erasure (cleaned_at);
