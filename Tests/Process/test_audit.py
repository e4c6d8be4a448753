"""`ponte audit`: the chain holds, and whatever is done to it behind Ponte's back is found."""

import pytest

TAMPERING = {
    "who did it": ("UPDATE audit SET actor = 'system:nobody' WHERE seq = 17", 17, "was changed after it was written"),
    "what was done": ("UPDATE audit SET action = 'practice.praised' WHERE seq = 101", 101, "was changed after it was written"),
    "when": ("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1", 1, "was changed after it was written"),
    "a value that was not there": ("UPDATE audit SET before_value = '' WHERE seq = 9", 9, "was changed after it was written"),
    "its own hash": ("UPDATE audit SET hash = 'f' || substr(hash, 2, 62) || 'x' WHERE seq = 30", 30, "was changed after it was written"),
    "the hash before it": ("UPDATE audit SET previous_hash = '' WHERE seq = 30", 30, "does not follow"),
    "an entry taken out": ("DELETE FROM audit WHERE seq = 42", 42, "is missing"),
    "the first taken out": ("DELETE FROM audit WHERE seq = 1", 1, "is missing"),
    "the last taken out": ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", None, "is missing at the end"),
    "the head": ("UPDATE audit_head SET hash = ''", None, "is not the one the head names"),
}


def test_a_good_chain(ponte, home):
    said = ponte("audit", "verify", settings=home.settings).well()
    assert said.lines == [f"The audit chain is whole: {home.count('audit')} entries."]


def test_an_empty_chain_holds(ponte, empty_home):
    ponte("migrate", settings=empty_home.settings).well()
    assert ponte("audit", "verify", settings=empty_home.settings).well().lines == ["The audit chain is whole: 0 entries."]


@pytest.mark.parametrize("statement, entry, why", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_found(ponte, home, statement, entry, why):
    last = home.count("audit")
    home.sql(statement)
    broken = ponte("audit", "verify", settings=home.settings).with_code(1)
    assert broken.complaints[0].startswith(f"The audit chain is broken: entry {entry or last} {why}")
    assert broken.out == ""


def test_what_happened_to_a_record(ponte, home):
    shown = ponte("audit", "show", "practice", "vienna-startwien", settings=home.settings).well()
    assert len(shown.lines) == 2 and "practice.imported" in shown.out and "system:import" in shown.out
    assert "nowhere" in ponte("audit", "show", "practice", "nowhere", settings=home.settings).with_code(2).err


def test_without_a_database_nothing_is_made(ponte, tmp_path):
    folder = tmp_path / "none"
    refused = ponte("audit", "verify", "--data", folder).with_code(2)
    assert str(folder) in refused.complaints[0] and "--data" in refused.complaints[0]
    assert not folder.exists()


def test_an_old_schema_is_left_alone(ponte, empty_home):
    if empty_home.engine == "sqlite":
        empty_home.folder.mkdir()
        empty_home.sql("CREATE TABLE anything (id text)")
    refused = ponte("audit", "verify", settings=empty_home.settings).with_code(2)
    assert "ponte migrate" in refused.err
