-- What a programme is run by. The programme itself is Members' record; everything here refers to it.
CREATE TABLE work_package (
    id text PRIMARY KEY,
    programme_id text NOT NULL REFERENCES programme (id),
    number text,
    title text NOT NULL,
    aim text,
    lead text,
    planned_start text,
    planned_end text,
    actual_start text,
    actual_end text,
    -- Why what happened differs from what was planned; so in every table here.
    reason text,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX work_package_programme ON work_package (programme_id, planned_start);

CREATE TABLE deliverable (
    id text PRIMARY KEY,
    programme_id text NOT NULL REFERENCES programme (id),
    package_id text REFERENCES work_package (id),
    -- The city that owes it; NULL: the partnership as a whole.
    city_id text REFERENCES city (id),
    number text,
    title text NOT NULL,
    description text,
    owner text,
    dissemination text NOT NULL CHECK (dissemination IN ('public', 'partners')),
    planned_day text,
    -- The day it was submitted.
    actual_day text,
    reason text,
    stage text NOT NULL CHECK (stage IN ('planned', 'in_progress', 'submitted', 'accepted', 'sent_back', 'dropped')),
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX deliverable_programme ON deliverable (programme_id, stage, planned_day);
CREATE INDEX deliverable_city ON deliverable (city_id, stage, planned_day);
CREATE INDEX deliverable_package ON deliverable (package_id);

-- The way of a deliverable through its stages.
CREATE TABLE deliverable_step (
    deliverable_id text NOT NULL REFERENCES deliverable (id),
    number bigint NOT NULL,
    step text NOT NULL,
    from_stage text NOT NULL,
    to_stage text NOT NULL,
    reason text,
    at text NOT NULL,
    by_id text,
    PRIMARY KEY (deliverable_id, number)
);

CREATE TABLE milestone (
    id text PRIMARY KEY,
    programme_id text NOT NULL REFERENCES programme (id),
    package_id text REFERENCES work_package (id),
    city_id text REFERENCES city (id),
    number text,
    title text NOT NULL,
    -- How one sees that it is reached.
    proof text,
    planned_day text,
    actual_day text,
    planned_place text,
    actual_place text,
    planned_count bigint,
    actual_count bigint,
    reason text,
    source text,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX milestone_programme ON milestone (programme_id, planned_day);
CREATE INDEX milestone_city ON milestone (city_id, planned_day);
CREATE INDEX milestone_package ON milestone (package_id);

CREATE TABLE budget_line (
    id text PRIMARY KEY,
    programme_id text NOT NULL REFERENCES programme (id),
    package_id text REFERENCES work_package (id),
    city_id text REFERENCES city (id),
    number text,
    title text NOT NULL,
    planned_cents bigint NOT NULL,
    spent_cents bigint,
    reason text,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX budget_line_programme ON budget_line (programme_id, number);
CREATE INDEX budget_line_package ON budget_line (package_id);

CREATE TABLE risk (
    id text PRIMARY KEY,
    programme_id text NOT NULL REFERENCES programme (id),
    package_id text REFERENCES work_package (id),
    city_id text REFERENCES city (id),
    number text,
    title text NOT NULL,
    likelihood bigint NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
    effect bigint NOT NULL CHECK (effect BETWEEN 1 AND 5),
    owner text NOT NULL,
    answer text NOT NULL,
    -- When somebody looks at it again.
    review_day text,
    -- When it was over, and what became of it.
    closed_day text,
    reason text,
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX risk_programme ON risk (programme_id, closed_day);
CREATE INDEX risk_package ON risk (package_id);

-- Letters that remind a city of its part.
CREATE TABLE programme_nudge (
    programme_id text NOT NULL REFERENCES programme (id),
    city_id text NOT NULL REFERENCES city (id),
    at text NOT NULL,
    by_id text,
    -- How many people were written to.
    letters bigint NOT NULL,
    PRIMARY KEY (programme_id, city_id, at)
);

-- What a programme says to those whom it looks for as partners.
CREATE TABLE partner_search (
    programme_id text PRIMARY KEY REFERENCES programme (id),
    stage text NOT NULL CHECK (stage IN ('idea', 'preparing', 'applied', 'running', 'ended')),
    seeking text,
    closes_day text,
    pool text,
    contact_name text,
    contact_mail text,
    contact_phone text,
    is_public bigint NOT NULL CHECK (is_public IN (0, 1)),
    version bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
