-- A link that works once: an invitation, or a new password. Only its digest is kept.
CREATE TABLE one_time_link (
    digest text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    purpose text NOT NULL CHECK (purpose IN ('invitation', 'password')),
    created_at text NOT NULL,
    expires_at text NOT NULL
);
CREATE INDEX one_time_link_person ON one_time_link (person_id);

-- The second factor of a person: the secret that their app shares, sealed with the installation's key, and the last time step whose
-- code was taken, so that none is taken twice. It counts once it is confirmed with a first code.
CREATE TABLE second_factor (
    person_id text PRIMARY KEY REFERENCES person (id),
    secret text NOT NULL,
    created_at text NOT NULL,
    confirmed_at text,
    last_step bigint NOT NULL
);

-- Codes for those who lost their device; each works once. Only digests are kept.
CREATE TABLE recovery_code (
    person_id text NOT NULL REFERENCES person (id),
    digest text NOT NULL,
    created_at text NOT NULL,
    PRIMARY KEY (person_id, digest)
);

-- Somebody gave the right password and owes the second factor; good for nothing else.
CREATE TABLE pending_sign_in (
    digest text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    created_at text NOT NULL,
    expires_at text NOT NULL
);
CREATE INDEX pending_sign_in_person ON pending_sign_in (person_id);
