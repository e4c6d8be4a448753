"""Webhooks, with another system that checks each signature by itself: whatever ends, stops or hangs, nothing is lost."""

import json
import re
import time

from support.home import STARTER
from support.receiver import Receiver

DEMO = {"PONTE_DEMO": "true"}


def administrator(server):
    visitor = server.visitor("administrator")
    visitor.token = visitor.get("/administration/webhooks").field("_token")
    return visitor


def set_up(visitor, receiver, kinds=("practice.published", "practice.changed")):
    """:return: the path of the webhook's page."""
    page = visitor.send("/administration/webhooks", {"address": receiver.url, "kinds": list(kinds)})
    receiver.secret = re.search(r'value="(whsec_[^"]+)"', page.text).group(1)
    return re.search(r'href="(/administration/webhooks/[0-9a-z]+)"', page.text).group(1)


def new_practices(folder, count):
    """:return: files of practices that nobody has."""
    record = json.loads((STARTER / "practices" / "vienna-startwien.json").read_text())
    files = []
    for number in range(count):
        file = folder / f"new-{number}.json"
        file.write_text(json.dumps(record | {"id": f"vienna-new-{number}", "title": {"en": f"Practice number {number}"}}))
        files.append(file)
    return files


def wait_for_states(home, wanted, seconds=20):
    end = time.monotonic() + seconds
    while (found := sorted(state for [state] in home.sql("SELECT state FROM webhook_delivery"))) != wanted:
        assert time.monotonic() < end, f"{found} instead of {wanted}"
        time.sleep(0.1)


def test_an_event_goes_out_signed(ponte, home, serve, tmp_path):
    with Receiver() as receiver:
        visitor = administrator(serve(home, **DEMO))
        page = set_up(visitor, receiver)
        assert visitor.send(f"{page}/test", {}).status == 303
        receiver.wait_for(1)
        # What another program writes is told too.
        ponte("import", "practices", *new_practices(tmp_path, 1), settings=home.settings).well()
        test, published = receiver.wait_for(2)
        wait_for_states(home, ["delivered", "delivered"])
    assert test["genuine"] and test["event"]["type"] == "webhook.test"
    assert published["genuine"] and published["event"]["type"] == "practice.published"
    assert published["event"]["data"]["slug"] == "vienna-new-0" and published["event"]["data"]["version"] == 1
    assert published["headers"]["Content-Type"] == "application/json" and published["id"] != test["id"]
    assert "Practice published" in visitor.get(page).text


def test_a_kill_in_the_last_moment_loses_nothing(home, serve):
    with Receiver(hangs=True) as hanging:
        server = serve(home, **DEMO)
        visitor = administrator(server)
        page = set_up(visitor, hanging)
        visitor.send(f"{page}/test", {})
        assert hanging.arrived.wait(20)
        server.kill()
        wait_for_states(home, ["sending"])
        port, secret, [first] = hanging.port, hanging.secret, [heard["id"] for heard in hanging.heard]
    with Receiver(port=port) as receiver:
        receiver.secret = secret
        serve(home, **DEMO)
        time.sleep(2)
        assert receiver.heard == [], "not while the dead process has it in hand"
        home.sql("UPDATE webhook_delivery SET leased_until = '2020-01-01T00:00:00.000Z'")
        [again] = receiver.wait_for(1)
        wait_for_states(home, ["delivered"])
    assert again["id"] == first and again["genuine"], "under the same id, so that the other side knows it"


def test_who_does_not_listen_is_asked_again(home, serve):
    with Receiver(answer=500) as receiver:
        visitor = administrator(serve(home, **DEMO))
        page = set_up(visitor, receiver)
        visitor.send(f"{page}/test", {})
        receiver.wait_for(1)
        receiver.answer = 204
        first, second = receiver.wait_for(2)
        wait_for_states(home, ["delivered"])
    assert first["id"] == second["id"] and second["genuine"]
    assert "2 tries" in visitor.get(page).text


def test_two_processes_tell_each_event_once(ponte, postgres_home, serve, tmp_path):
    with Receiver() as receiver:
        servers = [serve(postgres_home, **DEMO) for _ in range(2)]
        set_up(administrator(servers[0]), receiver)
        ponte("import", "practices", *new_practices(tmp_path, 20), settings=postgres_home.settings).well()
        receiver.wait_for(20, seconds=60)
        wait_for_states(postgres_home, ["delivered"] * 20)
        time.sleep(2)
        assert len(receiver.heard) == len({heard["id"] for heard in receiver.heard}) == 20
        assert all(heard["genuine"] for heard in receiver.heard)
