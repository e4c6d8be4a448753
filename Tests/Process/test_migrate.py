"""`ponte migrate`, from nothing and again."""

from concurrent.futures import ThreadPoolExecutor

ROOMS = ["trail", "members", "files", "compendium", "matching", "publishing", "partnerships", "transfers", "programmes", "gatherings"]


def applied(home):
    return [row[0] for row in home.sql("SELECT id FROM migration ORDER BY id")]


def test_from_nothing_and_twice(ponte, empty_home):
    first = ponte("migrate", settings=empty_home.settings).well()
    ids = applied(empty_home)
    assert sorted(line.split()[1] for line in first.lines if line.startswith("applied ")) == ids
    assert {id.split("/")[0] for id in ids} == set(ROOMS)
    before = empty_home.sql("SELECT * FROM migration ORDER BY id")

    again = ponte("migrate", settings=empty_home.settings).well()
    assert again.lines == [f"The database was up to date ({len(ids)} migrations)."]
    assert empty_home.sql("SELECT * FROM migration ORDER BY id") == before


def test_a_plan_changes_nothing(ponte, empty_home):
    plan = ponte("migrate", "--plan", settings=empty_home.settings).well()
    assert all(any(f"pending  {room}/" in line for line in plan.lines) for room in ROOMS)
    if empty_home.engine == "sqlite":
        assert not empty_home.file.exists()
    else:
        assert empty_home.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [["0"]]

    ponte("migrate", settings=empty_home.settings).well()
    assert "up to date" in ponte("migrate", "--plan", settings=empty_home.settings).well().out


def test_several_at_once_agree(ponte, empty_home):
    if empty_home.engine == "sqlite":
        empty_home.folder.mkdir()
    with ThreadPoolExecutor(4) as together:
        runs = list(together.map(lambda _: ponte("migrate", settings=empty_home.settings).well(), range(4)))
    assert sum("applied" in run.lines[-1] for run in runs) == 1
    assert sum("was up to date" in run.lines[-1] for run in runs) == 3
    assert len(applied(empty_home)) == len(set(applied(empty_home))) >= len(ROOMS)


def test_a_database_of_a_newer_ponte_is_refused(ponte, home):
    home.sql("INSERT INTO migration (id, digest, applied_at) VALUES ('matching/9999-later', '', '2099-01-01T00:00:00.000Z')")
    for command in (["migrate"], ["serve", "--port", "0"], ["import", "starter"]):
        refused = ponte(*command, settings=home.settings).with_code(1)
        assert refused.complaints[-1].startswith("The database cannot be used")
        assert "matching/9999-later" in refused.err


def of_yesterday(home):
    """As a database looks before the last step of Matching: its tables are not there yet."""
    names = ["need_left_open", "need_notice", "need_decision", "need_answer", "need_share", "need_item", "need_version", "need", "sentence_vector"]
    for name in names:
        home.sql(f"DROP TABLE IF EXISTS {name}")
    home.sql("DELETE FROM migration WHERE id LIKE 'matching/%'")


def test_a_plan_rehearses_on_a_copy(ponte, home):
    of_yesterday(home)
    before = applied(home), home.count("audit")
    plan = ponte("migrate", "--plan", settings=home.settings).well()
    pending = [line.split()[1] for line in plan.lines if line.startswith("pending ")]
    rehearsed = [line.split() for line in plan.lines if line.startswith("rehearsed ")]
    assert pending == [words[1] for words in rehearsed] and pending
    assert all(words[3] == "ms" for words in rehearsed)
    assert any(line.startswith("ok    audit chain") for line in plan.lines)
    assert "ponte backup" in plan.out
    assert (applied(home), home.count("audit")) == before
    assert not list(home.folder.glob(".ponte-*")), "the copy was left behind"
    if home.server:
        assert home.server.sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'ponte_scratch%'", "postgres") == [["0"]]
    ponte("migrate", settings=home.settings).well()
    assert "up to date" in ponte("migrate", "--plan", settings=home.settings).well().out


def test_a_rehearsal_that_fails_says_so_and_changes_nothing(ponte, home):
    of_yesterday(home)
    home.sql("CREATE TABLE need (somebody text)")  # in the way of the step that is pending
    before = applied(home)
    plan = ponte("migrate", "--plan", settings=home.settings).with_code(1)
    assert plan.err.strip()
    assert applied(home) == before
    assert not list(home.folder.glob(".ponte-*"))
