"""The service of sentence vectors misbehaves in every way it can: Ponte answers all the same, and says what it did without.

A service that is silent here stays silent, so a page that waited for it would never come. How long pages do wait is printed, not asserted:
0.3 s are promised, and what the machine makes of it besides is not ours.
"""

import json
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import embeddings
from support.embeddings import DIMENSION, Embeddings
from support.ports import free_port
from support.program import Program
from support.serving import Serving

#: Badly, but answered: there is no vector in it.
NONSENSE = {
    "no JSON": embeddings.says(b"<html>Welcome to nginx!</html>", type="text/html"),
    "nothing": embeddings.says(b""),
    "another object": embeddings.says({"status": "ok"}),
    "too few": embeddings.says({"data": []}),
    "words for numbers": embeddings.says_for_each(["one"] * DIMENSION),
    "numbers too large": embeddings.says_for_each([1e300] * DIMENSION),
    "no list": embeddings.says({"data": None}),
}
#: Vectors in form, which do not fit those that are known.
UNFITTING = {
    "no numbers": embeddings.says_for_each([]),
    "too few numbers": embeddings.says_for_each([1.0]),
    "too many numbers": embeddings.says_for_each([0.5] * 10_000),
    "all zero": embeddings.says_for_each([0.0] * DIMENSION),
}
SILENCE = {
    "hangs": embeddings.hangs, "hangs half-way": embeddings.hangs_half_way, "drips": embeddings.drips, "late": embeddings.after(5),
}
FAILURE = {"answers 500": embeddings.fails, "hangs up": embeddings.hangs_up}


@pytest.fixture(scope="module")
def service():
    with Embeddings() as running:
        yield running


@pytest.fixture(scope="module")
def with_vectors(binary, filled, service, tmp_path_factory):
    """A home whose practices have all their vectors."""
    home = filled("sqlite").copy(tmp_path_factory.mktemp("vectors") / "home")
    said = Program(binary)("match", "housing", settings=home.settings | {"PONTE_EMBEDDINGS_URL": service.url}).well()
    assert "facets and meaning" in said.out
    return home


@pytest.fixture(scope="module")
def pair(with_vectors, service, binary, tmp_path_factory):
    """Two servers on the same data: one that compares meaning, and one that was never told of a service."""
    folder = tmp_path_factory.mktemp("pair")
    servers = [
        Serving(binary, with_vectors.copy(folder / "with"), {"PONTE_EMBEDDINGS_URL": service.url}),
        Serving(binary, with_vectors.copy(folder / "without"))]
    try:
        yield [server.start() for server in servers]
    finally:
        for server in servers:
            server.stop()


@pytest.fixture(autouse=True)
def well_again(service):
    service.manner = embeddings.well
    yield
    service.manner = embeddings.well


def timed(ask):
    began = time.monotonic()
    answer = ask()
    return answer, time.monotonic() - began


def of_a_need(words, **more):
    return "/match?" + urllib.parse.urlencode({"text": words, **more})


def match(visitor, words):
    answer = visitor.ask("POST", "/api/v1/matches", json.dumps({"text": words}), {"Content-Type": "application/json"}, 30)
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def ranking(visitor, words):
    """Everything but the addresses, which name the server."""
    return [{name: value for name, value in one.items() if name != "url"} for one in match(visitor, words)["matches"]]


def comes_to_mean(visitor, words):
    """Whether meaning is compared before long: a busy machine may need longer than 0.3 s for a good answer too."""
    return any(match(visitor, words)["semantic"] or time.sleep(0.5) for _ in range(40))


def test_meaning_is_used_when_all_is_well(pair):
    with_meaning, without = (server.visitor() for server in pair)
    assert comes_to_mean(with_meaning, "kindergarten places for refugees")
    assert match(without, "kindergarten places for refugees")["semantic"] is False
    assert "We compared meaning as well as words." in with_meaning.get(of_a_need("kindergarten places")).text


@pytest.mark.parametrize("manner", (SILENCE | FAILURE | NONSENSE).values(), ids=(SILENCE | FAILURE | NONSENSE).keys())
def test_without_a_good_answer_it_goes_without_meaning(pair, service, manner, request, record_property):
    with_meaning, without = (server.visitor() for server in pair)
    service.manner = manner
    words = f"Landlords do not rent to families, {request.node.callspec.id}"
    waited = []
    for number in range(3):
        asked = len(service.asked)
        path = of_a_need(f"{words} {number}")
        (answer, took), (other, usual) = timed(lambda: with_meaning.get(path)), timed(lambda: without.get(path))
        assert answer.status == other.status == 200
        assert len(service.asked) > asked, "the service was not asked at all"
        assert "Meaning was not used: the service that compares meaning is not ready yet or does not answer." in answer.text
        waited.append(took - usual)
    record_property("embeddings", f"a page waited {max(waited):.2f} s longer than without, when the service: {request.node.callspec.id}")
    assert match(with_meaning, words)["semantic"] is False
    # The same ranking as where there is no service at all.
    assert ranking(with_meaning, words) == ranking(without, words)

    service.manner = embeddings.well
    assert comes_to_mean(with_meaning, words), "it does not ask again"


@pytest.mark.parametrize("manner", UNFITTING.values(), ids=UNFITTING.keys())
def test_a_vector_that_does_not_fit_is_not_used(pair, service, manner, request):
    visitor, _ = (server.visitor() for server in pair)
    service.manner = manner
    words = f"Courses for mothers in the morning, {request.node.callspec.id}"
    assert visitor.get(of_a_need(words)).status == 200
    assert match(visitor, words)["semantic"] is False, "a vector that cannot be compared counts as meaning"
    service.manner = embeddings.well
    assert comes_to_mean(visitor, words), "the bad vector is remembered"


def test_many_at_once_are_answered(pair, service, record_property):
    service.manner = embeddings.hangs
    with_meaning, without = pair

    def longest(server, name):
        visitors = [server.visitor() for _ in range(8)]
        with ThreadPoolExecutor(8) as together:
            asked = [together.submit(timed, lambda v=visitor, n=number: v.get(of_a_need(f"Housing for {name} {n}"), seconds=30)) for number, visitor in enumerate(visitors)]
            answers = [one.result() for one in asked]
        assert all(answer.status == 200 for answer, _ in answers)
        return max(took for _, took in answers)

    usual = longest(without, "many")
    record_property("embeddings", f"the last of eight waited {longest(with_meaning, 'many') - usual:.2f} s longer than without, when the service hangs")


def test_no_page_needs_the_service(pair, service, record_property):
    """A list of needs, a need, a match, a briefing."""
    pages = {}
    for server in pair:
        officer = server.visitor("city-officer")
        needs = [officer.send("/needs/new", {"text": f"Women without a course, part {number}", "city": "catania"}).location for number in range(5)]
        for slug in ("vienna-startwien", "berlin-neighbourhood-mothers"):
            assert officer.send(f"{needs[0]}/matches/{slug}/decision", {"decision": "shortlist"}).status == 303
        pages[server] = officer, ["/needs", *(needs[0] + rest for rest in ("", "/matches/vienna-startwien", "/compare", "/briefing", "/history", "/edit"))]
    service.manner = embeddings.hangs
    for server in pair:
        # What is remembered of needs goes with the process.
        server.stop()
        server.start()
    (officer, mine), (other, theirs) = pages.values()
    waited = []
    for path, same in zip(mine, theirs):
        (answer, took), (_, usual) = timed(lambda: officer.get(path)), timed(lambda: other.get(same))
        assert answer.status == 200, f"{path}: {answer.status}"
        waited.append(took - usual)
    record_property("embeddings", f"a page of needs waited {max(waited):.2f} s longer than without, when the service hangs")


@pytest.mark.parametrize("manner", [*SILENCE.values(), *FAILURE.values(), NONSENSE["no JSON"]], ids=[*SILENCE, *FAILURE, "no JSON"])
def test_it_starts_without_the_service(sqlite_home, serve, service, manner):
    """No vector is known yet, and none can be had."""
    service.manner = manner
    running = serve(sqlite_home, PONTE_EMBEDDINGS_URL=service.url)
    assert running.health()["meaning"] == "off"
    visitor = running.visitor()
    assert visitor.get(of_a_need("housing")).status == 200
    assert sqlite_home.count("sentence_vector") == 0
    assert running.stop() == 0


def test_it_starts_when_nobody_listens(sqlite_home, serve):
    running = serve(sqlite_home, PONTE_EMBEDDINGS_URL=f"http://127.0.0.1:{free_port()}/v1/embeddings")
    assert running.health()["meaning"] == "off"
    assert "Meaning was not used" in running.visitor().get(of_a_need("housing")).text


def test_meaning_comes_when_the_service_does(sqlite_home, serve, service):
    service.manner = embeddings.fails
    running = serve(sqlite_home, PONTE_EMBEDDINGS_URL=service.url)
    time.sleep(1)
    assert running.health()["meaning"] == "off"
    service.manner = embeddings.well
    running.has_meaning = True
    assert running.wait_for_meaning(60)
    assert comes_to_mean(running.visitor(), "housing")


def test_vectors_that_are_none_are_not_kept(ponte, sqlite_home, service):
    """What a broken service gave must not stand in the way when it is mended."""
    settings = sqlite_home.settings | {"PONTE_EMBEDDINGS_URL": service.url}
    service.manner = embeddings.says_for_each([])
    ponte("match", "housing", settings=settings)
    assert sqlite_home.count("sentence_vector") == 0
    service.manner = embeddings.well
    assert any(json.loads(ponte("match", "housing", "--json", settings=settings).well().out)["semantic"] for _ in range(10))
