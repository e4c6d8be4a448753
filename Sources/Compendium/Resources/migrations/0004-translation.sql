-- What a text of a practice is called in another language: every text it ever had, so that nothing typed is lost and two translators can
-- be told apart. How good it is (missing, machine, outdated, reviewed) is not kept: it follows from the digest of the source.
CREATE TABLE practice_translation (
    practice_id text NOT NULL REFERENCES practice (id),
    language text NOT NULL,
    -- As in the table of translated fields: problem, building_blocks.2.title.
    field text NOT NULL,
    -- Counts the changes of a practice's texts in this language.
    revision bigint NOT NULL,
    -- Empty: taken away.
    text text NOT NULL,
    -- The text it was made from, and its SHA-256 in lower-case hex.
    source_text text NOT NULL,
    source_hash text NOT NULL,
    how text NOT NULL CHECK (how IN ('human', 'machine')),
    -- Who wrote it, or asked the machine for it.
    by_id text NOT NULL REFERENCES person (id),
    at text NOT NULL,
    PRIMARY KEY (practice_id, language, field, revision)
);
CREATE INDEX practice_translation_revision ON practice_translation (practice_id, language, revision);
CREATE INDEX practice_translation_person ON practice_translation (by_id);
