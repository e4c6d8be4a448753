-- Needs that a practice answers, as people ask in other languages than the record's; what they ask in its own is among its items.
CREATE TABLE practice_question (
    practice_id text NOT NULL REFERENCES practice (id),
    language text NOT NULL,
    position bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (practice_id, language, position)
);
