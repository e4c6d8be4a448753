-- Preconditions that somebody left open on purpose, so that nothing is read from the need for them. Who and when stands in the chain.
CREATE TABLE need_left_open (
    need_id text NOT NULL REFERENCES need (id),
    practice_id text NOT NULL REFERENCES practice (id),
    precondition_id text NOT NULL,
    PRIMARY KEY (need_id, practice_id, precondition_id)
);
