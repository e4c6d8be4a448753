-- What a mentor is looked for: a transfer, a need. `kind/id`.
ALTER TABLE mentor_wish ADD COLUMN origin text;
-- Whoever asked has taken it back; otherwise whoever was asked has declined.
ALTER TABLE mentoring ADD COLUMN is_withdrawn bigint NOT NULL DEFAULT 0;
