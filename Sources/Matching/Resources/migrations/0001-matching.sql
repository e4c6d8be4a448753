CREATE TABLE need (
    id text PRIMARY KEY,
    version bigint NOT NULL,
    owner_id text NOT NULL REFERENCES person (id),
    city_id text REFERENCES city (id),
    visibility text NOT NULL CHECK (visibility IN ('owner', 'people', 'city')),
    created_at text NOT NULL,
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX need_owner ON need (owner_id);
CREATE INDEX need_city ON need (city_id);

-- Every version whole; the newest is the need as it is now.
CREATE TABLE need_version (
    need_id text NOT NULL REFERENCES need (id),
    version bigint NOT NULL,
    -- The version that the writer had before them.
    based_on bigint NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    title text,
    text text NOT NULL,
    language text,
    city_id text REFERENCES city (id),
    people bigint,
    budget_cents bigint,
    months bigint,
    PRIMARY KEY (need_id, version)
);

CREATE TABLE need_item (
    need_id text NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('policy_area', 'target_group', 'competent', 'not_competent', 'in_place')),
    position bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (need_id, version, kind, position),
    FOREIGN KEY (need_id, version) REFERENCES need_version (need_id, version)
);

CREATE TABLE need_share (
    need_id text NOT NULL REFERENCES need (id),
    person_id text NOT NULL REFERENCES person (id),
    by_id text NOT NULL REFERENCES person (id),
    at text NOT NULL,
    PRIMARY KEY (need_id, person_id)
);
CREATE INDEX need_share_person ON need_share (person_id);

CREATE TABLE need_answer (
    need_id text NOT NULL REFERENCES need (id),
    practice_id text NOT NULL REFERENCES practice (id),
    precondition_id text NOT NULL,
    answer text NOT NULL CHECK (answer IN ('met', 'partly', 'missed', 'notApplicable')),
    note text,
    by_id text NOT NULL REFERENCES person (id),
    at text NOT NULL,
    PRIMARY KEY (need_id, practice_id, precondition_id)
);

CREATE TABLE need_decision (
    need_id text NOT NULL REFERENCES need (id),
    practice_id text NOT NULL REFERENCES practice (id),
    decision text NOT NULL CHECK (decision IN ('shortlist', 'aside')),
    reason text,
    by_id text NOT NULL REFERENCES person (id),
    at text NOT NULL,
    PRIMARY KEY (need_id, practice_id)
);

-- Sentence vectors by the digest of model, kind and text: 32-bit floats, little-endian.
CREATE TABLE sentence_vector (
    digest text PRIMARY KEY,
    numbers bytea NOT NULL
);
