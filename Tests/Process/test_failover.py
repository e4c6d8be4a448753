"""A machine is lost: the primary of two PostgreSQL servers is killed while people write through two processes of Ponte."""

import os
import signal
import time

import pytest

from support.busy import acknowledged, at_work, on_record
from support.home import Home
from support.postgres import PostgresServer
from support.server import Server

#: Seconds until writing goes on.
PROMISED = 15


class Pair(Home):
    """A primary, and a standby that has every commit before it is acknowledged (synchronous replication)."""

    def __init__(self, folder):
        self.primary, self.standby = PostgresServer().make(), PostgresServer()
        super().__init__(folder, self.primary, self.primary.database())

    @property
    def settings(self):
        hosts = f"127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
        return {"PONTE_DATA": str(self.folder), "PONTE_DATABASE_URL": f"postgres://ponte@{hosts}/{self.database}"}

    def follow(self):
        self.standby.run("pg_basebackup", "-D", self.standby.data, "-h", "127.0.0.1", "-p", self.primary.port, "-U", "ponte", "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.standby.start()
        for statement in ("ALTER SYSTEM SET synchronous_standby_names = '*'", "ALTER SYSTEM SET synchronous_commit = 'on'", "SELECT pg_reload_conf()"):
            self.primary.sql(statement, "postgres")
        end = time.monotonic() + 20
        while self.primary.sql("SELECT sync_state FROM pg_stat_replication", "postgres") != [["sync"]]:
            assert time.monotonic() < end, "the standby does not follow"
            time.sleep(0.1)

    def lose_the_primary(self):
        """As if its machine were gone: every process of it, at once and without a word."""
        everybody = [self.primary.process.pid, *self.primary.children()]
        for one in everybody:
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.primary.process.wait()

    def promote(self):
        self.standby.run("pg_ctl", "promote", "-D", self.standby.data, "-w")
        self.server = self.standby

    def discard(self):
        self.primary.discard()
        self.standby.discard()


@pytest.fixture
def pair(binary, tmp_path):
    pair = Pair(tmp_path / "pair")
    try:
        filling = Server(binary, pair.folder, meaning=False, settings={"PONTE_DATABASE_URL": pair.primary.url(pair.database)}).start()
        assert filling.stop() == 0
        pair.follow()
        yield pair
    finally:
        pair.discard()


def test_the_primary_is_lost_and_nothing_else(pair, ponte, serve, record_property):
    processes = [serve(pair), serve(pair)]
    people = [running.visitor(role) for running in processes for role in ("city-officer", "city-lead", "city-officer")]
    writers = at_work(people, patient=True, pause=0.01)
    time.sleep(3)
    before = acknowledged(writers)
    pair.lose_the_primary()
    lost = time.monotonic()
    time.sleep(1)  # what a watcher needs to notice and decide
    pair.promote()
    promoted = time.monotonic()

    end = lost + PROMISED + 15
    while time.monotonic() < end and not all(any(moment > promoted for moment in writer.times) for writer in writers):
        time.sleep(0.05)
    time.sleep(1)
    for writer in writers:
        writer.stop()
    back = [min((moment for moment in writer.times if moment > promoted), default=float("inf")) - lost for writer in writers]
    kept, there = acknowledged(writers), on_record(pair)
    figures = {
        "acknowledged before": len(before), "acknowledged in all": len(kept), "of those lost": len(kept.keys() - there.keys()),
        "not acknowledged": sum(len(writer.failures) for writer in writers), "promoted after s": round(promoted - lost, 2),
        "first writer goes on after s": round(min(back), 2), "last writer goes on after s": round(max(back), 2),
    }
    record_property("failover", ", ".join(f"{name} {value}" for name, value in figures.items()))

    assert len(before) >= 20, "hardly anything was written before"
    assert kept.items() <= there.items(), "a write that was acknowledged is gone"
    assert max(back) < PROMISED, figures
    assert all(visitor.is_signed_in for visitor in people), "somebody has to sign in again"
    for running in processes:
        assert running.health()["status"] == "ready"
    # Whatever process is asked, it shows what any of them has acknowledged.
    for running in processes:
        for writer in writers[::3]:
            newest = list(writer.needs)[-1]
            assert writer.needs[newest] in writer.visitor.at(running.url).get(newest).text
    ponte("audit", "verify", settings=pair.settings).well()
