"""Killed two hundred times while people write: every acknowledged write is there each time, and the chain holds."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

from support.busy import at_work, on_record

ROUNDS = 200
LANES = 2  # side by side, each on data of its own
WRITERS = 4


def chain_ends_well(home):
    """A quick look; the whole chain is walked by the program every tenth round."""
    connection = sqlite3.connect(home.file, timeout=10)
    try:
        rows, last = connection.execute("SELECT count(*), max(seq) FROM audit").fetchone()
        head, hash = connection.execute("SELECT seq, hash FROM audit_head").fetchone()
        return rows == last == head and connection.execute("SELECT hash FROM audit WHERE seq = ?", (last,)).fetchone() == (hash,)
    finally:
        connection.close()


def lane(home, serve, ponte, rounds):
    running = serve(home)
    people = [running.visitor(role) for role in ["city-officer", "city-lead"] * (WRITERS // 2)]
    known, begun = {}, time.monotonic()
    for round in range(rounds):
        if round:
            running.start()
        writers = at_work(people)
        # Not before something was acknowledged, and then somewhere else in the work each time.
        end = time.monotonic() + 10
        while not any(writer.needs for writer in writers) and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(0.007 * (round % 23))
        running.kill()
        for writer in writers:
            writer.join(10)
            refused = [what for _, what in writer.failures if what[0].isdigit()]
            assert not refused, refused
            known |= writer.needs
        there = on_record(home)
        missing = known.items() - there.items()
        assert not missing, f"round {round}: {len(missing)} acknowledged needs are gone"
        assert chain_ends_well(home), f"round {round}: the chain does not end where its head says"
        if round % 10 == 9 or round == rounds - 1:
            ponte("audit", "verify", settings=home.settings).well()
    told = {row[0] for row in home.sql("SELECT record_id FROM audit WHERE record_kind = 'need'")}
    assert told == {row[0] for row in home.sql("SELECT id FROM need")}, "a fact without its change, or a change without its fact"
    assert home.sql("PRAGMA integrity_check") == [["ok"]]
    return len(known), time.monotonic() - begun


def test_two_hundred_crashes(sqlite_home, serve, ponte, tmp_path, record_property):
    homes = [sqlite_home] + [sqlite_home.copy(tmp_path / f"lane {number}") for number in range(1, LANES)]
    with ThreadPoolExecutor(LANES) as together:
        done = list(together.map(lambda home: lane(home, serve, ponte, ROUNDS // LANES), homes))
    writes, seconds = sum(one[0] for one in done), max(one[1] for one in done)
    record_property("crashes", f"{ROUNDS} rounds, {writes} acknowledged writes, none lost, {seconds:.0f} s")
    assert writes >= ROUNDS
