-- Since when somebody does not write a manuscript any more. Whoever ever was its author leaves it to others to publish it.
ALTER TABLE manuscript_author ADD COLUMN left_at text;
