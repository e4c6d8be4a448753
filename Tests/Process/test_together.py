"""Several processes on one database: what one changes, the others show within two seconds; what one knows, all know."""

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.home import STARTER
from support.server import Server

#: Seconds after which a test calls lost what takes two on an idle machine.
WITHIN = 60


@pytest.fixture
def changed(tmp_path):
    """A practice as it comes with Ponte, with another title."""
    file = shutil.copy(STARTER / "practices" / "vienna-startwien.json", tmp_path)
    record = json.loads((STARTER / "practices" / "vienna-startwien.json").read_text())
    record["title"]["en"] = "StartWien, under a name that nobody had before"
    with open(file, "w", encoding="utf-8") as opened:
        json.dump(record, opened)
    return file


def wait_until(is_so):
    end = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < end, f"not within {WITHIN} s"
        time.sleep(0.05)


def test_a_running_server_follows_an_import(ponte, home, serve, changed):
    visitor = serve(home).visitor()
    assert "nobody had before" not in visitor.get("/practices?q=startwien").text
    ponte("import", "practices", changed, settings=home.settings).well()
    wait_until(lambda: "nobody had before" in visitor.get("/practices?q=startwien").text)
    assert "nobody had before" in visitor.get("/practices/vienna-startwien").text


def test_all_servers_follow_an_import(ponte, postgres_home, serve, changed):
    visitors = [serve(postgres_home).visitor() for _ in range(2)]
    for visitor in visitors:
        # Kept for visitors, who must not be shown it any longer than that.
        assert "nobody had before" not in visitor.get("/practices?q=startwien").text
    ponte("import", "practices", changed, settings=postgres_home.settings).well()
    for visitor in visitors:
        wait_until(lambda: "nobody had before" in visitor.get("/practices?q=startwien").text)
        matches = visitor.ask("POST", "/api/v1/matches", '{"text": "a name that nobody had before"}', {"Content-Type": "application/json"}, 10)
        assert json.loads(matches.text)["matches"][0]["slug"] == "vienna-startwien"


def test_a_new_practice_is_found_everywhere(ponte, postgres_home, serve, tmp_path):
    record = json.loads((STARTER / "practices" / "vienna-startwien.json").read_text())
    record |= {"id": "vienna-brand-new", "title": {"en": "Umbrella lending for apprentices"}}
    file = tmp_path / "new.json"
    file.write_text(json.dumps(record))
    visitors = [serve(postgres_home).visitor() for _ in range(2)]
    assert all(visitor.get("/practices/vienna-brand-new").status == 404 for visitor in visitors)
    ponte("import", "practices", file, settings=postgres_home.settings).well()
    for visitor in visitors:
        wait_until(lambda: visitor.get("/practices/vienna-brand-new").status == 200)
        wait_until(lambda: "/practices/vienna-brand-new" in visitor.get("/practices?q=umbrella").text)
        assert json.loads(visitor.get("/health").text)["practices"] == "116"


def test_one_session_for_all(postgres_home, serve):
    one, other = serve(postgres_home), serve(postgres_home)
    here = one.visitor("city-officer")
    there = here.at(other.url)
    assert there.is_signed_in

    # A form from one process is taken by the other.
    token = here.get("/needs/new").field("_token")
    there.token = token
    address = there.send("/needs/new", {"text": "Teenagers arrive in July and have nothing to do"}).location
    assert "Teenagers arrive in July" in here.get(address).text
    assert address in here.get("/needs").text

    # Signed out of one is signed out of all, at once.
    assert there.send("/sign-out", {}).status == 303
    assert not here.at(one.url).is_signed_in


def test_two_people_at_two_processes_do_not_overwrite_one_another(postgres_home, serve):
    here = serve(postgres_home).visitor("city-officer")
    there = here.at(serve(postgres_home).url)
    address = here.send("/needs/new", {"text": "The first words", "city": "catania"}).location
    assert there.get(f"{address}/edit").field("version") == "1"
    assert here.send(f"{address}/edit", {"version": "1", "text": "What one made of it", "city": "catania"}).status == 303
    second = there.send(f"{address}/edit", {"version": "1", "text": "What the other made of it", "city": "catania"})
    assert second.status != 303
    assert "What one made of it" in second.text and "What the other made of it" in second.text
    assert postgres_home.sql(f"SELECT text FROM need_version WHERE need_id = '{address.removeprefix('/needs/')}' ORDER BY version") == [["The first words"], ["What one made of it"]]


def test_they_start_together_on_nothing(binary, postgres, tmp_path):
    """All bring the schema up to date and agree on one key for forms."""
    database = postgres.database()
    servers = [
        Server(binary, tmp_path / str(number), meaning=False, demo=False, settings={"PONTE_DATABASE_URL": postgres.url(database)})
        for number in range(3)]
    try:
        with ThreadPoolExecutor(3) as together:
            list(together.map(lambda server: server.start(), servers))
        assert postgres.sql("SELECT count(*) FROM setting WHERE name = 'form-key'", database) == [["1"]]
    finally:
        for server in servers:
            server.stop()
