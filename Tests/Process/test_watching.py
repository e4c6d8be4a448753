"""What whoever watches the service reads: figures, and logs without anybody's data in them."""

import json
import re
import time

import pytest

from support.visitor import Visitor

SAMPLE = re.compile(r'^([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\.)*",?)*)\})? (-?[0-9.e+-]+)$')
TOKEN = "a-token-of-the-watcher-01"


def figures(text):
    """:return: {(name, labels): value}; every line is checked for its form."""
    found, helped, typed = {}, set(), {}
    for line in text.splitlines():
        if line.startswith("# HELP "):
            helped.add(line.split()[2])
        elif line.startswith("# TYPE "):
            typed[line.split()[2]] = line.split()[3]
        else:
            match = SAMPLE.match(line)
            assert match, f"no sample: {line}"
            labels = tuple(sorted(re.findall(r'([a-z]+)="((?:[^"\\]|\\.)*)"', match[2] or "")))
            assert (match[1], labels) not in found, f"twice: {line}"
            found[match[1], labels] = float(match[3])
    for name, _ in found:
        family = name if name in typed else re.sub("_(bucket|sum|count)$", "", name)
        assert family in typed and family in helped, name
    return found


def watch(running, **headers):
    return Visitor(running.url).get("/metrics", **headers)


def quiet(running, home):
    """When the background has done what a start brings with it: reminders are written, and no fact follows."""
    known = None
    while known != (known := home.count("audit")) or figures(watch(running).text)["ponte_audit_position", ()] != known:
        time.sleep(2)
    return running


def test_figures_tell_what_was_answered(home, serve):
    running = quiet(serve(home), home)
    visitor = running.visitor()
    for _ in range(3):
        assert visitor.get("/practices/vienna-startwien").status == 200
    assert visitor.get("/nowhere/at/all?secret=canary-7261").status == 404
    answer = watch(running)
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found = figures(answer.text)

    def total(**labels):
        return found.get(("ponte_http_requests_total", tuple(sorted(labels.items()))), 0)

    assert total(method="GET", route="/practices/{slug}", status="2xx") == 3
    assert total(method="GET", route="unknown", status="4xx") == 1
    assert "vienna-startwien" not in answer.text and "canary-7261" not in answer.text
    assert found["ponte_page_cache_total", (("result", "hit"),)] >= 2
    assert found["ponte_page_cache_bytes", ()] > 0
    assert found["ponte_audit_position", ()] == home.count("audit") == found["ponte_data_version", ()]
    assert found["ponte_practices", ()] == home.count("practice")
    assert found["process_resident_memory_bytes", ()] == pytest.approx(running.memory()[0] * 1024 * 1024, rel=0.2)
    limit = found["ponte_database_connections_limit", ()]
    assert limit == (8 if home.server else 5)
    # Background work may be at it.
    assert 0 <= found["ponte_database_transactions_running", ()] <= limit and found["ponte_database_transactions_waiting", ()] == 0

    buckets = [(float(dict(labels)["le"]), value) for (name, labels), value in found.items()
               if name == "ponte_http_request_duration_seconds_bucket" and dict(labels)["route"] == "/practices/{slug}"]
    counts = [value for _, value in sorted(buckets)]
    assert counts == sorted(counts) and sorted(buckets)[-1] == (float("inf"), 3)
    assert 0 < found["ponte_http_request_duration_seconds_sum", (("route", "/practices/{slug}"),)] < 60


def test_figures_are_for_this_machine_or_for_the_token(untouched, serve):
    running = serve(untouched, PONTE_METRICS_TOKEN=TOKEN)
    assert watch(running).status == 200
    passed_on = {"X-Forwarded-For": "192.0.2.7"}
    assert watch(running, **passed_on).status == 404
    assert watch(running, **{"X-Real-IP": "192.0.2.7"}).status == 404
    assert watch(running, Authorization="Bearer nothing-of-the-kind-here", **passed_on).status == 404
    assert watch(running, Authorization=f"Bearer {TOKEN}", **passed_on).status == 200


def test_figures_are_there_when_the_database_is_not(postgres_home, serve):
    running = serve(postgres_home)
    postgres_home.server.stop("immediate")
    try:
        assert watch(running).status == 200
        assert running.visitor().get("/health").status == 503
        found = figures(watch(running).text)
        assert found["ponte_http_requests_total", (("method", "GET"), ("route", "/health"), ("status", "5xx"))] == 1
    finally:
        postgres_home.server.start()


CANARIES = {
    "mail": "canary.mail.8812@example.eu", "name": "Canaria Nomen-8813", "text": "canary-text-8814 of a family", "title": "canary-title-8815",
    "question": "canary-question-8816", "password": "canary-password-8817",
}


@pytest.mark.parametrize("level", ["info", "debug"])
def test_logs_are_json_and_name_nobody(home, serve, level):
    """Everything people give is given, and everything fails that can: nothing of theirs may be in the log."""
    running = serve(home, PONTE_LOG_FORMAT="json", PONTE_LOG_LEVEL=level)
    officer = running.visitor("city-officer")
    account = running.accounts["city-officer"]["email"]
    visitor = running.visitor()
    assert visitor.send("/sign-in", {"email": CANARIES["mail"], "password": CANARIES["password"]}).status == 400
    assert officer.send("/account", {"name": CANARIES["name"], "language": "en"}).status == 303
    assert officer.send("/needs/new", {"text": CANARIES["text"], "title": CANARIES["title"], "city": "catania"}).status == 303
    assert visitor.get(f"/match?text={CANARIES['question']}").status == 200

    # A rule that what they write breaks: PostgreSQL's own words for it quote the whole row.
    if home.server:
        home.sql("ALTER TABLE need_version ADD CHECK (version < 1) NOT VALID")
        home.sql("ALTER TABLE person ADD CHECK (name <> 'x' AND language = 'never') NOT VALID")
    else:
        home.sql("CREATE TRIGGER no_need BEFORE INSERT ON need_version BEGIN SELECT RAISE(ABORT, 'no'); END")
        home.sql("CREATE TRIGGER no_person BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert officer.send("/needs/new", {"text": CANARIES["text"], "title": CANARIES["title"], "city": "catania"}).status == 500
    assert officer.send("/account", {"name": CANARIES["name"] + "s", "language": "en"}).status == 500
    # A table that is gone.
    home.sql("ALTER TABLE need_version RENAME TO gone")
    assert officer.get("/needs").status == 500
    assert running.stop() == 0

    log = running.log.read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    failed = [line for line in lines if line["message"] == "request failed"]
    assert [line["route"] for line in failed] == ["/needs/new", "/account", "/needs"]
    assert all(line["level"] == "error" and line["request"] and line["error"] and line["time"].endswith("Z") for line in failed)
    assert [line for line in log.splitlines() if not line.startswith("{")] == [line for line in log.splitlines() if line.startswith("Ponte answers on ")]
    for kind, canary in (CANARIES | {"account": account, "address": officer.comes_from}).items():
        assert canary not in log, f"the {kind} is in the log"
