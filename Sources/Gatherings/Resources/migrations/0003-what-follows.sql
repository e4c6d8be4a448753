-- Who sees to a lesson where nobody of its city has an account here: a name, to which nothing is sent.
ALTER TABLE lesson ADD COLUMN owner_name text;

-- What comes after a mentoring: it ends with somebody who sees to it, and a day.
CREATE TABLE mentoring_follow_up (
    id text PRIMARY KEY,
    mentoring_id text NOT NULL REFERENCES mentoring (id),
    text text NOT NULL,
    owner_id text REFERENCES person (id),
    due_day text NOT NULL,
    done_at text,
    created_at text NOT NULL,
    created_by text NOT NULL REFERENCES person (id)
);
CREATE INDEX mentoring_follow_up_mentoring ON mentoring_follow_up (mentoring_id);
CREATE INDEX mentoring_follow_up_owner ON mentoring_follow_up (owner_id, due_day);
