-- What a programme says of itself beside its dates and its budget, and who changed it last.
ALTER TABLE programme ADD COLUMN reference text;
-- When partners of several countries work together, within the programme's dates.
ALTER TABLE programme ADD COLUMN transnational_start text;
ALTER TABLE programme ADD COLUMN transnational_end text;
-- The part of the budget that is for working together across borders.
ALTER TABLE programme ADD COLUMN transnational_cents bigint;
-- What each city gets for its pilot.
ALTER TABLE programme ADD COLUMN pilot_grant_cents bigint;
-- How many cities the programme itself counts; the list may name fewer.
ALTER TABLE programme ADD COLUMN cities_stated bigint;
ALTER TABLE programme ADD COLUMN cities_note text;
ALTER TABLE programme ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE programme ADD COLUMN changed_at text;
ALTER TABLE programme ADD COLUMN changed_by text;

-- Where it is written that something went another way than planned.
ALTER TABLE programme_change ADD COLUMN source text;

-- Cities outside the partnership take part too: they are chosen by an open call, or come to learn.
CREATE TABLE programme_place (
    programme_id text NOT NULL REFERENCES programme (id),
    position bigint NOT NULL,
    part text NOT NULL CHECK (part IN ('giving', 'receiving', 'partner', 'outside', 'other')),
    city_id text REFERENCES city (id),
    name text NOT NULL,
    PRIMARY KEY (programme_id, position)
);
INSERT INTO programme_place (programme_id, position, part, city_id, name) SELECT programme_id, position, part, city_id, name FROM programme_city;
DROP TABLE programme_city;
ALTER TABLE programme_place RENAME TO programme_city;
CREATE INDEX programme_city_city ON programme_city (city_id);
