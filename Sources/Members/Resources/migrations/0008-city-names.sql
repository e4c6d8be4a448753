-- What a city is called in other languages than English, as JSON: language → name. A language that says the same as English is left out.
ALTER TABLE city ADD COLUMN names text NOT NULL DEFAULT '{}';
