-- What lies in the folder of files, by the digest of its bytes. The row is locked by whoever adds to it or takes it away, so that one
-- process never takes away what another is about to lean on.
CREATE TABLE file_content (
    sha256 text PRIMARY KEY,
    bytes bigint NOT NULL,
    at text NOT NULL
);

-- What somebody gave. It never changes.
CREATE TABLE file (
    id text PRIMARY KEY,
    type text NOT NULL CHECK (type IN ('jpeg', 'png', 'webp', 'gif', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'csv', 'text', 'mp4', 'webm', 'vtt')),
    -- Of what is kept; of a picture, the largest that was made of it.
    sha256 text NOT NULL REFERENCES file_content (sha256),
    -- Of what was given. A picture itself is not kept, since it may say where it was taken.
    source_sha256 text NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    -- In pixels, of pictures.
    width bigint,
    height bigint,
    at text NOT NULL,
    by_id text NOT NULL REFERENCES person (id)
);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_source ON file (source_sha256);

-- A picture in one width and format, made of what was given.
CREATE TABLE file_rendition (
    file_id text NOT NULL REFERENCES file (id),
    type text NOT NULL CHECK (type IN ('webp', 'jpeg')),
    width bigint NOT NULL,
    height bigint NOT NULL,
    sha256 text NOT NULL REFERENCES file_content (sha256),
    bytes bigint NOT NULL,
    PRIMARY KEY (file_id, type, width)
);
CREATE INDEX file_rendition_sha256 ON file_rendition (sha256);

-- A file as part of a record of any room, with what is said of it there. Version 0 is being worked on; others are kept as they are.
CREATE TABLE file_attachment (
    owner_kind text NOT NULL,
    owner_id text NOT NULL,
    version bigint NOT NULL,
    file_id text NOT NULL REFERENCES file (id),
    position bigint NOT NULL,
    title text,
    alternative text,
    maker text,
    licence text CHECK (licence IN ('cc0', 'cc_by', 'cc_by_sa', 'public_domain', 'permission')),
    licence_note text,
    consent text NOT NULL CHECK (consent IN ('nobody', 'given')),
    consent_note text,
    language text,
    -- Of captions: the video they belong to.
    captions_of text REFERENCES file (id),
    -- Counts the changes of what is said.
    revision bigint NOT NULL,
    changed_at text NOT NULL,
    changed_by text NOT NULL REFERENCES person (id),
    removed_at text,
    PRIMARY KEY (owner_kind, owner_id, version, file_id)
);
CREATE INDEX file_attachment_file ON file_attachment (file_id);
CREATE INDEX file_attachment_captions ON file_attachment (captions_of);
CREATE INDEX file_attachment_removed ON file_attachment (removed_at);
