"""Runs `ponte` as an engineer does: a command, its exit code, and what it said on either stream."""

import dataclasses
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def surroundings(settings=None):
    """The environment of this process with these `PONTE_*` variables and no others."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PONTE_")}
    return mine | {name: str(value) for name, value in (settings or {}).items() if value is not None}


@dataclasses.dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def complaints(self):
        return self.err.splitlines()

    def well(self):
        """:return: self, when the exit code is 0."""
        assert self.code == 0, f"ended with {self.code}:\n{self.err or self.out}"
        return self

    def with_code(self, code):
        assert self.code == code, f"ended with {self.code}, not {code}:\n{self.err or self.out}"
        return self


class Program:
    def __init__(self, binary, settings=None, folder=None):
        """
        :param settings: `PONTE_*` variables of every run.
        :param folder: where it is run.
        """
        self.binary = pathlib.Path(binary)
        self.settings = settings or {}
        self.folder = folder

    def __call__(self, *arguments, settings=None, typed="", seconds=60, before=()):
        """
        :param typed: what comes on standard input.
        :param before: a command that runs this one, such as `setpriv` with its options.
        """
        command = [*before, self.binary, *arguments]
        done = subprocess.run(
            [str(word) for word in command], env=surroundings(self.settings | (settings or {})), cwd=self.folder, input=typed,
            text=True, encoding="utf-8", capture_output=True, timeout=seconds)
        return Ended(done.returncode, done.stdout, done.stderr)
