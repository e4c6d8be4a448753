"""PostgreSQL goes away and comes back: clear pages meanwhile, all as before afterwards, and nothing is started again by hand."""

import json
import threading
import time

import pytest

from support.home import STARTER, Home
from support.postgres import PostgresServer

#: Seconds after which a test calls lost what a busy machine would have done by now.
PATIENCE = 60
#: Seconds for which the database is gone.
MINUTE = 60


@pytest.fixture
def server():
    """One of its own, to be stopped."""
    own = PostgresServer()
    try:
        yield own.make()
    finally:
        own.discard()


@pytest.fixture
def home(server, filled, tmp_path):
    """The content of the common server, carried over to the one that will go away."""
    common = filled("postgres")
    database = server.database()
    dump = common.server.run("pg_dump", "-d", common.server.url(common.database), "--no-owner")
    server.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.url(database), typed=dump)
    return Home(common.copy(tmp_path / "home").folder, server, database)


def test_pages_say_so_and_work_again(home, server, serve):
    running = serve(home)
    officer = running.visitor("city-officer")
    address = officer.send("/needs/new", {"text": "Families look for a kindergarten place", "city": "catania"}).location
    visitor = running.visitor()
    visitor.get("/practices")
    before = int(home.sql("SELECT count(*) FROM need_version")[0][0])

    server.stop("immediate")
    for path in (address, "/needs", "/account", "/practices/vienna-startwien"):
        answer = officer.get(path, seconds=60)
        assert answer.status == 503, f"{path}: {answer.status}"
        assert int(answer.headers["Retry-After"]) > 0
        assert "<h1" in answer.text and "</html>" in answer.text
        assert "127.0.0.1" not in answer.text and "libpq" not in answer.text, "the page tells about the inside"
    assert visitor.get("/health", seconds=60).status == 503
    assert officer.get("/api/v1/practices/vienna-startwien", Accept="application/json").headers["Content-Type"].startswith("application/problem+json")
    # What lives in memory goes on for visitors.
    for path in ("/practices", "/practices?q=housing"):
        assert visitor.get(path, seconds=60).status == 200
    lost = officer.send("/needs/new", {"text": "Said while nobody could keep it"}, seconds=60)
    assert lost.status == 503

    server.start()
    began = time.monotonic()
    while (answer := officer.get(address)).status == 503:
        assert time.monotonic() - began < PATIENCE, "still unavailable"
        time.sleep(0.1)
    assert answer.status == 200 and "kindergarten" in answer.text
    assert officer.is_signed_in, "one has to sign in again"
    assert running.process.poll() is None
    assert visitor.get("/health").status == 200
    again = officer.send("/needs/new", {"text": "Said when all was well again"})
    assert again.status == 303
    assert home.sql("SELECT count(*) FROM need_version") == [[str(before + 1)]], "what was answered with 503 was kept, or something is lost"


def test_after_a_minute_changes_are_followed_again(ponte, home, server, serve, tmp_path):
    running = serve(home)
    visitor, officer = running.visitor(), running.visitor("city-officer")
    assert officer.get("/needs").status == 200
    server.stop("immediate")
    gone = time.monotonic()
    while time.monotonic() - gone < MINUTE:
        # Visitors read on, whoever works is told, and the follower asks in vain, again and again.
        assert visitor.get("/practices", seconds=60).status == 200
        assert officer.get("/needs", seconds=60).status == 503
        time.sleep(2)
    server.start()
    record = json.loads((STARTER / "practices" / "vienna-startwien.json").read_text())
    record["title"]["en"] = "A name that nobody had before"
    (tmp_path / "changed.json").write_text(json.dumps(record))
    ponte("import", "practices", tmp_path / "changed.json", settings=home.settings).well()
    end = time.monotonic() + PATIENCE
    while "nobody had before" not in visitor.get("/practices?q=vienna").text:
        assert time.monotonic() < end, "the change is not followed"
        time.sleep(0.1)
    assert officer.get("/needs").status == 200 and officer.is_signed_in


def test_it_goes_while_many_write(ponte, home, server, serve, record_property):
    """Nobody hangs, and what was acknowledged is there afterwards."""
    running = serve(home)
    officers = [running.visitor("city-officer") for _ in range(4)]
    acknowledged, answers, took = [], [], []

    def write(number):
        officer = officers[number]
        for place in range(1000):
            officer.comes_from = f"10.{number + 20}.{place // 250}.{place % 250 + 1}"
            text = f"Need {number}-{place}"
            began = time.monotonic()
            answer = officer.send("/needs/new", {"text": text}, seconds=60)
            took.append(time.monotonic() - began)
            answers.append(answer.status)
            if answer.status != 303:
                return
            acknowledged.append(text)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    time.sleep(0.6)
    server.stop("immediate")
    for writer in writers:
        writer.join(60)
    assert set(answers) == {303, 503}, set(answers)
    record_property("outage", f"nobody waited longer than {max(took):.1f} s to be told that the database is gone")
    server.start()
    kept = {row[0] for row in home.sql("SELECT text FROM need_version")}
    assert acknowledged and set(acknowledged) <= kept
    ponte("audit", "verify", settings=home.settings).well()


def test_a_server_that_is_silent_holds_nobody_up(home, server, serve):
    officer = serve(home).visitor("city-officer")
    assert officer.get("/needs").status == 200
    with server.frozen():
        answer = officer.get("/needs", seconds=PATIENCE)
        assert answer.status == 503
    assert officer.get("/needs").status == 200


def test_without_a_database_it_does_not_start(ponte, home, server):
    server.stop()
    refused = ponte("serve", "--port", "0", settings=home.settings).with_code(1)
    assert len(refused.complaints) == 1 and "does not answer" in refused.err
