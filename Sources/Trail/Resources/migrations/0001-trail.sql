-- The audit chain. audit_head holds the last number and hash; updating it serialises writers, so numbers have no gaps
-- and become visible in order.
CREATE TABLE audit_head (
    id text PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES ('head', 0, '');

CREATE TABLE audit (
    seq bigint PRIMARY KEY,
    at text NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    record_kind text NOT NULL,
    record_id text NOT NULL,
    before_value text,
    after_value text,
    previous_hash text NOT NULL,
    hash text NOT NULL
);
CREATE INDEX audit_record ON audit (record_kind, record_id, seq);

-- child was derived from parent.
CREATE TABLE lineage (
    child_kind text NOT NULL,
    child_id text NOT NULL,
    parent_kind text NOT NULL,
    parent_id text NOT NULL,
    relation text NOT NULL,
    at text NOT NULL,
    PRIMARY KEY (child_kind, child_id, parent_kind, parent_id, relation)
);
CREATE INDEX lineage_parent ON lineage (parent_kind, parent_id);

-- Settings that the installation makes for itself, such as the key that seals form tokens.
CREATE TABLE setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
