"""Signing in at a provider with the program as a process: both kinds of keys, new keys, a provider that hangs, several processes."""

import http.client
import re
import time
import urllib.parse

import pytest

from support.provider import Provider

DEMO = {"PONTE_DEMO": "true"}


def set_up(server, provider):
    """Adds the provider and switches it on.

    :return: its id.
    """
    administrator = server.visitor("administrator")
    fields = {
        "label": "City login", "city": "amsterdam", "issuer": provider.issuer, "clientID": "ponte", "secret": provider.client.secret, "domains": "demo.ponte.example",
        "admits": "known", "factors": ""}
    administrator.token = administrator.get("/administration/providers/add").field("_token")
    added = administrator.send("/administration/providers/add", fields)
    assert added.status == 303, added.text
    page = administrator.get(added.location)
    provider.client.redirect_uris = re.findall(r"<code[^>]*>([^<]*/sign-in/back/[^<]*)</code>", page.text)
    assert "knows our client id" in administrator.send(added.location + "/try", {}).text
    assert administrator.send(added.location + "/switch", {"to": "on"}).status == 303
    officer = server.accounts["city-officer"]
    provider.people["officer"] = {"sub": "officer", "email": officer["email"], "email_verified": True, "name": "Officer"}
    return added.location.rsplit("/", 1)[1]


def leave(visitor, identifier, **fields):
    """:return: the answer of Ponte, and where it leads."""
    visitor.token = visitor.get("/sign-in").field("_token")
    answer = visitor.send("/sign-in/provider", {"provider": identifier, "next": "/account"} | fields, seconds=15)
    found = re.search(r'href="(http://127\.0\.0\.1:\d+/authorize[^"]*)"', answer.text)
    return answer, found and found.group(1).replace("&amp;", "&")


def say(address, who):
    """Signs in at the provider.

    :return: path and query of the way back.
    """
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("POST", f"{parts.path}?{parts.query}", urllib.parse.urlencode({"who": who}), {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    assert answer.status == 302, answer.read()
    back = urllib.parse.urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def join(visitor, server, page):
    visitor.token = page.field("_token")
    joined = visitor.send("/sign-in/join", {"claim": page.field("claim"), "password": server.accounts["city-officer"]["password"]})
    assert (joined.status, joined.location) == (303, "/account"), joined.text
    visitor.token = None


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_there_and_back_with_old_and_new_keys(home, serve, algorithm):
    server = serve(home, **DEMO)
    with Provider(algorithm) as provider:
        identifier = set_up(server, provider)
        first = server.visitor()
        _, address = leave(first, identifier)
        join(first, server, first.get(say(address, "officer")))
        assert first.is_signed_in
        provider.rotate()
        second = server.visitor()
        _, address = leave(second, identifier)
        back = second.get(say(address, "officer"))
        assert (back.status, back.location) == (303, "/account"), back.text
        assert second.is_signed_in
        # A token that says something else about whom it is for.
        for lie in [{"aud": "another"}, {"iss": "https://evil.example"}, {"nonce": "another"}, {"exp": int(time.time()) - 600}]:
            provider.lies = lie
            third = server.visitor()
            _, address = leave(third, identifier)
            assert third.get(say(address, "officer")).status == 502, lie
            assert not third.is_signed_in
    kept = home.sql("SELECT secret FROM provider")
    assert provider.client.secret not in str(kept)


def test_a_provider_that_hangs_holds_nobody_else_up(sqlite_home, serve):
    server = serve(sqlite_home, **DEMO)
    with Provider() as provider:
        identifier = set_up(server, provider)
        server.stop()
        server = serve(sqlite_home, **DEMO)  # so that nothing is remembered of it
        provider.client.redirect_uris = [uri.replace(uri.split("/sign-in")[0], server.url) for uri in provider.client.redirect_uris]
        provider.hangs.set()
        visitor = server.visitor()
        answer, _ = leave(visitor, identifier, **{"carriedTarget": "/needs/new", "carried.text": "Kept all the way"})
        assert answer.status == 503 and "does not answer at the moment" in answer.text and "Kept all the way" in answer.text
        assert server.visitor("city-officer").is_signed_in
        provider.hangs.clear()


def test_a_way_begun_at_one_process_ends_at_another(postgres_home, serve):
    one, two = serve(postgres_home, **DEMO), None
    # The public address is the same for both, as behind a proxy.
    two = serve(postgres_home, PONTE_BASE_URL=one.url, **DEMO)
    with Provider() as provider:
        identifier = set_up(one, provider)
        here = one.visitor()
        _, address = leave(here, identifier)
        there = here.at(two.url)
        back = there.get(say(address, "officer"))
        assert back.status == 200 and 'name="claim"' in back.text
        join(there, two, back)
        assert there.is_signed_in
        # Two come back with the same state at the same time, one at each: one finds it.
        _, address = leave(here, identifier)
        path = say(address, "officer")
        statuses = sorted([here.at(one.url).get(path).status, here.at(two.url).get(path).status])
        assert statuses == [303, 400]


def test_a_restart_on_the_way_loses_nothing(home, serve):
    server = serve(home, **DEMO)
    with Provider() as provider:
        identifier = set_up(server, provider)
        visitor = server.visitor()
        _, address = leave(visitor, identifier)
        server.kill()
        again = serve(home, PONTE_BASE_URL=server.url, **DEMO)
        back = visitor.at(again.url).get(say(address, "officer"))
        assert back.status == 200 and 'name="claim"' in back.text
