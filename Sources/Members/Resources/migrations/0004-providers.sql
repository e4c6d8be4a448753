-- Where people of a city sign in instead of typing a password here: a provider of OpenID Connect. Its secret is sealed with the
-- installation's key. The issuer never changes: whoever the provider knows is known by it.
CREATE TABLE provider (
    id text PRIMARY KEY,
    city_id text NOT NULL REFERENCES city (id),
    label text NOT NULL,
    issuer text NOT NULL,
    client_id text NOT NULL,
    secret text NOT NULL,
    admits text NOT NULL CHECK (admits IN ('known', 'everyone')),
    is_on bigint NOT NULL,
    created_at text NOT NULL
);
CREATE UNIQUE INDEX provider_client ON provider (issuer, client_id);

-- The mail domains whose addresses a provider may vouch for.
CREATE TABLE provider_domain (
    provider_id text NOT NULL REFERENCES provider (id),
    domain text NOT NULL,
    PRIMARY KEY (provider_id, domain)
);

-- What a provider says (in amr or acr) of a sign-in that counts here as one with a second factor.
CREATE TABLE provider_factor (
    provider_id text NOT NULL REFERENCES provider (id),
    word text NOT NULL,
    PRIMARY KEY (provider_id, word)
);

-- Whom a provider knows as whom: its own name for somebody, and the person here.
CREATE TABLE provider_identity (
    provider_id text NOT NULL REFERENCES provider (id),
    subject text NOT NULL,
    person_id text NOT NULL REFERENCES person (id),
    created_at text NOT NULL,
    PRIMARY KEY (provider_id, subject)
);
CREATE UNIQUE INDEX provider_identity_person ON provider_identity (person_id, provider_id);

-- Somebody is on their way to a provider and back, for ten minutes. Only digests of the two tokens are kept: of the one that travels
-- (state) and of the one that stays in the browser. Who came back and has yet to prove that an account is theirs waits here too.
CREATE TABLE provider_errand (
    digest text PRIMARY KEY,
    browser text NOT NULL,
    provider_id text NOT NULL REFERENCES provider (id),
    -- Whose account is to be joined with; null for somebody who signs in.
    person_id text REFERENCES person (id),
    next text NOT NULL,
    -- A form that waits to be sent once more, as fields of a form.
    carried text,
    -- What the provider said of somebody who came back.
    subject text,
    email text,
    has_factor bigint NOT NULL,
    expires_at text NOT NULL
);
CREATE INDEX provider_errand_end ON provider_errand (expires_at);

-- Through which provider somebody signed in, and whether it vouched for a second factor.
ALTER TABLE session ADD COLUMN provider_id text;
ALTER TABLE session ADD COLUMN has_provider_factor bigint NOT NULL DEFAULT 0;
ALTER TABLE pending_sign_in ADD COLUMN provider_id text;
