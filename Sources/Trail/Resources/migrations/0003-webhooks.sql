-- Addresses of other systems that are told what happened. announced_seq: up to where in the chain this one was told.
CREATE TABLE webhook (
    id text PRIMARY KEY,
    address text NOT NULL,
    -- Sealed with the installation's key: each delivery is signed with it.
    secret text NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
    created_at text NOT NULL,
    announced_seq bigint NOT NULL,
    -- Since when nothing has been taken; null while all is well.
    failing_since text
);

CREATE TABLE webhook_kind (
    webhook_id text NOT NULL REFERENCES webhook (id),
    kind text NOT NULL,
    PRIMARY KEY (webhook_id, kind)
);

-- The outbox of events. waiting: to be delivered when it is due. sending: a process has it in hand until leased_until; when that passes,
-- it is sent again under the same id. delivered: the other side took it. failed: given up.
CREATE TABLE webhook_delivery (
    id text PRIMARY KEY,
    webhook_id text NOT NULL REFERENCES webhook (id),
    kind text NOT NULL,
    -- The entry of the chain that it tells of; null for a test.
    seq bigint,
    body text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed')),
    created_at text NOT NULL,
    due_at text NOT NULL,
    give_up_at text NOT NULL,
    tries bigint NOT NULL,
    leased_by text,
    leased_until text,
    -- What the other side answered last.
    answer bigint,
    problem text,
    ended_at text,
    UNIQUE (webhook_id, seq)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (state, due_at);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, created_at);
