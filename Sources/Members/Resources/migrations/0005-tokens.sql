-- A key with which a program acts for a person. Only its digest is kept. What is ended stays, so that it can be told who ended it.
CREATE TABLE access_token (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    name text NOT NULL,
    digest text NOT NULL UNIQUE,
    created_at text NOT NULL,
    expires_at text NOT NULL,
    -- The last day on which it was used, no closer.
    used_on text,
    ended_at text,
    ended_by text REFERENCES person (id)
);
CREATE INDEX access_token_person ON access_token (person_id);

-- What the person made it for. The list of scopes is in Permissions/TokenScopes.swift and will grow.
CREATE TABLE access_token_scope (
    token_id text NOT NULL REFERENCES access_token (id),
    scope text NOT NULL,
    PRIMARY KEY (token_id, scope)
);

-- What a program was answered that named its request with an Idempotency-Key; kept for a day.
CREATE TABLE kept_answer (
    token_id text NOT NULL REFERENCES access_token (id),
    name text NOT NULL,
    -- Of method, address and body: the same name with another request is a mistake.
    request text NOT NULL,
    at text NOT NULL,
    status bigint NOT NULL,
    location text,
    etag text,
    body text NOT NULL,
    PRIMARY KEY (token_id, name)
);
