-- What somebody offers as a mentor.
CREATE TABLE mentor_offer (
    person_id text PRIMARY KEY REFERENCES person (id),
    city_id text NOT NULL REFERENCES city (id),
    capacity bigint NOT NULL,
    is_open bigint NOT NULL,
    text text,
    changed_at text NOT NULL
);
CREATE TABLE mentor_offer_item (
    person_id text NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('area', 'factor', 'language')),
    code text NOT NULL,
    PRIMARY KEY (person_id, kind, code)
);

-- What a city looks for in a mentor.
CREATE TABLE mentor_wish (
    id text PRIMARY KEY,
    city_id text NOT NULL REFERENCES city (id),
    goals text NOT NULL,
    is_open bigint NOT NULL,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX mentor_wish_city ON mentor_wish (city_id);
CREATE TABLE mentor_wish_item (
    wish_id text NOT NULL REFERENCES mentor_wish (id),
    kind text NOT NULL CHECK (kind IN ('area', 'factor', 'language')),
    code text NOT NULL,
    PRIMARY KEY (wish_id, kind, code)
);

CREATE TABLE mentoring (
    id text PRIMARY KEY,
    wish_id text NOT NULL REFERENCES mentor_wish (id),
    mentor_id text NOT NULL REFERENCES person (id),
    mentor_city_id text NOT NULL REFERENCES city (id),
    mentee_city_id text NOT NULL REFERENCES city (id),
    goals text NOT NULL,
    -- The score when it was proposed, in thousandths.
    score bigint NOT NULL,
    stage text NOT NULL CHECK (stage IN ('proposed', 'mentor-accepted', 'mentee-accepted', 'active', 'declined', 'ended')),
    reason text,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id),
    changed_at text NOT NULL
);
CREATE INDEX mentoring_mentor ON mentoring (mentor_id, stage);
CREATE INDEX mentoring_wish ON mentoring (wish_id);

CREATE TABLE mentoring_entry (
    id text PRIMARY KEY,
    mentoring_id text NOT NULL REFERENCES mentoring (id),
    kind text NOT NULL CHECK (kind IN ('visit', 'flash', 'call', 'mail', 'web')),
    day text NOT NULL,
    minutes bigint NOT NULL,
    topic text NOT NULL,
    advice text,
    agreed text,
    next text,
    by_id text NOT NULL REFERENCES person (id),
    at text NOT NULL
);
CREATE INDEX mentoring_entry_mentoring ON mentoring_entry (mentoring_id, day);
