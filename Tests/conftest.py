"""The program, and one running Ponte for whoever wants no more, with the demonstration's content and people."""

import os

import pytest

from support.server import ROOT, Server


@pytest.fixture(scope="session")
def binary():
    binary = ROOT / os.environ.get("PONTE_BINARY", ".build/debug/ponte")
    if not binary.exists():
        pytest.exit(f"{binary} is not built; `make test` builds it", returncode=3)
    return binary


@pytest.fixture(scope="session")
def server(binary, tmp_path_factory):
    # One for each process of tests.
    log = ROOT / "test-results" / f"server{os.environ.get('PYTEST_XDIST_WORKER', '')}.log"
    log.unlink(missing_ok=True)
    # Behind a proxy, as far as Ponte knows: each test says who it comes from, so that none is throttled for another's haste.
    running = Server(binary, tmp_path_factory.mktemp("ponte"), settings={"PONTE_BEHIND_PROXY": "true"}, log=log).start()
    yield running
    assert running.stop() == 0, f"Ponte did not stop in good order:\n{running.tail()}"


@pytest.fixture(scope="session")
def base_url(server):
    return server.url


@pytest.fixture(scope="session")
def accounts(server):
    """The people of the demonstration by role, each with `email` and `password`."""
    return server.accounts
