"""SIGTERM: what was begun is finished, then the program ends in good order and the port is free."""

import http.client
import re
import select
import socket
import subprocess
import threading
import time
import urllib.parse

import pytest

from support.embeddings import Embeddings, hangs
from support.ports import is_free

#: Seconds after which a test calls it hanging: what holds the end up here would do so without end.
WITHIN = 60


def end(running):
    """Says SIGTERM.

    :return: exit status, or None when it hangs.
    """
    running.process.terminate()
    try:
        return running.process.wait(WITHIN)
    except subprocess.TimeoutExpired:
        running.kill()


def test_running_requests_are_finished(home, serve):
    """Passwords take their time to be checked: these requests are in the middle of it."""
    running = serve(home)
    visitors = [running.visitor() for _ in range(6)]
    connections = [http.client.HTTPConnection(visitor.host, timeout=10) for visitor in visitors]
    for visitor, connection in zip(visitors, connections):
        connection.request("GET", "/sign-in", headers=visitor.headers())
        page = connection.getresponse()
        visitor.remember(page.headers)
        visitor.token = re.search(r'name="_token" value="([^"]+)"', page.read().decode()).group(1)
    # A connection that is open and asks nothing must not hold the end up.
    idle = http.client.HTTPConnection(visitors[0].host)
    idle.request("GET", "/robots.txt")
    idle.getresponse().read()

    person = running.accounts["city-officer"]
    for visitor, connection in zip(visitors, connections):
        form = urllib.parse.urlencode({"_token": visitor.token, "email": person["email"], "password": person["password"], "next": "/account"})
        connection.request("POST", "/sign-in", form, visitor.headers() | {"Content-Type": "application/x-www-form-urlencoded"})
    # When the first is through, the others are on their way.
    select.select([connection.sock for connection in connections], [], [], 0.3)
    running.process.terminate()
    for visitor, connection in zip(visitors, connections):
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (303, "/account")
        visitor.remember(answer.headers)

    assert running.process.wait(WITHIN) == 0, running.tail()
    assert is_free(running.port)
    assert running.children() == []
    idle.close()

    running.start()
    assert all(visitor.is_signed_in for visitor in visitors), "a session that was acknowledged is gone"


def test_a_form_that_is_still_arriving_is_answered(home, serve):
    running = serve(home)
    visitor = running.visitor("city-officer")
    token = visitor.get("/needs/new").field("_token")
    body = urllib.parse.urlencode({"_token": token, "text": "Families look for a kindergarten place"}).encode()
    connection = socket.create_connection(("127.0.0.1", running.port))
    head = f"POST /needs/new HTTP/1.1\r\nHost: ponte\r\nCookie: {visitor.cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body[:20])
    time.sleep(0.2)
    running.process.terminate()
    time.sleep(0.3)
    connection.sendall(body[20:])
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    assert answer.status == 303
    assert running.process.wait(WITHIN) == 0, running.tail()
    assert home.sql("SELECT count(*) FROM need_version WHERE text = 'Families look for a kindergarten place'") == [["1"]]
    connection.close()


@pytest.mark.parametrize("sent", [
    pytest.param(b"GET /practices HTTP/1.1\r\nHost: po", id="half a head"),
    pytest.param(
        b"POST /sign-in HTTP/1.1\r\nHost: ponte\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n_token=",
        id="half a form"),
    pytest.param(b"GET /practices HTTP/1.1\r\nHost: ponte\r\n\r\n" * 400, id="answers that nobody takes"),
])
def test_a_visitor_who_stops_half_way_does_not_hold_the_end_up(sqlite_home, serve, sent):
    running = serve(sqlite_home)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", running.port))
        connection.sendall(sent)
        time.sleep(0.5)
        assert end(running) == 0, running.tail()


def test_under_load_no_answer_is_cut_short(home, serve):
    running = serve(home)
    stopping = threading.Event()
    good, bad = [], []

    def ask(number):
        visitor = running.visitor()
        while True:
            asked_late = stopping.is_set()
            try:
                answer = visitor.get(f"/practices?q=refugees+{number}")
            except (ConnectionRefusedError, ConnectionResetError, http.client.RemoteDisconnected):
                # Whoever comes after the word is not let in any more.
                return None if asked_late or stopping.is_set() else bad.append("not answered")
            except http.client.IncompleteRead as cut:
                return bad.append(f"cut short: {cut}")
            (good if answer.status == 200 and "</html>" in answer.text else bad).append(answer.status)

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for asker in askers:
        asker.start()
    time.sleep(0.7)
    stopping.set()
    status = end(running)
    for asker in askers:
        asker.join(10)
    assert status == 0, running.tail()
    assert good and not bad, bad
    assert is_free(running.port)


def test_work_in_the_background_does_not_hold_the_end_up(sqlite_home, serve):
    """The service of sentence vectors hangs, and Ponte is waiting for it."""
    with Embeddings() as service:
        service.manner = hangs
        running = serve(sqlite_home, PONTE_EMBEDDINGS_URL=service.url)
        deadline = time.monotonic() + 5
        while not service.asked and time.monotonic() < deadline:
            time.sleep(0.05)
        assert service.asked
        status = end(running)
    assert status == 0, running.tail()


def test_a_second_word_does_no_harm(sqlite_home, serve):
    running = serve(sqlite_home)
    running.process.terminate()
    running.process.terminate()
    assert running.process.wait(WITHIN) == 0, running.tail()
