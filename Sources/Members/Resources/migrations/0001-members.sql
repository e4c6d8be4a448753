CREATE TABLE city (
    id text PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    local_name text NOT NULL,
    country text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    population bigint,
    population_year bigint,
    foreign_share double precision,
    foreign_share_year bigint,
    foreign_share_definition text,
    source text NOT NULL
);
CREATE UNIQUE INDEX city_name ON city (country, name);

CREATE TABLE organisation (
    id text PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL,
    country text,
    city_id text REFERENCES city (id)
);

CREATE TABLE programme (
    id text PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    full_title text NOT NULL,
    start_day text,
    end_day text,
    dates_note text,
    budget_cents bigint,
    funding text,
    lead_name text,
    lead_country text,
    lead_kind text
);

-- The cities of a programme and their part in it. A city that is not on record keeps its name alone.
CREATE TABLE programme_city (
    programme_id text NOT NULL REFERENCES programme (id),
    position bigint NOT NULL,
    part text NOT NULL CHECK (part IN ('giving', 'receiving', 'partner', 'other')),
    city_id text REFERENCES city (id),
    name text NOT NULL,
    PRIMARY KEY (programme_id, position)
);
CREATE INDEX programme_city_city ON programme_city (city_id);

-- The lists of a programme: partners, themes, objectives, activities …
CREATE TABLE programme_text (
    programme_id text NOT NULL REFERENCES programme (id),
    kind text NOT NULL,
    position bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (programme_id, kind, position)
);

-- What was planned and what was done instead.
CREATE TABLE programme_change (
    programme_id text NOT NULL REFERENCES programme (id),
    position bigint NOT NULL,
    what text NOT NULL,
    planned text NOT NULL,
    actual text NOT NULL,
    reason text,
    PRIMARY KEY (programme_id, position)
);

CREATE TABLE person (
    id text PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    language text NOT NULL,
    password_hash text NOT NULL,
    created_at text NOT NULL,
    disabled_at text
);

CREATE TABLE role_grant (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    role text NOT NULL,
    scope_kind text NOT NULL CHECK (scope_kind IN ('network', 'programme', 'city', 'organisation', 'record')),
    scope_id text,
    granted_at text NOT NULL,
    expires_at text
);
CREATE INDEX role_grant_person ON role_grant (person_id);
CREATE INDEX role_grant_scope ON role_grant (scope_kind, scope_id);

CREATE TABLE session (
    digest text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    created_at text NOT NULL,
    seen_at text NOT NULL,
    expires_at text NOT NULL,
    device text NOT NULL
);
CREATE INDEX session_person ON session (person_id);
