-- Who had a letter written, when it was a person: their name may stand in it. Emptied with the rest when they are forgotten.
ALTER TABLE letter ADD COLUMN written_by text;
