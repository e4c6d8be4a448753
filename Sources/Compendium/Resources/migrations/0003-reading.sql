-- A book that somebody ordered: a search or a comparison, with the versions as they were then, so that the same book can be made
-- again on any process. It is no record of the network, and goes after a month.
CREATE TABLE book (
    id text PRIMARY KEY,
    language text NOT NULL,
    query text NOT NULL,
    at text NOT NULL
);
CREATE INDEX book_at ON book (at);

CREATE TABLE book_practice (
    book_id text NOT NULL REFERENCES book (id),
    position bigint NOT NULL,
    practice_id text NOT NULL REFERENCES practice (id),
    version bigint NOT NULL,
    PRIMARY KEY (book_id, position)
);

-- A search that somebody keeps under a name, and up to when they have looked at it.
CREATE TABLE saved_search (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    name text NOT NULL,
    language text NOT NULL,
    query text NOT NULL,
    at text NOT NULL,
    seen_at text NOT NULL
);
CREATE INDEX saved_search_person ON saved_search (person_id);

-- What a saved search found when a practice was published or changed, to be told of by mail.
CREATE TABLE search_notice (
    search_id text NOT NULL REFERENCES saved_search (id),
    practice_id text NOT NULL REFERENCES practice (id),
    version bigint NOT NULL,
    at text NOT NULL,
    -- When it was handed to the post; null: not yet.
    told_at text,
    PRIMARY KEY (search_id, practice_id, version)
);
CREATE INDEX search_notice_told ON search_notice (told_at);
