-- The outbox. A letter is written in the transaction of the command that causes it, and delivered afterwards.
-- waiting: to be delivered when it is due. sending: a process has it in hand until leased_until. sent: the mail server has taken it.
-- unsure: the process that had it in hand ended, or lost the line, at a moment when the server may have taken it: a person decides.
-- failed: given up. dropped: an administrator decided that it shall not go out.
CREATE TABLE letter (
    id text PRIMARY KEY,
    kind text NOT NULL,
    person_id text NOT NULL,
    language text NOT NULL,
    -- What the text needs, as JSON, and where its link leads. Both are emptied once the letter is sent or dropped.
    content text NOT NULL,
    link text,
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unsure', 'failed', 'dropped')),
    created_at text NOT NULL,
    due_at text NOT NULL,
    give_up_at text NOT NULL,
    tries bigint NOT NULL,
    leased_by text,
    leased_until text,
    problem text,
    ended_at text
);
CREATE INDEX letter_due ON letter (state, due_at);
CREATE INDEX letter_person ON letter (person_id);
