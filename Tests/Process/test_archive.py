"""`ponte export` and `ponte import archive`: everything, readable without Ponte, and the same from one engine to the other and back."""

import base64
import hashlib
import json
import os
import pathlib
import re
import sqlite3

import jsonschema_rs
import pytest

from support.home import Home
from support.needs import Need


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


def records(folder, kind):
    return [json.loads(line) for line in (folder / "records" / f"{kind}.jsonl").read_text().splitlines()]


@pytest.fixture
def worked(sqlite_home, serve):
    """Data of every kind that pages can make, with what is hard to write down."""
    running = serve(sqlite_home)
    officer = running.visitor("city-officer")
    need = Need(officer, title='Quotes "here" \\ and there', text="Línea 1\nسطر\u2028🙂 <b>&amp;</b> " + "long " * 200)
    need.shortlist(*need.ranked()[:2])
    need.answer(need.ranked()[0], "met", "missed")
    need.share_with_colleagues()
    running.stop()
    (sqlite_home.folder / "uploads").mkdir()
    (sqlite_home.folder / "uploads" / "f").write_bytes(os.urandom(5000))
    return sqlite_home


def test_from_sqlite_to_postgres_and_back_byte_for_byte(ponte, worked, postgres, tmp_path):
    there = Home(tmp_path / "there", postgres, postgres.database())
    back = Home(tmp_path / "back")
    try:
        ponte("export", tmp_path / "first", settings=worked.settings).well()
        ponte("import", "archive", tmp_path / "first", settings=there.settings).well()
        ponte("audit", "verify", settings=there.settings).well()
        ponte("export", tmp_path / "second.tar.gz", settings=there.settings).well()
        ponte("import", "archive", tmp_path / "second.tar.gz", settings=back.settings).well()
        ponte("audit", "verify", settings=back.settings).well()
        ponte("export", tmp_path / "third", settings=back.settings).well()
        (tmp_path / "second").mkdir()
        os.system(f"tar -xf {tmp_path}/second.tar.gz -C {tmp_path}/second")
        first, second, third = (contents(tmp_path / name) for name in ("first", "second", "third"))
        assert first.keys() == second.keys() == third.keys()
        for path in first:
            assert first[path] == second[path] == third[path], f"{path} is not the same everywhere"
        assert first["files/uploads/f"] == (worked.folder / "uploads" / "f").read_bytes()
        # Foreign keys hold again at once, as before.
        assert there.sql("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable") == [["0"]]
    finally:
        there.discard()


def test_everything_is_in_it_and_is_as_its_schema_says(ponte, worked, tmp_path):
    folder = tmp_path / "archive"
    ponte("export", folder, settings=worked.settings).well()
    tables = {row[0] for row in worked.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")} - {"migration"}
    assert {path.stem for path in (folder / "records").iterdir()} == tables
    schema = json.loads((folder / "schema.json").read_text())
    assert jsonschema_rs.meta.is_valid(schema)
    assert schema["$defs"].keys() == tables
    for table in sorted(tables):
        rows = records(folder, table)
        assert len(rows) == worked.count(table), table
        validator = jsonschema_rs.Draft202012Validator(schema["$defs"][table])
        for row in rows:
            errors = [error.message for error in validator.iter_errors(row)]
            assert not errors, (table, errors)
    assert schema["$defs"]["programme_city"]["properties"]["part"]["enum"] == ["giving", "receiving", "partner", "outside", "other"]
    assert schema["$defs"]["practice"]["properties"]["city_id"]["description"] == "names city.id"
    text = next(row["text"] for row in records(folder, "need_version") if row["title"].startswith("Quotes"))
    assert "سطر\u2028🙂" in text
    assert folder.stat().st_mode & 0o077 == 0


def test_vectors_are_bytes_in_base64(ponte, worked, postgres, tmp_path):
    columns = [row[0] for row in worked.sql("SELECT name FROM pragma_table_info('sentence_vector') ORDER BY cid")]
    typed = {row[0]: row[1].lower() for row in worked.sql("SELECT name, type FROM pragma_table_info('sentence_vector')")}
    worked.sql(f"INSERT INTO sentence_vector ({', '.join(columns)}) VALUES ({', '.join(x_of(typed[name]) for name in columns)})")
    ponte("export", tmp_path / "a", settings=worked.settings).well()
    name = next(name for name in columns if typed[name] == "bytea")
    assert base64.b64decode(records(tmp_path / "a", "sentence_vector")[-1][name]) == b"\x00\xff\x10"
    there = Home(tmp_path / "there", postgres, postgres.database())
    try:
        ponte("import", "archive", tmp_path / "a", settings=there.settings).well()
        assert there.sql(f"SELECT encode({name}, 'hex') FROM sentence_vector") == [["00ff10"]]
    finally:
        there.discard()


def x_of(type):
    return {"text": "'x'", "bigint": "9007199254740993", "bytea": "X'00FF10'", "double precision": "0.1"}[type]


@pytest.mark.parametrize("change, complaint", [
    (lambda row: row | {"population": "many"}, "population: is no whole"),
    (lambda row: {name: value for name, value in row.items() if name != "country"}, "country: is missing"),
    (lambda row: row | {"mayor": "x"}, "mayor: there is no such field"),
    (lambda row: row | {"name": None}, "name: must not be null"),
])
def test_what_does_not_fit_is_named_and_nothing_is_kept(ponte, untouched_archive, empty_home, change, complaint):
    folder = untouched_archive
    file = folder / "records" / "city.jsonl"
    lines = file.read_text().splitlines()
    lines[1] = json.dumps(change(json.loads(lines[1])))
    file.write_text("\n".join(lines) + "\n")
    seal(folder)
    refused = ponte("import", "archive", folder, settings=empty_home.settings).with_code(2)
    assert "records/city.jsonl: line 2: " + complaint in refused.err
    if empty_home.server:
        assert empty_home.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [["0"]]
    else:
        assert not empty_home.file.exists()


def test_a_changed_file_and_a_broken_chain_are_refused(ponte, untouched_archive, empty_home):
    file = untouched_archive / "records" / "audit.jsonl"
    file.write_text(file.read_text().replace("system:import", "system:impost", 1).replace("system:demonstration", "system:nobody", 1))
    assert "not as it was written" in ponte("import", "archive", untouched_archive, settings=empty_home.settings).with_code(1).err
    seal(untouched_archive)
    assert "audit chain of this archive is broken" in ponte("import", "archive", untouched_archive, settings=empty_home.settings).with_code(1).err


@pytest.fixture
def untouched_archive(ponte, sqlite_home, tmp_path):
    ponte("export", tmp_path / "archive", settings=sqlite_home.settings).well()
    return tmp_path / "archive"


def seal(folder):
    """Makes the manifest agree with the files again."""
    says = json.loads((folder / "manifest.json").read_text())
    for one in says["files"]:
        data = (folder / one["path"]).read_bytes()
        one["bytes"], one["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(says))


def test_a_record_of_every_kind_goes_over_and_back(ponte, sqlite_home, postgres, tmp_path):
    """Also of the kinds that the demonstration has none of: one made-up record in every table whose rules let it in."""
    made = one_of_each(sqlite_home)
    content = sqlite_home.file.parent / "files" / "ma" / "de-up"
    content.parent.mkdir(parents=True)
    content.write_bytes(b"x")
    there = Home(tmp_path / "there", postgres, postgres.database())
    back = Home(tmp_path / "back")
    try:
        ponte("export", tmp_path / "first", settings=sqlite_home.settings).well()
        empty = {path.stem for path in (tmp_path / "first" / "records").iterdir() if not path.read_bytes()}
        ponte("import", "archive", tmp_path / "first", settings=there.settings).well()
        ponte("export", tmp_path / "second", settings=there.settings).well()
        ponte("import", "archive", tmp_path / "second", settings=back.settings).well()
        ponte("export", tmp_path / "third", settings=back.settings).well()
        first, second, third = (contents(tmp_path / name) for name in ("first", "second", "third"))
        assert first == second == third
        assert "sentence_vector" in made and not empty & set(made)
    finally:
        there.discard()


def one_of_each(home):
    """:return: the tables that have a made-up record now. All ids are the same, so that each refers to what is there."""
    connection = sqlite3.connect(home.file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    schema = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table not in ("audit", "audit_head", "migration", "setting") and not table.startswith("sqlite_"):
            schema[table] = connection.execute(f"SELECT name, lower(type) FROM pragma_table_info('{table}')").fetchall()
    made = {}
    for table, columns in schema.items():
        source = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        row = [made_up(name, type, source) for name, type in columns]
        try:
            connection.execute(f"INSERT INTO {table} ({', '.join(name for name, _ in columns)}) VALUES ({', '.join('?' * len(row))})", row)
            made[table] = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
        except sqlite3.IntegrityError:
            pass  # a rule of its own; the demonstration's records of it must do
    while True:
        orphans = [(row[0], row[1]) for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
        if not orphans:
            break
        for table, row in orphans:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
            made.pop(table, None)
    connection.close()
    return made


def made_up(name, type, source):
    words = re.search(rf"\b{name} IN \('([^']*)'", source)
    if words:
        return words[1]
    return {"text": "made-up", "bigint": 1, "double precision": 0.1 + 0.2, "bytea": b"\x00\xff"}[type]
