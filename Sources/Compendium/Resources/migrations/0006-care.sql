-- When the owner of a practice was last asked by letter whether it is still true, and the digest of the link in that letter.
ALTER TABLE practice_life ADD COLUMN asked_at text;
ALTER TABLE practice_life ADD COLUMN ask_digest text;
CREATE INDEX practice_life_confirmed ON practice_life (stage, confirmed_at);

-- The version of the practice that a new version was begun from; null for a manuscript of something new.
ALTER TABLE manuscript ADD COLUMN practice_version bigint;

-- Two practices that look alike and are not the same, as an editor said. The smaller id comes first.
CREATE TABLE practice_distinction (
    one_id text NOT NULL REFERENCES practice (id),
    other_id text NOT NULL REFERENCES practice (id),
    reason text NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
);
CREATE INDEX practice_distinction_other ON practice_distinction (other_id);
