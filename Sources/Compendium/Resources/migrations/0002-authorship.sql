-- A manuscript is a practice while it is written and reviewed: what was typed, field by field, and where it stands.
CREATE TABLE manuscript (
    id text PRIMARY KEY,
    -- The practice it became, or is a new version of.
    practice_id text REFERENCES practice (id),
    stage text NOT NULL CHECK (stage IN ('draft', 'submitted', 'peer_check', 'expert_check', 'changes_asked', 'published', 'refused', 'withdrawn')),
    city_id text NOT NULL REFERENCES city (id),
    owner_id text NOT NULL REFERENCES person (id),
    -- Who of another city reads it in the peer check.
    peer_id text REFERENCES person (id),
    -- Counts the changes of its fields.
    revision bigint NOT NULL,
    created_at text NOT NULL,
    changed_at text NOT NULL,
    -- Since when it stands where it stands.
    stage_at text NOT NULL
);
CREATE INDEX manuscript_owner ON manuscript (owner_id);
CREATE INDEX manuscript_stage ON manuscript (stage, stage_at);
CREATE INDEX manuscript_practice ON manuscript (practice_id);
CREATE INDEX manuscript_peer ON manuscript (peer_id);

-- Every value a field ever had, so that nothing typed is lost and two writers can be told apart.
CREATE TABLE manuscript_value (
    manuscript_id text NOT NULL REFERENCES manuscript (id),
    field text NOT NULL,
    revision bigint NOT NULL,
    -- The revision that replaced it; null while it holds.
    until_revision bigint,
    value text NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (manuscript_id, field, revision)
);
CREATE INDEX manuscript_value_now ON manuscript_value (manuscript_id, until_revision);

CREATE TABLE manuscript_author (
    manuscript_id text NOT NULL REFERENCES manuscript (id),
    person_id text NOT NULL REFERENCES person (id),
    invited_by text NOT NULL REFERENCES person (id),
    at text NOT NULL,
    PRIMARY KEY (manuscript_id, person_id)
);
CREATE INDEX manuscript_author_person ON manuscript_author (person_id);

-- Every step it took: who, when and why.
CREATE TABLE manuscript_step (
    manuscript_id text NOT NULL REFERENCES manuscript (id),
    position bigint NOT NULL,
    step text NOT NULL,
    from_stage text NOT NULL,
    to_stage text NOT NULL,
    reason text,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (manuscript_id, position)
);

-- What a reviewer asks to be changed, at the field it is about; an empty field is about the whole.
CREATE TABLE manuscript_remark (
    id text PRIMARY KEY,
    manuscript_id text NOT NULL REFERENCES manuscript (id),
    field text NOT NULL,
    text text NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    settled_at text,
    settled_by text REFERENCES person (id)
);
CREATE INDEX manuscript_remark_manuscript ON manuscript_remark (manuscript_id, at);

-- How a practice lives on after it was published. A practice without a row came with an import and nobody looks after it yet.
CREATE TABLE practice_life (
    practice_id text PRIMARY KEY REFERENCES practice (id),
    stage text NOT NULL CHECK (stage IN ('published', 'retired', 'superseded', 'merged')),
    owner_id text REFERENCES person (id),
    published_at text NOT NULL,
    -- When somebody last said that it is still true.
    confirmed_at text NOT NULL,
    confirmed_by text REFERENCES person (id),
    -- The practice that took its place.
    successor_id text REFERENCES practice (id),
    reason text
);
CREATE INDEX practice_life_owner ON practice_life (owner_id);
CREATE INDEX practice_life_successor ON practice_life (successor_id);

CREATE TABLE practice_life_step (
    practice_id text NOT NULL REFERENCES practice (id),
    position bigint NOT NULL,
    step text NOT NULL,
    reason text,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (practice_id, position)
);
