-- What happens at a time with people. Planned dates, place and money stand beside what they became, with the reason.
CREATE TABLE gathering (
    id text PRIMARY KEY,
    version bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('study-visit', 'bilateral-visit', 'empowerment-workshop', 'training-seminar', 'conference', 'meeting')),
    title text NOT NULL,
    city_id text NOT NULL REFERENCES city (id),
    place text,
    -- An IANA name: times of day are shown and typed in it.
    zone text NOT NULL,
    starts_at text NOT NULL,
    ends_at text NOT NULL,
    practice_id text REFERENCES practice (id),
    programme_id text REFERENCES programme (id),
    admission text NOT NULL CHECK (admission IN ('invited', 'open')),
    -- NULL: as many as come.
    capacity bigint,
    register_until text,
    budget_cents bigint,
    logistics text,
    access text,
    stage text NOT NULL CHECK (stage IN ('planned', 'announced', 'held', 'reported', 'closed', 'cancelled')),
    cancel_reason text,
    held_starts_at text,
    held_ends_at text,
    held_place text,
    held_people bigint,
    spent_cents bigint,
    held_reason text,
    report text,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id),
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX gathering_time ON gathering (ends_at, id);
CREATE INDEX gathering_programme ON gathering (programme_id);
CREATE INDEX gathering_place ON gathering (city_id);

CREATE TABLE gathering_city (
    gathering_id text NOT NULL REFERENCES gathering (id),
    part text NOT NULL CHECK (part IN ('host', 'visiting')),
    city_id text NOT NULL REFERENCES city (id),
    PRIMARY KEY (gathering_id, part, city_id)
);
CREATE INDEX gathering_city_city ON gathering_city (city_id);

CREATE TABLE gathering_question (
    gathering_id text NOT NULL REFERENCES gathering (id),
    position bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (gathering_id, position)
);

CREATE TABLE agenda_slot (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    starts_at text NOT NULL,
    ends_at text NOT NULL,
    title text NOT NULL,
    place text,
    who text
);
CREATE INDEX agenda_slot_gathering ON agenda_slot (gathering_id, starts_at);

-- Check lists of host and visitor. code: an item of the template of the kind; text: one of their own.
CREATE TABLE gathering_task (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    side text NOT NULL CHECK (side IN ('host', 'visitor')),
    position bigint NOT NULL,
    code text,
    text text,
    done_at text,
    done_by text
);
CREATE INDEX gathering_task_gathering ON gathering_task (gathering_id, side, position);

-- Who comes. One address has one registration for a gathering.
CREATE TABLE registration (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    person_id text REFERENCES person (id),
    name text NOT NULL,
    email text NOT NULL,
    city_id text REFERENCES city (id),
    organisation text,
    role text NOT NULL CHECK (role IN ('participant', 'host', 'speaker', 'expert', 'facilitator', 'interpreter', 'observer')),
    needs text,
    language text NOT NULL,
    state text NOT NULL CHECK (state IN ('invited', 'registered', 'waiting', 'withdrawn')),
    -- 0 or 1; NULL: nobody has said.
    attended bigint,
    at text NOT NULL,
    expires_at text NOT NULL,
    UNIQUE (gathering_id, email)
);
CREATE INDEX registration_state ON registration (gathering_id, state, at);
CREATE INDEX registration_person ON registration (person_id);
CREATE INDEX registration_expires ON registration (expires_at);

-- The id is made where the note is written, so that a note sent twice is there once.
CREATE TABLE note (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    author_id text NOT NULL REFERENCES person (id),
    slot_id text,
    text text NOT NULL,
    written_at text NOT NULL,
    received_at text NOT NULL
);
CREATE INDEX note_gathering ON note (gathering_id, written_at);
CREATE INDEX note_author ON note (author_id);

CREATE TABLE lesson (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    -- Whose lesson it is: a visiting city, or the host.
    city_id text NOT NULL REFERENCES city (id),
    text text NOT NULL,
    -- Which part of the practice: one of its building blocks, or in their own words.
    block_id text,
    block text NOT NULL,
    intention text NOT NULL CHECK (intention IN ('adopt', 'adapt', 'reject', 'watch')),
    owner_id text REFERENCES person (id),
    due_day text NOT NULL,
    done_at text,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX lesson_gathering ON lesson (gathering_id);
CREATE INDEX lesson_owner ON lesson (owner_id, due_day);

CREATE TABLE gathering_follow_up (
    id text PRIMARY KEY,
    gathering_id text NOT NULL REFERENCES gathering (id),
    text text NOT NULL,
    owner_id text REFERENCES person (id),
    due_day text NOT NULL,
    done_at text,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX gathering_follow_up_gathering ON gathering_follow_up (gathering_id);
CREATE INDEX gathering_follow_up_owner ON gathering_follow_up (owner_id, due_day);

-- The private address of somebody's calendar, as a digest.
CREATE TABLE calendar_key (
    digest text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    created_at text NOT NULL
);
CREATE UNIQUE INDEX calendar_key_person ON calendar_key (person_id);

-- What somebody was reminded of, so that nobody is reminded twice.
CREATE TABLE reminder (
    person_id text NOT NULL REFERENCES person (id),
    subject text NOT NULL,
    at text NOT NULL,
    PRIMARY KEY (person_id, subject)
);
CREATE TABLE reminder_choice (
    person_id text PRIMARY KEY REFERENCES person (id),
    at text NOT NULL
);
