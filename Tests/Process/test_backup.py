"""`ponte backup` and `ponte restore`: taken while people work, proved, put in place, and refused when it is not whole."""

import hashlib
import json
import os
import pathlib
import sqlite3
import subprocess
import tarfile
import threading
import time

import pytest

from support.busy import acknowledged, at_work, on_record
from support.home import Home

SUBJECTS = ["files", "integrity", "migrations", "rows", "keys", "audit chain", "files given"]


@pytest.fixture
def empty_like(tmp_path):
    """A place of the same kind without any data."""
    made = []

    def place(home, name="restored"):
        made.append(Home(tmp_path / name, home.server, home.server and home.server.database()))
        return made[-1]

    yield place
    for one in made:
        one.discard()


def manifest(file):
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile("./manifest.json" if "./manifest.json" in tar.getnames() else "manifest.json"))


def findings(said):
    return {line[6:19].strip(): line[:6].strip() for line in said.lines if line[:6].strip() in ("ok", "warn", "fail")}


def test_a_backup_taken_while_people_write_is_whole(ponte, home, serve, empty_like, tmp_path):
    running = serve(home)
    (home.folder / "uploads").mkdir()
    (home.folder / "uploads" / "a picture.bin").write_bytes(os.urandom(100_000))
    writers = at_work([running.visitor(role) for role in ["city-officer", "city-lead"] * 2])
    time.sleep(0.5)
    before = acknowledged(writers)
    file = tmp_path / "backup.tar.gz"
    ponte("backup", file, settings=home.settings).well()
    during = len(acknowledged(writers)) - len(before)
    time.sleep(0.2)
    for writer in writers:
        writer.stop()
        assert not writer.failures, writer.failures
    assert before and during > 0, "nobody wrote while the backup was taken"
    assert file.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".ponte-*")), "something was left behind"

    proved = ponte("restore", "--check", file, settings=home.settings).well()
    assert findings(proved) == dict.fromkeys(SUBJECTS, "ok")

    other = empty_like(home)
    restored = ponte("restore", file, settings=other.settings).well()
    assert findings(restored) == dict.fromkeys(SUBJECTS, "ok")
    there = on_record(other)
    assert before.items() <= there.items(), "what was acknowledged before the backup began is not in it"
    assert there.items() <= on_record(home).items()
    assert (other.folder / "uploads" / "a picture.bin").read_bytes() == (home.folder / "uploads" / "a picture.bin").read_bytes()
    says = manifest(file)
    assert says["facts"]["chain"]["entry"] == other.count("audit")
    assert says["engine"] == home.engine and "form-key" in says["facts"]["settings"]
    for table, rows in says["facts"]["rows"].items():
        assert other.count(table) == rows, table
    ponte("audit", "verify", settings=other.settings).well()

    # The same sessions and forms go on: the key and the sessions came along.
    again = serve(other)
    path, text = next(iter(before.items()))
    assert text in writers[0].visitor.at(again.url).get(next(iter(writers[0].needs))).text
    assert writers[0].visitor.at(again.url).send("/needs/new", {"text": "One more need after the restore", "city": "catania"}).status == 303


def test_a_backup_goes_into_an_empty_place_only(ponte, home, tmp_path):
    file = tmp_path / "backup.tar"
    ponte("backup", file, settings=home.settings).well()
    before = home.sql("SELECT count(*), max(seq) FROM audit")
    refused = ponte("restore", file, settings=home.settings).with_code(2)
    assert "not empty" in refused.err
    if home.server:
        refused = ponte("restore", file, settings=home.settings | {"PONTE_DATA": str(tmp_path / "new")}).with_code(2)
        assert "has tables already" in refused.err
    assert home.sql("SELECT count(*), max(seq) FROM audit") == before
    again = ponte("backup", file, settings=home.settings).with_code(2)
    assert "is there already" in again.err


@pytest.mark.parametrize("damage", ["a flipped byte", "half of it", "a changed row", "no archive at all"])
def test_a_damaged_backup_is_not_taken_for_whole(ponte, sqlite_home, tmp_path, damage):
    file, place = tmp_path / "backup.tar", tmp_path / "new"
    ponte("backup", file, settings=sqlite_home.settings).well()
    content = file.read_bytes()
    if damage == "a flipped byte":
        middle = content.index(b"SQLite format 3") + 500_000
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:])
    elif damage == "half of it":
        file.write_bytes(content[:len(content) // 2])
    elif damage == "no archive at all":
        file.write_bytes(b"nothing of the kind" * 1000)
    else:
        forge(file, tmp_path, "UPDATE audit SET actor = 'person:nobody' WHERE seq = 3")
    for arguments in (["--check", file], [file, "--data", place]):
        refused = ponte("restore", *arguments, settings={}).with_code(1)
        assert refused.err.strip()
        if damage == "a changed row":
            assert findings(refused).get("audit chain") == "fail" and "entry 3" in refused.out, (refused.out, refused.err)
    assert not place.exists()


def forge(file, folder, statement):
    """Changes the database in a backup and corrects the manifest, as somebody would who knows how it is made."""
    inside = folder / "inside"
    inside.mkdir()
    subprocess.run(["tar", "-xf", file, "-C", inside], check=True)
    connection = sqlite3.connect(inside / "database.sqlite")
    with connection:
        connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    says = json.loads((inside / "manifest.json").read_text())
    for one in says["files"]:
        if one["path"] == "database.sqlite":
            data = (inside / "database.sqlite").read_bytes()
            one["bytes"], one["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    (inside / "manifest.json").write_text(json.dumps(says))
    file.unlink()
    subprocess.run(["tar", "-cf", file, "-C", inside, "."], check=True)


def test_a_missing_program_is_named(ponte, postgres_home, tmp_path):
    """Where nothing of PostgreSQL is to be found, Ponte says what to install."""
    hidden = ["unshare", "-m", *(["--map-root-user"] if os.geteuid() else []), "sh", "-c", 'mount -t tmpfs none /usr/lib/postgresql && PATH=/nowhere exec "$@"', "sh"]
    refused = ponte("backup", tmp_path / "b.tar", settings=postgres_home.settings, before=hidden).with_code(1)
    assert "apt-get install postgresql-client" in refused.err
    assert not (tmp_path / "b.tar").exists()


def test_a_password_does_not_show_among_the_processes(ponte, postgres_home, tmp_path):
    address = postgres_home.settings["PONTE_DATABASE_URL"].replace("ponte@", "ponte:canary-secret@")
    seen = []
    over = threading.Event()

    def watch():
        while not over.is_set():
            for one in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = one.read_bytes()
                except OSError:
                    continue
                if b"pg_dump" in words:
                    seen.append(words)
            time.sleep(0.002)

    watcher = threading.Thread(target=watch)
    watcher.start()
    ponte("backup", tmp_path / "b.tar", settings=postgres_home.settings | {"PONTE_DATABASE_URL": address}).well()
    over.set()
    watcher.join()
    assert seen, "pg_dump was never seen"
    assert not [words for words in seen if b"canary-secret" in words]
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert all(".ponte-service" not in name for name in tar.getnames())
