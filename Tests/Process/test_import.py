"""`ponte import`: everything or nothing, and every problem named."""

import json
import shutil

import pytest

from support.home import STARTER


@pytest.fixture
def with_cities(ponte, empty_home):
    """Cities and programmes are on record, and no practice yet."""
    assert "cities: 70 new, 0 changed, 0 same" in ponte("import", "cities", STARTER / "cities.json", settings=empty_home.settings).well().out
    ponte("import", "programmes", STARTER / "programmes.json", settings=empty_home.settings).well()
    return empty_home


@pytest.fixture
def files(tmp_path):
    """Three practices, to be changed at will."""
    folder = tmp_path / "practices"
    folder.mkdir()
    return [shutil.copy(file, folder) for file in sorted((STARTER / "practices").glob("*.json"))[:3]]


def write(file, **changes):
    """Changes fields of a record."""
    with open(file, encoding="utf-8") as opened:
        record = json.load(opened)
    record.update(changes)
    with open(file, "w", encoding="utf-8") as opened:
        json.dump(record, opened, ensure_ascii=False)
    return record


def state(home):
    """What an import could change."""
    return {table: home.sql(f"SELECT * FROM {table} ORDER BY 1") for table in ("audit", "audit_head", "city", "programme", "practice")}


def test_practices_once_and_twice(ponte, with_cities, files):
    first = ponte("import", "practices", *files, settings=with_cities.settings).well()
    assert first.lines == ["practices: 3 new, 0 changed, 0 same"]
    after = state(with_cities)
    assert len(after["practice"]) == 3

    again = ponte("import", "practices", *files, settings=with_cities.settings).well()
    assert again.lines == ["practices: 0 new, 0 changed, 3 same"]
    assert state(with_cities) == after


def test_only_what_differs_is_changed(ponte, with_cities, files):
    ponte("import", "practices", *files, settings=with_cities.settings).well()
    before = with_cities.count("audit")
    changed = write(files[1], problem="Nobody knew whom to ask.")

    again = ponte("import", "practices", *files, settings=with_cities.settings).well()
    assert again.lines == ["practices: 0 new, 1 changed, 2 same"]
    assert with_cities.count("audit") == before + 1
    shown = ponte("audit", "show", "practice", changed["id"], settings=with_cities.settings).well()
    assert len(shown.lines) == 3, "the head, the change and the first import"


def test_one_wrong_file_stops_all_and_every_problem_is_named(ponte, with_cities, files):
    wrong = write(files[2], start_year=1850, status="sleeping", policy_areas=["weather"], title={}, sources=[], colour="blue")
    before = state(with_cities)

    refused = ponte("import", "practices", *files, settings=with_cities.settings).with_code(2)
    for field in ("start_year", "status", "policy_areas", "title", "sources", "colour"):
        assert any(line.startswith(f"{files[2]}: {wrong['id']}: {field}") for line in refused.complaints), f"{field} is not named:\n{refused.err}"
    assert all(line.startswith(f"{files[2]}: ") for line in refused.complaints[:-1]), "files without a problem are named"
    assert refused.complaints[-1] == f"{len(refused.complaints) - 1} problems; nothing was changed."
    assert state(with_cities) == before


def test_a_city_that_is_not_there_stops_all(ponte, with_cities, files):
    wrong = write(files[2], city="Atlantis")
    before = state(with_cities)
    refused = ponte("import", "practices", *files, settings=with_cities.settings).with_code(2)
    assert refused.complaints[0].startswith(f"{files[2]}: {wrong['id']}: city: Atlantis")
    assert state(with_cities) == before


def test_a_file_that_is_no_record_is_named(ponte, with_cities, files):
    for content in (b"{", b"[1, 2]", b"\xff\xfe", b""):
        with open(files[2], "wb") as opened:
            opened.write(content)
        refused = ponte("import", "practices", *files, settings=with_cities.settings).with_code(2)
        assert refused.complaints[0].startswith(f"{files[2]}: "), content
        assert with_cities.count("practice") == 0


def test_the_same_record_in_two_files_is_a_problem(ponte, with_cities, files):
    first = write(files[0])
    write(files[2], id=first["id"])
    refused = ponte("import", "practices", *files, settings=with_cities.settings).with_code(2)
    assert first["id"] in refused.complaints[0]
    assert with_cities.count("practice") == 0


def test_files_that_cannot_be_read_are_named(ponte, files, tmp_path):
    for path in (tmp_path / "nowhere.json", tmp_path):
        refused = ponte("import", "practices", files[0], path).with_code(2)
        assert refused.complaints[0].startswith(str(path))


@pytest.mark.parametrize("kind, record", [
    ("cities", {"name": "Nowhere", "local_name": "Nowhere", "country": "austria", "latitude": 95, "longitude": 0, "source": "none"}),
    ("programmes", {"id": "Not A Slug", "name": "N", "title_descriptive": "T", "start_date": "2020-13"}),
])
def test_wrong_cities_and_programmes_change_nothing(ponte, with_cities, tmp_path, kind, record):
    file = tmp_path / f"{kind}.json"
    right = json.loads((STARTER / f"{kind}.json").read_text())[0]
    file.write_text(json.dumps([right | {"source": "changed"} if kind == "cities" else right | {"funding": "changed"}, record]))
    before = state(with_cities)
    refused = ponte("import", kind, file, settings=with_cities.settings).with_code(2)
    named = [line.split(": ")[2] for line in refused.complaints[:-1]]
    assert set(named) == ({"country", "latitude"} if kind == "cities" else {"id", "start_date"})
    assert state(with_cities) == before


def test_the_starter_content_twice(ponte, empty_home):
    first = ponte("import", "starter", settings=empty_home.settings).well()
    assert [line.split(",")[0] for line in first.lines] == ["cities: 70 new", "programmes: 4 new", "practices: 115 new"]
    before = state(empty_home)
    again = ponte("import", "starter", settings=empty_home.settings).well()
    assert [line.split(",")[2] for line in again.lines] == [" 70 same", " 4 same", " 115 same"]
    assert state(empty_home) == before
