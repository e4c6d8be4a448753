-- How migrants take part, and what failed and why, in the words of whoever wrote the practice.
ALTER TABLE practice ADD COLUMN migrants_involved text;
ALTER TABLE practice ADD COLUMN what_failed text;

-- Whoever takes a practice out of use does not confirm it: where nobody else did, it counts as never confirmed.
UPDATE practice_life SET confirmed_by = NULL, confirmed_at = (SELECT practice.changed_at FROM practice WHERE practice.id = practice_life.practice_id)
WHERE NOT EXISTS (
        SELECT 1 FROM practice_life_step WHERE practice_life_step.practice_id = practice_life.practice_id AND practice_life_step.step IN ('confirm', 'renew'))
    AND NOT EXISTS (SELECT 1 FROM manuscript WHERE manuscript.practice_id = practice_life.practice_id AND manuscript.stage = 'published');
