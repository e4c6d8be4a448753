"""A disk that is full or cannot be written, and a clock that jumps: each has an answer, and work goes on afterwards."""

import os
import pathlib
import shutil
import subprocess

import pytest

from support.busy import Busy, on_record
from support.home import Home
from support.program import ROOT
from support.serving import Serving, addresses
from support.visitor import Visitor



@pytest.fixture
def small_disk(sqlite_home, tmp_path):
    """The demonstration's data on a disk of its own, of 32 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "none", place], check=True)
    try:
        shutil.copytree(sqlite_home.folder, place / "data")
        yield Home(place / "data")
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(folder, leave):
    """Takes all but so many bytes."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with open(folder / "filler", "wb") as filler:
        filler.write(bytes(max(0, free - leave)))


def test_a_full_disk_is_said_and_nothing_acknowledged_is_lost(small_disk, serve, ponte):
    running = serve(small_disk)
    officer = running.visitor("city-officer")
    fill(small_disk.folder.parent, leave=300_000)
    writer = Busy(officer, "writer")
    writer.run()  # until it is refused
    assert writer.needs, "not even one was written"
    assert [what.split()[0] for _, what in writer.failures] == ["503"]
    refused = officer.send("/needs/new", {"text": "One too many", "city": "catania"})
    assert refused.status == 503 and refused.headers["Retry-After"]
    # Reading goes on.
    assert running.visitor().get("/practices/vienna-startwien").status == 200
    first = next(iter(writer.needs))
    assert writer.needs[first] in officer.get(first).text
    doctor = ponte("doctor", settings=small_disk.settings)
    assert doctor.code == 1 and "too little to go on writing" in " ".join(doctor.out.split())

    (small_disk.folder.parent / "filler").unlink()
    assert officer.send("/needs/new", {"text": "There is room again", "city": "catania"}).status == 303
    assert officer.is_signed_in
    assert running.stop() == 0
    assert writer.needs.items() <= on_record(small_disk).items()
    ponte("audit", "verify", settings=small_disk.settings).well()


def test_a_backup_onto_a_full_disk_fails_and_leaves_nothing(small_disk, sqlite_home, ponte):
    fill(small_disk.folder.parent, leave=200_000)
    refused = ponte("backup", small_disk.folder.parent / "backup.tar", settings=sqlite_home.settings).with_code(1)
    assert refused.err.strip()
    assert {path.name for path in small_disk.folder.parent.iterdir()} == {"data", "filler"}


def test_a_disk_that_cannot_be_written_is_said_at_start(small_disk, ponte):
    subprocess.run(["mount", "-o", "remount,ro", small_disk.folder.parent], check=True)
    refused = ponte("serve", "--port", "0", settings=small_disk.settings).with_code(1)
    # Which of the two SQLite says depends on whether its log is still beside the file.
    assert "readonly" in refused.err or "unable to open database file" in refused.err, refused.err
    assert len(refused.complaints) == 1 and "data folder" in refused.err, refused.err
    doctor = ponte("doctor", settings=small_disk.settings).with_code(1)
    assert "cannot be written" in " ".join(doctor.out.split())


@pytest.fixture(scope="session")
def clockwork(tmp_path_factory):
    """A library that stands between a program and the machine's clock; compiled by what compiles Ponte, or by gcc."""
    swift = shutil.which("swift")
    compiler = shutil.which("clang") or (swift and shutil.which("clang", path=str(pathlib.Path(swift).resolve().parent))) or shutil.which("cc")
    assert compiler, "there is no C compiler; Swift brings clang along"
    library = tmp_path_factory.mktemp("clock") / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, ROOT / "Tests" / "support" / "clock.c", "-ldl"], check=True)
    return library


class Elsewhen(Serving):
    """Serves by a clock that the test sets: `set(3600)` is an hour later."""

    def __init__(self, binary, home, clockwork):
        super().__init__(binary, home)
        self.clock = home.folder / "clock.txt"
        self.set(0)
        self.environment |= {"LD_PRELOAD": str(clockwork), "PONTE_TEST_CLOCK": str(self.clock)}

    def set(self, seconds):
        self.clock.write_text(f"{seconds}\n")


@pytest.mark.parametrize("jump", [3600, -3600])
def test_the_clock_jumps_an_hour(binary, home, ponte, clockwork, jump):
    running = Elsewhen(binary, home, clockwork).start()
    try:
        officer = running.visitor("city-officer")
        before = officer.send("/needs/new", {"text": "Before the clock jumped", "city": "catania"})
        assert before.status == 303
        # Somebody who has used up the tries just now.
        hasty = Visitor(running.url, comes_from=next(addresses))
        tries = [hasty.send("/sign-in", {"email": "nobody@example.eu", "password": "not the password"}).status for _ in range(8)]
        assert tries[-1] == 429

        running.set(jump)
        assert officer.is_signed_in, "a session that lasts 14 days is gone"
        after = officer.send("/needs/new", {"text": "After the clock jumped", "city": "catania"})
        assert after.status == 303
        listed = officer.get("/needs").text
        assert before.location in listed and after.location in listed
        assert officer.send(f"{before.location}/edit", {"version": "1", "text": "Changed afterwards", "city": "catania"}).status == 303
        assert running.visitor("city-lead").is_signed_in, "nobody can sign in any more"
        assert home.sql(f"SELECT text FROM need_version WHERE need_id = '{before.location.split('/')[2]}' ORDER BY version DESC LIMIT 1") == [["Changed afterwards"]]
        # Who went too fast may try again soon, whichever way the clock went.
        assert hasty.send("/sign-in", {"email": "nobody@example.eu", "password": "not the password"}).status == (400 if jump > 0 else 429)
        running.set(jump + 600)
        assert hasty.send("/sign-in", {"email": "nobody@example.eu", "password": "not the password"}).status == 400
        running.set(0)
        assert officer.is_signed_in
        assert running.stop() == 0
        ponte("audit", "verify", settings=home.settings).well()
    finally:
        running.stop()
