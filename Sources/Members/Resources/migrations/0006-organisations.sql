-- Nothing has ever written into the first table of organisations; it is made anew with what rooms ask of one.
DROP TABLE organisation;

CREATE TABLE organisation (
    id text PRIMARY KEY,
    version bigint NOT NULL,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    -- The name without case and accents, to be searched.
    folded text NOT NULL,
    sector text NOT NULL CHECK (sector IN ('public', 'private', 'civic', 'knowledge')),
    country text,
    city_id text REFERENCES city (id),
    is_migrant_led bigint NOT NULL,
    is_women_led bigint NOT NULL,
    website text,
    -- The organisation that this one was found to be a second record of.
    merged_into text,
    changed_at text NOT NULL,
    changed_by text
);
CREATE INDEX organisation_name ON organisation (folded, id);
CREATE INDEX organisation_city ON organisation (city_id);

-- Every name that an organisation, or a second record of it, has had in its address. None is given to another.
CREATE TABLE organisation_slug (
    slug text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisation (id)
);
CREATE INDEX organisation_slug_organisation ON organisation_slug (organisation_id);

-- What an organisation works on, as codes of policy areas.
CREATE TABLE organisation_area (
    organisation_id text NOT NULL REFERENCES organisation (id),
    area text NOT NULL,
    PRIMARY KEY (organisation_id, area)
);
