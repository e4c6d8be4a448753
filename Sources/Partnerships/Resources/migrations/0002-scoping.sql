-- What an assessed need is known from, one source on a line.
ALTER TABLE assessed_need ADD COLUMN evidence text;

-- What a needs assessment finds beside needs: who helps already, how they work together, what staff need.
CREATE TABLE assessment_service (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    name text NOT NULL,
    organisation_id text REFERENCES organisation (id),
    area text,
    group_name text,
    gap text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (assessment_id, name)
);
CREATE INDEX assessment_service_partnership ON assessment_service (partnership_id);

CREATE TABLE assessment_arrangement (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('vertical', 'horizontal', 'internal', 'one_stop', 'referral')),
    arrangement text NOT NULL,
    gap text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessment_arrangement_owner ON assessment_arrangement (assessment_id);
CREATE INDEX assessment_arrangement_partnership ON assessment_arrangement (partnership_id);

CREATE TABLE assessment_staff_need (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    staff text NOT NULL,
    staff_count bigint,
    staff_need text NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessment_staff_need_owner ON assessment_staff_need (assessment_id);
CREATE INDEX assessment_staff_need_partnership ON assessment_staff_need (partnership_id);

-- The organisations that were at a meeting.
CREATE TABLE partnership_meeting_attended (
    entry_id text NOT NULL REFERENCES partnership_meeting (id),
    organisation_id text NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (entry_id, organisation_id)
);
