-- The Local Development Partnership of a city; one each.
CREATE TABLE partnership (
    id text PRIMARY KEY,
    city_id text NOT NULL UNIQUE REFERENCES city (id),
    version bigint NOT NULL,
    lead_id text REFERENCES organisation (id),
    mandate text,
    charter text,
    charter_day text,
    decision_rule text CHECK (decision_rule IN ('consensus', 'majority', 'two_thirds', 'lead')),
    decision_note text,
    changed_at text NOT NULL,
    changed_by text
);

CREATE TABLE partnership_member (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    organisation_id text NOT NULL REFERENCES organisation (id),
    role text NOT NULL CHECK (role IN ('member', 'chair', 'secretariat', 'observer')),
    seats bigint,
    has_mandate_letter bigint NOT NULL,
    mandate_day text,
    since_day text,
    until_day text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, organisation_id)
);

-- People, with the ground on which they are written to.
CREATE TABLE partnership_contact (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    position text,
    organisation_id text NOT NULL REFERENCES organisation (id),
    email text,
    phone text,
    basis text NOT NULL CHECK (basis IN ('consent', 'public_task')),
    basis_day text NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX partnership_contact_owner ON partnership_contact (partnership_id);

CREATE TABLE partnership_group (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    task text,
    area text,
    chair_id text REFERENCES organisation (id),
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, name)
);

CREATE TABLE partnership_agreement (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('data_sharing', 'cooperation', 'other')),
    organisation_id text NOT NULL REFERENCES organisation (id),
    signed_day text NOT NULL,
    end_day text NOT NULL,
    note text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX partnership_agreement_owner ON partnership_agreement (partnership_id);

-- A way of working together across services: what it is, who belongs to it, how far it has come (0 to 4).
CREATE TABLE coordination_mechanism (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('steering_group', 'technical_table', 'protocol', 'referral_pathway', 'case_conference', 'single_contact', 'shared_record', 'common_indicators', 'migrant_council')),
    area text,
    mandate text,
    chair_id text REFERENCES organisation (id),
    meetings_a_year bigint,
    maturity bigint NOT NULL CHECK (maturity BETWEEN 0 AND 4),
    start_day text,
    review_day text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, name)
);
CREATE TABLE coordination_mechanism_members (
    entry_id text NOT NULL REFERENCES coordination_mechanism (id),
    organisation_id text NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (entry_id, organisation_id)
);

-- Of the partnership, or of one of its mechanisms.
CREATE TABLE partnership_meeting (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    mechanism_id text REFERENCES coordination_mechanism (id),
    planned_day text NOT NULL,
    held_day text,
    is_cancelled bigint NOT NULL,
    reason text,
    present bigint,
    note text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX partnership_meeting_owner ON partnership_meeting (partnership_id);

CREATE TABLE partnership_decision (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    decision text NOT NULL,
    meeting_id text REFERENCES partnership_meeting (id),
    owner_id text NOT NULL REFERENCES organisation (id),
    due_day text NOT NULL,
    done_day text,
    outcome text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX partnership_decision_owner ON partnership_decision (partnership_id);

CREATE TABLE stakeholder (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    organisation_id text NOT NULL REFERENCES organisation (id),
    power bigint NOT NULL CHECK (power BETWEEN 1 AND 5),
    interest bigint NOT NULL CHECK (interest BETWEEN 1 AND 5),
    attitude bigint NOT NULL CHECK (attitude BETWEEN -2 AND 2),
    stake text,
    resources text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, organisation_id)
);

-- The map as it was at one time; frozen.
CREATE TABLE stakeholder_snapshot (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    name text NOT NULL,
    at text NOT NULL,
    by_id text
);
CREATE INDEX stakeholder_snapshot_owner ON stakeholder_snapshot (partnership_id, at);
CREATE TABLE stakeholder_snapshot_place (
    snapshot_id text NOT NULL REFERENCES stakeholder_snapshot (id),
    organisation_id text NOT NULL REFERENCES organisation (id),
    power bigint NOT NULL,
    interest bigint NOT NULL,
    attitude bigint NOT NULL,
    PRIMARY KEY (snapshot_id, organisation_id)
);

-- At most five for one map.
CREATE TABLE relation_kind (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, name)
);

-- Between two organisations; claimed by the first alone, or by both.
CREATE TABLE organisation_relation (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    organisation_id text NOT NULL REFERENCES organisation (id),
    other_id text NOT NULL REFERENCES organisation (id),
    kind_id text NOT NULL REFERENCES relation_kind (id),
    claimed text NOT NULL CHECK (claimed IN ('one', 'both')),
    note text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, kind_id, organisation_id, other_id)
);

CREATE TABLE needs_assessment (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    version bigint NOT NULL,
    name text NOT NULL,
    start_day text NOT NULL,
    end_day text,
    summary text,
    stage text NOT NULL DEFAULT 'draft' CHECK (stage IN ('draft', 'published')),
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (partnership_id, name)
);

CREATE TABLE assessment_instrument (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('focus_group', 'interviews', 'questionnaire')),
    who text NOT NULL,
    held_day text,
    people bigint NOT NULL,
    women bigint,
    men bigint,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessment_instrument_owner ON assessment_instrument (assessment_id);
CREATE INDEX assessment_instrument_partnership ON assessment_instrument (partnership_id);

CREATE TABLE assessment_figure (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    name text NOT NULL,
    value double precision NOT NULL,
    unit text,
    year bigint NOT NULL,
    source text NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessment_figure_owner ON assessment_figure (assessment_id);
CREATE INDEX assessment_figure_partnership ON assessment_figure (partnership_id);

-- The twelve points of the OECD checklist.
CREATE TABLE assessment_point (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    point bigint NOT NULL CHECK (point BETWEEN 1 AND 12),
    status text NOT NULL CHECK (status IN ('open', 'missing', 'partly', 'met')),
    note text,
    changed_at text NOT NULL,
    changed_by text,
    UNIQUE (assessment_id, point)
);
CREATE INDEX assessment_point_partnership ON assessment_point (partnership_id);

CREATE TABLE assessment_finding (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    side text NOT NULL CHECK (side IN ('strength', 'weakness', 'opportunity', 'threat')),
    finding text NOT NULL,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessment_finding_owner ON assessment_finding (assessment_id);
CREATE INDEX assessment_finding_partnership ON assessment_finding (partnership_id);

-- need_id: the need that Matching keeps for it, once it was taken there.
CREATE TABLE assessed_need (
    id text PRIMARY KEY,
    partnership_id text NOT NULL REFERENCES partnership (id),
    assessment_id text NOT NULL REFERENCES needs_assessment (id),
    version bigint NOT NULL,
    area text NOT NULL,
    statement text NOT NULL,
    affected bigint NOT NULL,
    group_name text,
    severity bigint NOT NULL CHECK (severity BETWEEN 1 AND 5),
    mandate_level text NOT NULL CHECK (mandate_level IN ('own', 'shared', 'none')),
    need_id text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX assessed_need_owner ON assessed_need (assessment_id);
CREATE INDEX assessed_need_partnership ON assessed_need (partnership_id);
