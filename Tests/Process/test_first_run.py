"""The first start on nothing: one link in the terminal, and from there an installation."""

import re
import time
import urllib.parse

from support.server import Server
from support.visitor import Visitor


def link(server):
    return re.search(r"http://\S+/first-run/\S+", server.tail()).group(0)


def start(binary, home, **settings):
    return Server(binary, home.folder, meaning=False, demo=False, settings=home.settings | settings).start()


def test_from_nothing_to_an_administrator(binary, empty_home):
    server = start(binary, empty_home)
    try:
        path = urllib.parse.urlsplit(link(server)).path
        visitor = Visitor(server.url)
        answer = visitor.send(path, {
            "network": "A network", "languages": "en", "siteLanguage": "en", "starter": "yes", "name": "Ada", "email": "ada@city.example", "language": "en", "password": "a bridge for the first day"}, seconds=60)
        assert (answer.status, answer.location) == (303, "/account/second-factor")
        assert Visitor(server.url).get(path).status == 404
        assert visitor.get("/administration").location == "/account/second-factor"
        end = time.monotonic() + 60
        while server.health()["practices"] != "115":
            assert time.monotonic() < end, "the content that was wished for is not there"
            time.sleep(0.1)
    finally:
        assert server.stop() == 0
    said = server.log.read_text().count("/first-run/")
    again = start(binary, empty_home)
    again.stop()
    assert again.log.read_text().count("/first-run/") == said, "nobody else is offered it"


def test_the_token_is_not_in_the_database(binary, empty_home):
    server = start(binary, empty_home)
    try:
        token = link(server).rsplit("/", 1)[1]
    finally:
        server.stop()
    assert empty_home.sql("SELECT count(*) FROM setting WHERE name = 'first-run'") == [["1"]]
    assert empty_home.sql(f"SELECT count(*) FROM setting WHERE value LIKE '%{token}%'") == [["0"]]
