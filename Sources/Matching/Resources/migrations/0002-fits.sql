-- A practice that was published or changed after a need was described, and fits it well.
CREATE TABLE need_notice (
    need_id text NOT NULL REFERENCES need (id),
    practice_id text NOT NULL REFERENCES practice (id),
    at text NOT NULL,
    -- When its owner was told by letter; null: not yet.
    told_at text,
    -- When its owner said that they have seen it.
    seen_at text,
    PRIMARY KEY (need_id, practice_id)
);
CREATE INDEX need_notice_told ON need_notice (told_at);
