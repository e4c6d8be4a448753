-- A practice on its way from the city that has it to a city that needs it.
CREATE TABLE transfer (
    id text PRIMARY KEY,
    name text NOT NULL,
    -- The need in words that both cities may read: the need itself may be shared with nobody.
    challenge text NOT NULL,
    -- Why this practice and no other.
    reason text NOT NULL,
    -- No reference: a need that only its owner could see goes with the owner, and the transfer stays.
    need_id text NOT NULL,
    need_version bigint NOT NULL,
    practice_id text NOT NULL REFERENCES practice (id),
    -- The version that was read when it was opened.
    practice_version bigint NOT NULL,
    -- The language of the blocks as they were taken over from the practice.
    practice_language text NOT NULL,
    giving_city_id text NOT NULL REFERENCES city (id),
    receiving_city_id text NOT NULL REFERENCES city (id),
    programme_id text REFERENCES programme (id),
    stage text NOT NULL CHECK (stage IN ('understand', 'adapt', 'reuse', 'closed', 'stopped')),
    stage_at text NOT NULL,
    -- Month 0 of the milestones: when adapting began.
    start_day text,
    opened_at text NOT NULL,
    opened_by text NOT NULL REFERENCES person (id),
    -- Until somebody publishes it, it is read in its two cities only.
    published_at text,
    published_by text REFERENCES person (id),
    UNIQUE (need_id, practice_id)
);
CREATE INDEX transfer_giving ON transfer (giving_city_id, stage_at);
CREATE INDEX transfer_receiving ON transfer (receiving_city_id, stage_at);
CREATE INDEX transfer_practice ON transfer (practice_id);
CREATE INDEX transfer_programme ON transfer (programme_id);

-- Every step it took: who, when and why.
CREATE TABLE transfer_step (
    transfer_id text NOT NULL REFERENCES transfer (id),
    position bigint NOT NULL,
    step text NOT NULL,
    reason text,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    PRIMARY KEY (transfer_id, position)
);

-- The building blocks as the practice had them, what the plan decides on each, and what it adds.
CREATE TABLE transfer_block (
    id text PRIMARY KEY,
    transfer_id text NOT NULL REFERENCES transfer (id),
    position bigint NOT NULL,
    -- The block of the practice; null for what is added. Of a practice without blocks, the practice itself is the one block.
    origin_id text,
    title text NOT NULL,
    description text,
    is_core bigint NOT NULL,
    decision text CHECK (decision IN ('keep', 'adapt', 'drop', 'add')),
    -- What it becomes here.
    adaptation text,
    reason text,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX transfer_block_transfer ON transfer_block (transfer_id, position);
CREATE INDEX transfer_block_origin ON transfer_block (origin_id);

-- What one person says of one block.
CREATE TABLE transfer_rating (
    block_id text NOT NULL REFERENCES transfer_block (id),
    rater_id text NOT NULL REFERENCES person (id),
    side text NOT NULL CHECK (side IN ('giving', 'receiving')),
    note text,
    at text NOT NULL,
    PRIMARY KEY (block_id, rater_id)
);
CREATE TABLE transfer_factor (
    block_id text NOT NULL REFERENCES transfer_block (id),
    rater_id text NOT NULL REFERENCES person (id),
    factor text NOT NULL CHECK (factor IN ('need', 'competence', 'capacity', 'partners', 'money', 'will', 'culture', 'data')),
    points bigint NOT NULL,
    PRIMARY KEY (block_id, rater_id, factor)
);

CREATE TABLE transfer_action (
    id text PRIMARY KEY,
    transfer_id text NOT NULL REFERENCES transfer (id),
    position bigint NOT NULL,
    block_id text REFERENCES transfer_block (id),
    -- The unmet precondition that it comes from.
    precondition_id text,
    what text NOT NULL,
    -- A person of the network, or anybody in words.
    owner text NOT NULL,
    owner_id text REFERENCES person (id),
    due_day text NOT NULL,
    done_day text,
    -- Why it was done on another day than planned.
    day_reason text,
    resources text,
    budget_cents bigint,
    spent_cents bigint,
    risk text,
    indicator text,
    state text NOT NULL CHECK (state IN ('planned', 'done', 'dropped')),
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX transfer_action_transfer ON transfer_action (transfer_id, position);

-- Months 3, 12 and 18: planned beside actual.
CREATE TABLE transfer_milestone (
    transfer_id text NOT NULL REFERENCES transfer (id),
    month bigint NOT NULL,
    planned_day text NOT NULL,
    actual_day text,
    reason text,
    version bigint NOT NULL,
    PRIMARY KEY (transfer_id, month)
);

CREATE TABLE transfer_log (
    id text PRIMARY KEY,
    transfer_id text NOT NULL REFERENCES transfer (id),
    -- 2026-11
    month text NOT NULL,
    content text NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id)
);
CREATE INDEX transfer_log_transfer ON transfer_log (transfer_id, month);

-- What was kept, changed and failed, and why.
CREATE TABLE transfer_outcome (
    transfer_id text PRIMARY KEY REFERENCES transfer (id),
    kept text NOT NULL,
    changed text NOT NULL,
    failed text NOT NULL,
    why text NOT NULL,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id)
);

-- What the giving city may learn from, and what it says to that.
CREATE TABLE transfer_improvement (
    id text PRIMARY KEY,
    transfer_id text NOT NULL REFERENCES transfer (id),
    block_id text REFERENCES transfer_block (id),
    content text NOT NULL,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id),
    answer text CHECK (answer IN ('taken_up', 'considered', 'not_for_us')),
    answer_note text,
    answered_at text,
    answered_by text REFERENCES person (id)
);
CREATE INDEX transfer_improvement_transfer ON transfer_improvement (transfer_id, at);

-- 6, 12 and 24 months after the end. No answer stays no answer.
CREATE TABLE transfer_follow_up (
    id text PRIMARY KEY,
    transfer_id text NOT NULL REFERENCES transfer (id),
    months bigint NOT NULL,
    due_day text NOT NULL,
    owner text NOT NULL,
    owner_id text REFERENCES person (id),
    state text CHECK (state IN ('in_use', 'changed', 'stopped')),
    answer text,
    answered_at text,
    answered_by text REFERENCES person (id),
    UNIQUE (transfer_id, months)
);
