"""`ponte match` and `ponte evaluate`: the ranking without a browser."""

import json
import re

import pytest

from support.program import ROOT

NEED = "Abbiamo 400 donne rifugiate con poca istruzione e senza asilo nido"
JUDGED = ROOT / "Evaluation" / "sample.json"


@pytest.fixture
def match(ponte, filled):
    return lambda *words, **more: ponte("match", *words, settings=filled("sqlite").settings, **more)


def test_a_table_with_reasons(match):
    table = match(NEED, "--lang", "it", "--city", "Catania", "--limit", "10").well()
    rows = [line for line in table.lines if re.match(r" *\d+ ", line)]
    assert [int(row.split()[0]) for row in rows] == list(range(1, 11))
    scores = [int(row.split()[1]) for row in rows]
    assert scores == sorted(scores, reverse=True) and scores[0] > 0
    assert "Meaning is not used: no embedding service is set" in table.out
    for place, row in enumerate(table.lines):
        if row in rows:
            assert table.lines[place + 1].lstrip().startswith("+ "), f"no reason for: {row}"
    assert table.err == ""


def test_for_machines(match):
    said = match(NEED, "--lang", "it", "--city", "Catania", "--limit", "10", "--json").well()
    answer = json.loads(said.out)
    assert answer["language"] == "it" and answer["semantic"] is False
    matches = answer["matches"]
    assert len(matches) == 10
    for one in matches:
        assert {"slug", "title", "score", "parts", "reasons", "gaps"} <= one.keys()
        assert one["title"] and one["reasons"]
        assert one["score"] == pytest.approx(sum(part["points"] for part in one["parts"]) / 100, abs=0.01)
    assert len({one["slug"] for one in matches}) == 10
    assert [one["score"] for one in matches] == sorted((one["score"] for one in matches), reverse=True)
    assert match(NEED, "--lang", "it", "--city", "Catania", "--limit", "10", "--json").out == said.out, "the same input is ranked otherwise"


def test_both_engines_rank_alike(ponte, filled):
    said = [ponte("match", NEED, "--city", "Catania", "--limit", "50", "--json", settings=filled(engine).settings).well() for engine in ("sqlite", "postgres")]
    assert said[0].out == said[1].out


def test_the_need_may_come_on_standard_input(match):
    assert match("-", "--json", typed=NEED + "\n").well().out == match(NEED, "--json").well().out


def test_what_is_wrong_is_named(match):
    for words, named in [
        ([" "], "empty"), ([NEED, "--city", "Atlantis"], "Atlantis"), ([NEED, "--lang", "tlh"], "lang"), ([NEED, "--limit", "0"], "limit"),
        ([NEED, "--limit", "51"], "limit"), (["long " * 20_000], "text"),
    ]:
        refused = match(*words).with_code(2)
        assert len(refused.complaints) == 1 and named in refused.err, refused.err
        assert refused.out == ""


def test_without_practices_it_says_how_to_get_some(ponte, empty_home):
    assert "ponte import starter" in ponte("match", NEED, settings=empty_home.settings).with_code(2).err
    ponte("migrate", settings=empty_home.settings).well()
    assert "ponte import starter" in ponte("match", NEED, settings=empty_home.settings).with_code(2).err


def test_evaluation_overall_and_by_language(ponte, sqlite_home):
    said = ponte("evaluate", JUDGED, settings=sqlite_home.settings).well()
    assert said.lines[0] == "nDCG@10 over 115 practices, without meaning"
    rows = {line.rsplit(maxsplit=2)[0].strip(): line.rsplit(maxsplit=2)[1:] for line in said.lines[2:]}
    needs = json.loads(JUDGED.read_text())
    languages = {need["lang"] for need in needs}
    assert rows.keys() == {"all", "English", "outside English"} | languages
    assert int(rows["all"][0]) == len(needs) == sum(int(rows[language][0]) for language in languages)
    assert all(0 <= float(gain) <= 1 for _, gain in rows.values())
    mean = sum(int(rows[language][0]) * float(rows[language][1]) for language in languages) / len(needs)
    assert float(rows["all"][1]) == pytest.approx(mean, abs=0.002)


def test_evaluation_for_machines_and_without_data(ponte, sqlite_home):
    there = json.loads(ponte("evaluate", JUDGED, "--json", settings=sqlite_home.settings).well().out)
    nowhere = ponte("evaluate", JUDGED, "--json").well()
    assert "measuring the starter content" in nowhere.err
    assert json.loads(nowhere.out) == there


def test_judged_needs_that_cannot_be_read_are_named(ponte, tmp_path):
    file = tmp_path / "needs.json"
    file.write_text(json.dumps([{"id": "n1", "lang": "en", "text": "A need", "relevant": {"some-practice": "much"}}]))
    assert ponte("evaluate", file).with_code(2).complaints[0].startswith(f"{file}: n1: relevant")
    file.write_text(json.dumps([{"id": "n1", "lang": "en", "text": "A need", "relevant": {"some-practice": 3}}]))
    assert "must be 2 (fits), 1 (fits in part) or 0" in ponte("evaluate", file).with_code(2).complaints[0]
    assert str(tmp_path / "none.json") in ponte("evaluate", tmp_path / "none.json").with_code(2).err
