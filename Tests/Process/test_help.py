"""Every command says what it is for, and refuses what it does not know."""

import re

import pytest

COMMANDS = ["serve", "migrate", "import", "match", "evaluate", "bench", "user", "audit", "routes", "doctor", "backup", "restore", "export", "privacy", "network"]
BENEATH = ["import starter", "import practices", "import cities", "import programmes", "import archive", "user create", "user list", "audit verify", "audit show",
           "privacy record", "privacy data", "privacy forget", "privacy erasures", "privacy reapply"]

# What some commands must be given; a missing one would be told first.
NEEDED = {
    "match": ["text"], "evaluate": ["needs.json"], "import practices": ["a.json"], "import cities": ["a.json"], "import programmes": ["a.json"],
    "import archive": ["a"], "network": ["a.json"], "backup": ["a.tar"], "restore": ["a.tar"], "export": ["a"],
    "privacy data": ["a@b.eu"], "privacy forget": ["a@b.eu"], "privacy reapply": ["a.jsonl"],
    "user create": ["--email", "a@b.eu", "--name", "A", "--role", "member", "--scope", "network"], "audit show": ["practice", "x"],
}

WRONG_USE = {
    "an unknown command": ["nonsense"],
    "an unknown command beneath one": ["import", "nonsense"],
    "files that are not named": ["import", "practices"],
    "a need that is not said": ["match"],
    "judged needs that are not named": ["evaluate"],
    "a limit that is no number": ["match", "text", "--limit", "many"],
    "a port that is no number": ["serve", "--port", "http"],
    "a role that nobody has": ["user", "create", "--email", "a@b.eu", "--name", "A", "--scope", "network", "--role", "mayor"],
    "an area that does not exist": ["match", "text", "--area", "weather"],
    "a limit out of range": ["audit", "show", "practice", "vienna-startwien", "--limit", "0"],
}


def test_the_program_lists_its_commands(ponte):
    help = ponte("--help").well().out
    listed = re.findall(r"^  ([a-z]+)  ", help.split("SUBCOMMANDS:")[1], re.M)
    assert listed == COMMANDS
    assert "Exit codes: 0 done, 1 failed" in help


@pytest.mark.parametrize("command", COMMANDS + BENEATH)
def test_each_command_has_help(ponte, command):
    help = ponte(*command.split(), "--help").well()
    assert f"USAGE: ponte {command}" in help.out
    assert re.search(rf"Examples?:\s+ponte {command.split()[0]}", help.out), "the help shows no example"
    assert help.err == ""


@pytest.mark.parametrize("command", COMMANDS + BENEATH)
def test_each_command_refuses_an_unknown_flag(ponte, command):
    refused = ponte(*command.split(), *NEEDED.get(command, []), "--nonsense").with_code(64)
    assert "--nonsense" in refused.complaints[0]
    assert refused.out == ""


@pytest.mark.parametrize("words", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use_is_told_with_the_usage(ponte, words):
    refused = ponte(*words).with_code(64)
    assert refused.complaints[0].startswith("Error: ")
    assert "Usage: ponte" in refused.err
    assert refused.out == ""
