"""`ponte doctor` and `ponte routes`: what an engineer asks first."""

import json

import pytest

from support.embeddings import Embeddings
from support.mail import MailServer
from support.ports import free_port
from support.program import ROOT

PROGRAMS = {"PONTE_WEASYPRINT": ROOT / ".tools/venv/bin/weasyprint"}


def marks(said):
    """Subject → marks, of every check."""
    found = {}
    for line in said.lines:
        if line[:6].strip() in ("ok", "warn", "fail"):
            found.setdefault(line[6:19].strip(), []).append(line[:6].strip())
    return found


def test_good_settings(ponte, home):
    before = home.count("audit")
    with Embeddings() as service, MailServer() as mail:
        said = ponte("doctor", settings=home.settings | PROGRAMS | mail.settings | {"PONTE_EMBEDDINGS_URL": service.url}).well()
        assert mail.letters == [], "looking sends nothing"
    found = marks(said)
    assert found["vectors"] == ["warn"], "serve makes them, which takes its time"
    assert {"settings", "data folder", "disk", "pages", "vocabulary", "starter", "database", "migrations", "content", "people", "audit chain", "documents", "embeddings", "mail"} <= found.keys()
    assert all(mark == "ok" for subject, of_it in found.items() for mark in of_it if subject not in ("fonts", "vectors")), said.out
    assert ("SQLite 3" if home.engine == "sqlite" else "PostgreSQL 1") in said.out
    assert "115 practices from" in said.out
    assert home.count("audit") == before, "looking changed something"


def test_a_program_that_makes_documents_is_missing(ponte, sqlite_home):
    said = ponte("doctor", settings=sqlite_home.settings | PROGRAMS | {"PONTE_PANDOC": "no-such-program"}).well()
    assert marks(said)["documents"] == ["ok", "warn"] and "PONTE_PANDOC" in said.out


def test_a_mail_server_that_does_not_answer_is_named(ponte, sqlite_home):
    port = free_port()
    settings = sqlite_home.settings | PROGRAMS | {"PONTE_SMTP_URL": f"smtp://127.0.0.1:{port}", "PONTE_MAIL_FROM": "ponte@city.example"}
    said = ponte("doctor", settings=settings).with_code(1)
    assert marks(said)["mail"] == ["fail"]
    assert f"smtp://127.0.0.1:{port}" in said.out and "PONTE_SMTP_URL" in said.out


def test_without_a_mail_server_letters_wait(ponte, sqlite_home):
    assert marks(ponte("doctor", settings=sqlite_home.settings | PROGRAMS).well())["mail"] == ["warn"]


def test_nothing_is_there_yet(ponte, tmp_path):
    folder = tmp_path / "none"
    found = marks(ponte("doctor", "--data", folder).well())
    assert found["data folder"] == found["database"] == ["warn"]
    assert not folder.exists()


def test_bad_settings(ponte):
    said = ponte("doctor", settings={"PONTE_PORT": "http", "PONTE_LOG_LEVEL": "loud"}).with_code(1)
    assert marks(said) == {"settings": ["fail", "fail"]}
    assert "PONTE_LOG_LEVEL" in said.out


def overwrite(home):
    for file in home.folder.glob("ponte.sqlite*"):
        file.unlink()
    home.file.write_bytes(b"no database at all, but long enough to look like one" * 100)


@pytest.mark.parametrize("subject, spoil", [
    ("embeddings", lambda home: {"PONTE_EMBEDDINGS_URL": f"http://127.0.0.1:{free_port()}/v1/embeddings"}),
    ("database", lambda home: {"PONTE_DATABASE_URL": f"postgres://ponte@127.0.0.1:{free_port()}/ponte"}),
    ("database", overwrite),
    ("migrations", lambda home: home.sql("INSERT INTO migration (id, digest, applied_at) VALUES ('web/9999-later', '', '')")),
    ("audit chain", lambda home: home.sql("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")),
], ids=["no embeddings", "no server", "no database", "newer database", "cut chain"])
def test_what_is_wrong_is_found(ponte, sqlite_home, subject, spoil):
    settings = sqlite_home.settings | (spoil(sqlite_home) or {})
    said = ponte("doctor", settings=settings, seconds=30).with_code(1)
    failed = [name for name, of_it in marks(said).items() if "fail" in of_it]
    assert failed == [subject], said.out


def test_a_data_folder_that_is_a_file(ponte, tmp_path):
    (tmp_path / "file").touch()
    said = ponte("doctor", "--data", tmp_path / "file").with_code(1)
    assert "fail" in marks(said)["data folder"]


def test_pending_migrations_are_no_failure(ponte, empty_home):
    ponte("migrate", settings=empty_home.settings).well()
    empty_home.sql("DELETE FROM migration WHERE id LIKE 'matching/%'")
    assert marks(ponte("doctor", settings=empty_home.settings).well())["migrations"] == ["warn"]


def test_routes_name_every_address_with_who_may_open_it(ponte):
    table = ponte("routes").well()
    assert table.lines[0].split() == ["METHOD", "PATH", "ACCESS", "KIND", "CACHING"]
    rows = json.loads(ponte("routes", "--json").well().out)
    assert len(rows) == len(table.lines) - 1
    by_address = {(row["method"], row["path"]): row for row in rows}
    assert len(by_address) == len(rows), "an address is there twice"
    assert by_address["GET", "/practices"]["access"] == "anyone"
    assert by_address["GET", "/needs"]["access"] != "anyone"
    assert by_address["POST", "/api/v1/matches"]["kind"] == "api"
    assert all(row["access"] and row["body_limit"] > 0 for row in rows)
    assert not any(ponte.folder.iterdir()), "looking made something"


def test_routes_do_not_ask_the_settings(ponte):
    assert ponte("routes", settings={"PONTE_PORT": "http", "PONTE_DATABASE_URL": "nonsense"}).well().lines
