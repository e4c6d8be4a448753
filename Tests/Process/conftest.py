"""The program as a process, on real databases: a PostgreSQL server for the whole run, and for each test data of its own.

    def test_something(ponte, home, serve):
        ponte("audit", "verify", settings=home.settings).well()
        visitor = serve(home).visitor().sign_in("city-officer")

A test that takes `home` or `empty_home` runs twice, on SQLite and on PostgreSQL.
"""

import contextlib

import pytest

from support.home import Home
from support.postgres import PostgresServer
from support.program import Program
from support.server import Server
from support.serving import Serving


@pytest.fixture(scope="session")
def postgres():
    server = PostgresServer()
    try:
        yield server.make()
    finally:
        server.discard()


@pytest.fixture
def ponte(binary, tmp_path):
    """Runs a command: `ponte("migrate", "--plan", settings=…)`; where it runs is an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    return Program(binary, folder=folder)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request):
    return request.param


@pytest.fixture
def empty_home(engine, tmp_path, request):
    empty = new_home(engine, tmp_path / "empty", request)
    yield empty
    empty.discard()


@pytest.fixture
def home(engine, filled, tmp_path):
    """The demonstration's content and people."""
    with a_copy(filled(engine), tmp_path) as copy:
        yield copy


@pytest.fixture
def sqlite_home(filled, tmp_path):
    with a_copy(filled("sqlite"), tmp_path) as copy:
        yield copy


@pytest.fixture
def postgres_home(filled, tmp_path):
    with a_copy(filled("postgres"), tmp_path) as copy:
        yield copy


@pytest.fixture
def untouched(engine, filled):
    """The same as `home`, for tests that change nothing."""
    return filled(engine)


@pytest.fixture(scope="session")
def filled(binary, tmp_path_factory, request):
    """Content is put on record once for each engine, and then copied."""
    made = {}

    def home(engine):
        if engine not in made:
            fresh = new_home(engine, tmp_path_factory.mktemp("filled") / "data", request)
            running = Server(binary, fresh.folder, meaning=False, settings=fresh.settings).start()
            assert running.stop() == 0, running.tail()
            made[engine] = fresh
        return made[engine]

    return home


@contextlib.contextmanager
def a_copy(of_home, folder):
    copy = of_home.copy(folder / "home")
    try:
        yield copy
    finally:
        copy.discard()


def new_home(engine, folder, request):
    if engine == "sqlite":
        return Home(folder)
    server = request.getfixturevalue("postgres")
    return Home(folder, server, server.database())


@pytest.fixture
def serve(binary):
    """Starts `ponte serve` on the data of a home: `serve(home, PONTE_EMBEDDINGS_URL=…)`; it ends with the test."""
    started = []

    def start(home, **settings):
        running = Serving(binary, home, settings)
        started.append(running)
        return running.start()

    yield start
    for running in started:
        running.stop()
