CREATE TABLE practice (
    id text PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    version bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('practice', 'lesson')),
    language text NOT NULL,
    city_id text NOT NULL REFERENCES city (id),
    lead_organisation text NOT NULL,
    organisation_type text NOT NULL,
    start_year bigint,
    end_year bigint,
    status text NOT NULL CHECK (status IN ('running', 'ended', 'unknown')),
    problem text,
    solution text,
    resources text,
    budget_cents bigint,
    results text,
    beneficiaries bigint,
    -- What the source offers as evidence. The level of the practice is derived from its studies, never typed in.
    evidence text NOT NULL CHECK (evidence IN ('none', 'output_counts', 'before_after', 'comparison_group', 'external_evaluation')),
    changed_at text NOT NULL
);
CREATE INDEX practice_city ON practice (city_id);

CREATE TABLE practice_title (
    practice_id text NOT NULL REFERENCES practice (id),
    language text NOT NULL,
    title text NOT NULL,
    PRIMARY KEY (practice_id, language)
);

-- The lists of a practice. A precondition has an id of its own, since needs answer it.
CREATE TABLE practice_item (
    practice_id text NOT NULL REFERENCES practice (id),
    kind text NOT NULL CHECK (kind IN ('policy_area', 'target_group', 'partner', 'funding', 'precondition', 'taken_up', 'language', 'asked_by')),
    position bigint NOT NULL,
    item_id text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (practice_id, kind, position)
);
CREATE INDEX practice_item_id ON practice_item (item_id);

CREATE TABLE practice_source (
    practice_id text NOT NULL REFERENCES practice (id),
    position bigint NOT NULL,
    title text NOT NULL,
    publisher text,
    url text,
    note text,
    PRIMARY KEY (practice_id, position)
);

CREATE TABLE building_block (
    practice_id text NOT NULL REFERENCES practice (id),
    position bigint NOT NULL,
    id text NOT NULL UNIQUE,
    title text NOT NULL,
    description text,
    is_core bigint NOT NULL,
    PRIMARY KEY (practice_id, position)
);

CREATE TABLE building_block_item (
    block_id text NOT NULL REFERENCES building_block (id),
    kind text NOT NULL CHECK (kind IN ('enabling_factor', 'lesson', 'precondition')),
    position bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (block_id, kind, position)
);

CREATE TABLE practice_figure (
    practice_id text NOT NULL REFERENCES practice (id),
    position bigint NOT NULL,
    label text NOT NULL,
    value double precision NOT NULL,
    unit text,
    year bigint,
    baseline double precision,
    source text,
    PRIMARY KEY (practice_id, position)
);

CREATE TABLE practice_study (
    practice_id text NOT NULL REFERENCES practice (id),
    position bigint NOT NULL,
    title text NOT NULL,
    design text NOT NULL CHECK (design IN ('unknown', 'before_after', 'comparison', 'matched_comparison', 'before_after_comparison', 'quasi_random', 'randomised')),
    is_independent bigint NOT NULL,
    done_by text,
    url text,
    year bigint,
    PRIMARY KEY (practice_id, position)
);

-- Every version as it was, so that a plan can point at what it was based on.
CREATE TABLE practice_version (
    practice_id text NOT NULL REFERENCES practice (id),
    version bigint NOT NULL,
    at text NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (practice_id, version)
);
