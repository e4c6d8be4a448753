"""Every curl example of docs/api.md, run as it stands there, one after another."""

import json
import os
import re
import shlex
import subprocess

from support.server import ROOT

DOCUMENT = ROOT / "docs" / "api.md"


def examples():
    """The indented blocks that begin with curl; a line that ends with a backslash goes on."""
    blocks = re.findall(r"(?:^    .*\n)+", DOCUMENT.read_text(), re.MULTILINE)
    commands = [block.replace("\n    ", "\n").strip() for block in blocks]
    return [command for command in commands if re.match(r"(\w+=\S+ )?curl ", command)]


def test_every_example_works(base_url, writer_tokens):
    names = {"TOKEN": writer_tokens[0]}
    commands = examples()
    assert len(commands) >= 9, "the examples are found"
    for command in commands:
        runnable = command.replace("http://127.0.0.1:8080", base_url)
        runnable = re.sub(r"^curl ", "curl --silent --show-error --fail-with-body ", runnable)
        # As if it came from somebody of its own, or the examples would wait for one another.
        done = subprocess.run(["bash", "-c", runnable], env={**os.environ, **names}, text=True, capture_output=True, timeout=30)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        answer = json.loads(done.stdout)
        # What the examples that follow call by a name, as the text says.
        words = shlex.split(command)
        if "id" in answer and any(word.endswith("/needs") for word in words):
            names["NEED"] = answer["id"]
        if "id" in answer and any(word.endswith("/drafts") for word in words):
            names["DRAFT"] = answer["id"]
    assert {"NEED", "DRAFT"} <= names.keys()
