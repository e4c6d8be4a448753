"""A Ponte on the data of a home, and the people who visit it."""

import itertools
import json

from support.server import Server
from support.visitor import Visitor

addresses = (f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}" for number in itertools.count(1))


class Serving(Server):
    """`ponte serve` whose every visitor comes from somewhere else, so that none is throttled for another's haste."""

    def __init__(self, binary, home, settings=None):
        super().__init__(
            binary, home.folder, meaning=False, demo=False, settings=home.settings | {"PONTE_BEHIND_PROXY": "true"} | (settings or {}))
        self.log = home.folder / f"server-{self.port}.log"  # several may share a home

    def visitor(self, role=None):
        """:param role: one of the demonstration's, signed in."""
        somebody = Visitor(self.url, comes_from=next(addresses))
        return somebody.sign_in(self.accounts[role]) if role else somebody
