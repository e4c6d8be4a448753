"""The programs that ask: one without a token, one that may read, one that may write."""

import re

import pytest

from support.tokens import SCOPES, give_role, make_token
from support.visitor import Visitor


@pytest.fixture(scope="session")
def author(server, accounts):
    """Somebody who may write both needs and practices."""
    author = Visitor(server.url, comes_from="10.199.0.1").sign_in(accounts["author"])
    name = re.search(r'name="name" value="([^"]+)"', author.get("/account").text).group(1)
    give_role(Visitor(server.url, comes_from="10.199.0.2").sign_in(accounts["administrator"]), name, "city-officer", "city:catania")
    return author


@pytest.fixture(scope="session")
def reader_tokens(author):
    return [make_token(author, [scope for scope in SCOPES if scope.endswith(":read")], f"Reader {number}") for number in range(7)]


@pytest.fixture(scope="session")
def writer_tokens(author):
    return [make_token(author, SCOPES, f"Writer {number}") for number in range(12)]
